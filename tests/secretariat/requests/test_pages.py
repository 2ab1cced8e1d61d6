"""The pages of the requests: what they cost, what they offer, what they give away."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.secretariat.enums import RequestKind, RequestState
from interco.secretariat.models import Request, Signature
from tests.matrix.principals import BACKEND
from tests.secretariat.requests.builders import a_request

ROOT = "/secretariat/demandes/"


@pytest.fixture
def browser(cast: Built) -> Callable[[str], Client]:
    """A browser of somebody of the cast."""

    def browser_of(key: str) -> Client:
        client = Client()
        client.force_login(cast.users[key], backend=BACKEND)
        return client

    return browser_of


@pytest.mark.parametrize(
    "address", [ROOT, f"{ROOT}suivi", f"{ROOT}guichets", "/secretariat/parapheur/", f"{ROOT}export/csv"]
)
def test_a_page_costs_as_many_queries_with_three_requests_as_with_thirty(
    cast: Built, browser: Callable[[str], Client], address: str
) -> None:
    client, counts = browser("secretariat"), []
    authors = ("agent_rh", "communication", "dost", "dga_juridique")
    for first, last in ((0, 4), (4, 32)):
        for number in range(first, last):
            a_request(cast, kind=list(RequestKind)[number % 3], author=authors[number % 4])
        client.get(address)
        caches["process"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_request_is_sent_with_its_file_in_one_post(cast: Built, browser: Callable[[str], Client]) -> None:
    client = browser("agent_rh")
    assert "Ressources humaines" in client.get(f"{ROOT}nouvelle").content.decode()
    fields = {"kind": "signature", "title": "Contrat", "text": "À signer.", "unit": cast.units["rh"].public_id}
    answer = client.post(f"{ROOT}nouvelle", {**fields, "file": io.BytesIO(b"Texte du contrat")})
    assert answer.status_code == 302
    request = Request.objects.get()
    assert (request.title, request.files.count()) == ("Contrat", 1)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "D-2026-001" in page
    assert "Gaspard Fromager" in page


def test_a_form_that_lacks_its_title_is_shown_again(browser: Callable[[str], Client]) -> None:
    answer = browser("agent_rh").post(f"{ROOT}nouvelle", {"kind": "signature", "title": ""})
    assert answer.status_code == 422
    assert not Request.objects.exists()


def test_the_list_is_filtered_and_exported_as_filtered(cast: Built, browser: Callable[[str], Client]) -> None:
    a_request(cast, title="Ce qui attend")
    a_request(cast, title="=HYPERLINK(1)", state=RequestState.CLOSED)
    client = browser("secretariat")
    assert "Ce qui attend" in client.get(ROOT).content.decode()
    assert "HYPERLINK" not in client.get(ROOT).content.decode()
    exported = client.get(f"{ROOT}export/csv?vue=all&etat=ended").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(exported), delimiter=";" if ";" in exported.splitlines()[0] else ","))
    assert [row[2] for row in rows[1:]] == ["'=HYPERLINK(1)"]
    assert client.get(f"{ROOT}export/pdf").status_code == 404


def test_others_neither_count_nor_export_anything(cast: Built, browser: Callable[[str], Client]) -> None:
    a_request(cast, title="Ce qui attend")
    client = browser("communication")
    for address in (f"{ROOT}?vue=all&etat=any", f"{ROOT}suivi", f"{ROOT}export/csv?vue=all&etat=any"):
        page = client.get(address).content.decode()
        assert "Ce qui attend" not in page
        assert "Ressources humaines" not in page


def test_the_folder_is_signed_from_its_page(cast: Built, browser: Callable[[str], Client]) -> None:
    keys = [a_request(cast, kind=RequestKind.SIGNATURE).public_id for _each in range(2)]
    client = browser("dgs")
    assert client.get("/secretariat/parapheur/").content.decode().count("data-row-key") == 2
    assert client.post("/secretariat/parapheur/geste", {"act": "sign", "requests": keys}).status_code == 302
    assert Signature.objects.count() == 2
    assert "Signée" in client.get("/secretariat/parapheur/").content.decode()


def test_hostile_words_stay_words(cast: Built, browser: Callable[[str], Client]) -> None:
    request = a_request(cast, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    page = browser("secretariat").get(f"{ROOT}{request.public_id}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_form_that_tells_no_version_changes_nothing(cast: Built, browser: Callable[[str], Client]) -> None:
    request = a_request(cast)
    fields = {"gesture": "answer", "text": "Oui."}
    client, address = browser("secretariat"), f"{ROOT}{request.public_id}/geste"
    assert client.post(address, fields).status_code == 409
    assert client.post(address, {**fields, "version": "1"}).status_code == 302
    assert client.post(address, {**fields, "version": "1"}).status_code == 409
