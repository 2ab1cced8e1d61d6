"""« Trouver un créneau »: people, a room, one click on a slot; and the same without any script."""

from datetime import date, time, timedelta

import pytest
from playwright.sync_api import expect

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.scheduling.models import Event
from tests.journeys.conftest import SignIn, check_accessible, picture
from tests.scheduling.builders import a_room, an_event

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PEOPLE = ("dost", "rh", "secretariat", "communication", "dga_juridique")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_six_people_and_a_room_meet_in_two_clicks_from_the_form_of_an_event(
    cast: Built, sign_in: SignIn, script: bool
) -> None:
    room = a_room("Salle Balisier", capacity=12)
    monday = _monday()
    an_event(cast, owner="rh", first_on=monday, at=time(8), minutes=540, title="Congé")
    page = sign_in(cast.users["dgs"], java_script_enabled=script)
    page.goto(f"/agenda/evenements/nouveau?jour={monday.isoformat()}")
    page.get_by_label("Titre").fill("Point budget")
    page.get_by_label("Jour", exact=True).fill(monday.isoformat())
    for rank, key in enumerate(PEOPLE, start=1):
        if rank > 3 and not script:
            break  # rows grow by the script; without it, the page of free slots has more
        page.get_by_label(f"Invité {rank}", exact=True).fill(cast.people[key].full_name)
    page.get_by_role("checkbox", name=room.name).check()
    page.get_by_role("button", name="Trouver un créneau").click()
    first = page.locator(".slots > li").first
    expect(first).to_contain_text("Tout le monde est libre")
    expect(first).to_contain_text("Salle Balisier, 12 places")
    if script:
        check_accessible(page)
        picture(page, "slots")
    first.get_by_role("button", name="Choisir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Point budget")
    event = Event.objects.get(title="Point budget")
    assert (event.participants.count(), event.resources.count()) == (len(PEOPLE) if script else 3, 1)
    assert event.first_on > monday


def test_the_secretariat_keeps_the_working_hours(cast: Built, sign_in: SignIn) -> None:
    page = sign_in(cast.users["secretariat"])
    page.goto("/agenda/horaires")
    page.get_by_label("lundi, matin : de").fill("07:30")
    picture(page, "hours")
    page.get_by_role("button", name="Enregistrer les heures").click()
    expect(page.get_by_text("Les heures de travail sont enregistrées.")).to_be_visible()
    check_accessible(page)


def _monday() -> date:
    """A Monday two weeks ahead, worked."""
    today = clock.now().date()
    return today + timedelta(days=14 - today.weekday())
