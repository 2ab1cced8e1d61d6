"""An event moved in the drawing of the week: at once, undone, asked about first, put back; by the mouse and by keys."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.models import Event
from tests.journeys.conftest import SignIn, check_accessible, picture
from tests.scheduling.builders import a_room, an_event

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ZONE = ZoneInfo("America/Martinique")


def wednesday() -> date:
    """Of the week after next: nothing else stands there, and no holiday of the end of the year is far."""
    today = clock.now().astimezone(ZONE).date()
    return today + timedelta(days=16 - today.weekday())


def planned(cast: Built, **fields: Any) -> Event:
    return an_event(cast, **{"title": "Point budget", "first_on": wednesday(), "at": time(10), **fields})


@pytest.fixture
def page(cast: Built, sign_in: SignIn) -> Page:
    return sign_in(cast.users["dgs"])


def open_week(page: Page) -> None:
    page.goto(f"/agenda/?jour={wednesday().isoformat()}")
    page.wait_for_function("document.documentElement.classList.contains('js')")


def block(page: Page, title: str = "Point budget") -> Locator:
    return page.locator("a.week-entry", has_text=title).first


def drag(page: Page, hours: float, days: int = 0) -> None:
    """An hour is as high as the block of an event of an hour."""
    box, column = block(page).bounding_box(), page.locator("svg.week-grid").bounding_box()
    assert box
    assert column
    x, y = box["x"] + box["width"] / 2, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * column["width"] / 7, y + hours * (box["height"] + 2), steps=8)
    page.mouse.up()


def hours_of(event: Event) -> list[str]:
    return [f"{row.starts_at.astimezone(ZONE):%H:%M}" for row in event.occurrences.all()]


def test_a_drag_moves_at_once_and_is_undone(cast: Built, page: Page) -> None:
    event = planned(cast)
    planned(cast, title="Autre rendez-vous", at=time(11, 30))
    open_week(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    drag(page, 1)
    notice = page.locator("#flashes .flash")
    expect(notice).to_contain_text("de 11 h à 12 h")
    expect(notice).to_contain_text("déjà occupé")
    expect(block(page)).to_be_focused()
    assert hours_of(event) == ["11:00"]
    picture(page, "agenda-deplace-annuler")
    check_accessible(page)
    notice.get_by_role("button", name="Annuler").click()
    expect(notice).to_contain_text("de 10 h à 11 h")
    assert hours_of(event) == ["10:00"]
    drag(page, 0.5, days=1)
    expect(notice).to_contain_text("de 10 h 30")
    page.keyboard.press("Control+z")
    expect(notice).to_contain_text("de 10 h à 11 h")
    event.refresh_from_db()
    assert (event.first_on, hours_of(event)) == (wednesday(), ["10:00"])


def test_keys_move_it_and_say_where(cast: Built, page: Page) -> None:
    event = planned(cast)
    open_week(page)
    block(page).focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.locator("#flashes [role=status]").last).to_contain_text("Entrée pour déplacer")
    page.keyboard.press("Escape")
    assert hours_of(event) == ["10:00"]
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+Shift+ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#flashes .flash")).to_contain_text("de 10 h 15 à 11 h 30")
    expect(block(page)).to_be_focused()
    assert hours_of(event) == ["10:15"]


def test_guests_are_told_only_after_a_yes(cast: Built, page: Page) -> None:
    event = planned(cast, guests=("rh", "dost"))
    sent = OutgoingMessage.objects.count()
    open_week(page)
    drag(page, 1)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 invités recevront la mise à jour")
    picture(page, "agenda-deplacer-invites")
    check_accessible(page)
    dialog.get_by_role("button", name="Ne pas déplacer").click()
    expect(dialog).to_be_hidden()
    expect(block(page)).to_be_focused()
    assert (hours_of(event), OutgoingMessage.objects.count()) == (["10:00"], sent)
    drag(page, 1)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    drag(page, 1)
    expect(dialog.get_by_role("button", name="Déplacer et prévenir")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#flashes .flash")).to_contain_text("Les invités sont avertis")
    assert (hours_of(event), OutgoingMessage.objects.count()) == (["11:00"], sent + 2)


def test_a_series_asks_this_time_or_all(cast: Built, page: Page) -> None:
    event = planned(cast, rule="FREQ=WEEKLY;COUNT=3")
    open_week(page)
    drag(page, 1)
    dialog = page.get_by_role("dialog")
    picture(page, "agenda-deplacer-serie")
    dialog.get_by_role("button", name="Cette fois").click()
    expect(page.locator("#flashes .flash")).to_contain_text("de 11 h")
    assert hours_of(event) == ["11:00", "10:00", "10:00"]
    drag(page, 1)
    dialog.get_by_role("button", name="Toute la série").click()
    expect(page.locator("#flashes .flash")).to_contain_text("de 12 h")
    assert hours_of(event) == ["12:00", "12:00", "12:00"]


def test_what_is_refused_goes_back_with_a_sentence(cast: Built, page: Page) -> None:
    room = a_room()
    planned(cast, title="Formation", owner="rh", at=time(11), resources=(room,))
    event = planned(cast, resources=(room,))
    open_week(page)
    drawn = "entry => entry.closest('.week-block').getAttribute('y')"
    before = block(page).evaluate(drawn)
    drag(page, 1)
    expect(page.locator("#flashes .flash.error")).to_contain_text("Salle A")
    assert block(page).evaluate(drawn) == before
    picture(page, "agenda-deplacer-refus")
    Event.objects.filter(pk=event.pk).update(version=7)
    drag(page, 3)
    expect(page.locator("#flashes .flash.error")).to_contain_text("a changé entre-temps")
    expect(page.locator("[data-move][data-version='7']")).to_be_attached()
    assert hours_of(event) == ["10:00"]
    drag(page, 3)
    expect(page.locator("#flashes .flash")).to_contain_text("de 13 h")
    assert hours_of(event) == ["13:00"]
