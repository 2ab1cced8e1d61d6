"""Whoever loses a race reads why and finds again what was typed; a version nobody could have read is no error."""

import re

import pytest
from django.test import Client

from interco.committees.enums import ItemState
from interco.committees.forms.bodies import initial_of
from interco.committees.models import DecisionBrief, Item
from interco.config.demo.organisation import Built
from tests.committees.builders import a_meeting, an_item
from tests.committees.pages.browsing import browser

MOVED = "pendant que vous l’écriviez"
ENDLESS = "9" * 5000


def an_edition(item: Item, **more: object) -> dict[str, object]:
    """What the form of an item sends."""
    return {
        "title": item.title, "kind": item.kind, "decision_asked": item.decision_asked or "Décider.",
        "duration_minutes": item.duration_minutes, "confidentiality": item.confidentiality,
        "rapporteur": item.rapporteur.public_id, "version": item.version, **more,
    }  # fmt: skip


def version_in(html: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', html)
    assert found is not None
    return found[1]


def test_the_rules_of_a_body_typed_on_an_old_page_are_kept(cast: Built) -> None:
    body = cast.bodies["codir"]
    with browser(cast, "secretariat") as client:
        address = f"/seances/instances/{body.public_id}/regles"
        typed = {name: "" if value is None else value for name, value in initial_of(body).items()}
        typed |= {"name": "Un nom longuement réfléchi", "version": body.version + 1}
        answer = client.post(address, typed)
        html = answer.content.decode()
        assert MOVED in html
        assert "Un nom longuement réfléchi" in html
        assert client.post(address, {**typed, "version": version_in(html)}).status_code == 302


def test_a_session_moved_from_an_old_page_keeps_the_place_typed(cast: Built) -> None:
    meeting = a_meeting(cast)
    with browser(cast, "secretariat") as client:
        typed = {"day": "2026-12-10", "at": "09:00", "duration_minutes": 120, "place": "Salle Lafcadio", "version": 77}
        html = client.post(f"/seances/{meeting.public_id}/deplacer", typed).content.decode()
    assert MOVED in html
    assert "Salle Lafcadio" in html


def test_a_race_that_changed_no_text_is_told_too(cast: Built) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED)
    with browser(cast, "secretariat") as client:
        answer = client.post(f"/seances/points/{item.public_id}/modifier", an_edition(item, version=item.version + 1))
    assert answer.status_code == 409
    assert MOVED in answer.content.decode()


@pytest.mark.parametrize("place", ["modifier", "note"])
def test_a_page_that_tells_no_version_it_could_have_read_replaces_nothing(cast: Built, place: str) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED)
    DecisionBrief.objects.create(item=item)
    with browser(cast, "secretariat") as client:
        for version in (ENDLESS, ""):
            typed = an_edition(item, version=version, title="Un autre titre", stakes="Les délais")
            answer = client.post(f"/seances/points/{item.public_id}/{place}", typed)
            assert answer.status_code == 409
            assert "Les délais" in answer.content.decode() or "Un autre titre" in answer.content.decode()
        removed = client.post(f"/seances/points/{item.public_id}/note", {"option": f"remove:{ENDLESS}"})
        assert removed.status_code == 200
    item.refresh_from_db()
    assert item.title != "Un autre titre"
    assert not item.brief.stakes


def test_a_page_of_5000_digits_is_the_first(cast: Built) -> None:
    with browser(cast, "secretariat") as client:
        assert isinstance(client, Client)
        assert client.get("/recherche", {"q": "direction", "page": ENDLESS}).status_code == 200
