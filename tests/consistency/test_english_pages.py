"""Pages read in English hold no French sentence of ours; only what people wrote stays as they wrote it."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from tests.committees.builders import a_meeting, an_item
from tests.committees.records.test_release import a_closed_session
from tools import build_catalogues

PAGES = (
    "/", "/seances/", "/seances/proposer", "/seances/a-examiner", "/seances/instances/", "/seances/instances/nouvelle",
    "/seances/decisions/", "/seances/actions/", "/organisation/organigramme", "/organisation/personnes/",
    "/organisation/postes/", "/organisation/collectivites/", "/organisation/personnes/nouvelle", "/agenda/fermetures",
    "/recherche?q=a", "/organisation/import", "/organisation/export", "/compte/", "/compte/second-facteur",
    "/compte/mot-de-passe/premier", "/nulle-part",
)  # fmt: skip
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")


class Reader(HTMLParser):
    """What a page says: text nodes and spoken attributes, spaces folded."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.feed(page)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN and value:
                self.handle_data(value)

    def handle_data(self, data: str) -> None:
        self.texts.add(" ".join(data.split()))


def sentences() -> set[str]:
    """The French of the interface that no one would write as data: at least three words, without placeholder."""
    texts: set[str] = set()
    for message in build_catalogues.extracted():
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        texts |= {" ".join(form.split()) for form in forms if "%" not in form and len(re.findall(r"\w+", form)) > 2}
    return texts - {"Direction générale des services", "Directeur général des services", "Directeur général adjoint",
                    "Comité de direction", "Conseil de développement", "Chef de service", "Chargé de mission"}  # fmt: skip


def reader(cast: Built, language: str) -> Client:
    """The general secretary, whose browser asks for a language."""
    client = Client(headers={"accept-language": language})
    client.force_login(cast.users["secretariat"])
    return client


@pytest.fixture
def addresses(cast: Built) -> list[str]:
    """The pages of a session before and after, beside those that need none."""
    closed, planned = a_closed_session(cast), a_meeting(cast, number=47, day=date(2026, 12, 15))
    item = an_item(cast)
    decision = closed.decisions.get()
    before = [f"/seances/{planned.public_id}/{page}" for page in ("", "ordre-du-jour", "dossier", "deplacer")]
    after = [f"/seances/{closed.public_id}/{page}" for page in ("", "releve", "releve/diffusion")]
    own = [f"/seances/points/{item.public_id}/{page}" for page in ("", "modifier", "note")]
    return [*PAGES, *before, *after, *own, f"/seances/decisions/{decision.public_id}/"]


def test_no_sentence_of_the_interface_stays_french_on_an_english_page(cast: Built, addresses: list[str]) -> None:
    ours, english, french = sentences(), reader(cast, "en-GB"), reader(cast, "fr-FR")
    left, found_in_french = {}, set()
    for address in addresses:
        page = english.get(address)
        assert page.status_code in {200, 404}, address
        text = page.content.decode()
        assert '<html lang="en"' in text, address
        if still := Reader(text).texts & ours:
            left[address] = still
        found_in_french |= Reader(french.get(address).content.decode()).texts & ours
    assert left == {}
    assert len(found_in_french) > 20
