"""A calendar kept elsewhere linked to one's agenda: tried, published, read, a disagreement decided, the link ended."""

import ipaddress
import os
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event, LinkedCalendar
from interco.scheduling.services.events import change_event
from interco.scheduling.services.link_runs import run_links
from tests.cast import actor
from tests.journeys.conftest import SignIn, check_accessible, picture
from tests.scheduling.builders import an_event, content
from tests.scheduling.linked.servers import PASSWORD, USER, Radicale, radicale

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module", autouse=True)
def _opened_network() -> Iterator[None]:
    """The server of the journey opens the network of the calendar."""
    os.environ["INTERCO_CALDAV_NETWORKS"] = "127.0.0.0/8"
    yield
    del os.environ["INTERCO_CALDAV_NETWORKS"]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Radicale]:
    with radicale() as found:
        yield found


def _disagree(elsewhere: Radicale, event: Event, by: Actor, day: date) -> None:
    """Published, then changed on both sides before the worker's next turn."""
    run_links(clock.now)
    name = next(name for name, text in elsewhere.resources("agenda").items() if "Point DGA" in text)
    theirs = elsewhere.resources("agenda")[name].replace("Point DGA", "Mon point")
    elsewhere.call("PUT", f"/{USER}/agenda/{name}", theirs, Content_Type="text/calendar")
    change_event(event, content(title="Point des DGA", first_on=day, at=time(10)), version=None, by=by)
    run_links(clock.now)


def _link(page: Page, address: str) -> None:
    """From the agenda; a wrong password first."""
    page.goto("/agenda/")
    page.get_by_role("link", name="Calendriers reliés").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calendriers reliés")
    check_accessible(page)
    picture(page, "linked-new")
    page.get_by_label("Adresse du calendrier").fill(address)
    page.get_by_label("Compte sur ce serveur").fill(USER)
    page.get_by_label("Mot de passe").fill("un autre")
    page.get_by_role("button", name="Essayer et relier").click()
    expect(page.get_by_role("alert")).to_contain_text("Le serveur refuse le compte ou le mot de passe.")
    expect(page.get_by_label("Adresse du calendrier")).to_have_value(address)
    check_accessible(page)
    picture(page, "linked-refused")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Essayer et relier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon calendrier")


def test_an_agenda_is_linked_to_a_calendar_kept_elsewhere(
    cast: Built, elsewhere: Radicale, sign_in: SignIn, settings: Any
) -> None:
    settings.CALDAV_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    address = elsewhere.make("agenda")
    day = clock.now().date() + timedelta(days=7)
    event = an_event(cast, title="Point DGA", first_on=day, at=time(9))
    an_event(cast, title="Revue des marchés", first_on=day, at=time(11))
    elsewhere.put("agenda", "d.ics", "BEGIN:VEVENT", "UID:d", "DTSTAMP:20261201T000000Z", f"DTSTART:{day:%Y%m%d}T180000Z",
                  "DURATION:PT2H", "SUMMARY:Dentiste", "END:VEVENT")  # fmt: skip

    page = sign_in(cast.users["dgs"])
    _link(page, address)
    _disagree(elsewhere, event, actor(cast, "dgs", clock.now()), day)
    page.reload()
    expect(page.get_by_text("changé là-bas")).to_be_visible()
    check_accessible(page)
    picture(page, "linked")
    page.goto(f"/agenda/?jour={day.isoformat()}")
    expect(page.get_by_text("Occupé ailleurs")).to_be_visible()
    check_accessible(page)
    picture(page, "linked-agenda")

    page.goto("/agenda/calendriers")
    check_accessible(page)
    picture(page, "linked-list")
    page.get_by_role("link", name="Mon calendrier").click()
    page.get_by_role("button", name="Remettre").click()
    run_links(clock.now)
    assert "Point des DGA" in elsewhere.titles("agenda")

    LinkedCalendar.objects.update(fault="sign-in", fault_since=clock.now(), next_at=None)
    page.reload()
    check_accessible(page)
    picture(page, "linked-fault")
    page.get_by_role("button", name="Délier ce calendrier").click()
    expect(page.get_by_text("Mon calendrier est délié")).to_be_visible()
    run_links(clock.now)
    assert elsewhere.titles("agenda") == ["Dentiste"]
    page.reload()
    expect(page.get_by_role("link", name="Mon calendrier")).to_have_count(0)
