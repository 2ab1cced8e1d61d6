"""What somebody signed in has read stays in no cache; what is too big is said to be."""

import pytest
from django.test import Client

from interco.config.demo.organisation import Built


def test_pages_of_a_session_are_stored_nowhere(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["dgs"])
    for address in ("/", "/seances/decisions/", "/seances/decisions/registre.csv", "/api/points", "/nulle-part"):
        assert "no-store" in client.get(address).headers["Cache-Control"], address


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_too_big_is_told_with_the_limit(cast: Built, accept: str) -> None:
    client = Client()
    client.force_login(cast.users["dga_planification"])
    answer = client.post("/seances/proposer", {"title": "x" * 13_000_000}, headers={"accept": accept})
    assert answer.status_code == 400
    assert "12 Mo" in answer.content.decode().replace("\xa0", " ")


def test_a_choice_no_longer_offered_is_refused_without_its_identifier(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["dga_planification"])
    page = client.post("/seances/proposer", {"title": "Un point", "wished_meeting": "2h-ToNMMUNT0x"}).content.decode()
    assert "Ce choix n’est plus proposé" in page
    assert "Ce champ est nécessaire" in page
    assert "2h-ToNMMUNT0x n" not in page
