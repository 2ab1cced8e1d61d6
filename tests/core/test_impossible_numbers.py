"""What no page of ours sends gets a sentence, never an incident."""

from django.test import Client

from interco.config.demo.organisation import Built
from tests.committees.builders import an_item

#: Beyond what Python reads as a number at once.
ENDLESS = "9" * 5000


def a_client(cast: Built, key: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.users[key])
    return client


def test_a_page_of_results_without_end_is_the_first(cast: Built) -> None:
    assert a_client(cast, "rh").get("/recherche", {"q": "rh", "page": ENDLESS}).status_code == 200


def test_a_version_without_end_is_no_incident(cast: Built) -> None:
    item, client = an_item(cast, author="rh"), a_client(cast, "rh")
    for page in ("modifier", "note"):
        answer = client.post(f"/seances/points/{item.public_id}/{page}", {"version": ENDLESS, "title": "Un titre"})
        assert answer.status_code < 500, page


def test_a_host_that_is_not_ours_is_not_understood(cast: Built) -> None:
    answer = a_client(cast, "rh").get("/", headers={"host": "ailleurs.example"})
    assert answer.status_code == 400
