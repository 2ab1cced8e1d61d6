"""An ordinary meeting: its sheet opened from the agenda, its agenda sent, its record saved as it is typed and sent, its
action found by its owner in À traiter; the guest reads, a colleague does not.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from interco.committees.models import Action
from interco.config.demo.organisation import Built
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.models import Event
from interco.secretariat.models import MeetingSheet
from tests.journeys.conftest import SignIn, check_accessible, picture
from tests.scheduling.builders import an_event

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

AGENDA = "Budget 2027, 15 min, Rosalie Gommier\nVoirie 10 min"


def test_a_meeting_is_prepared_held_recorded_and_followed_up(cast: Built, sign_in: SignIn) -> None:
    event = an_event(cast, title="Point budget", guests=("dost", "agent_rh"), outside=(("Jeanne", "j@dehors.example"),))
    page = sign_in(cast.users["dgs"])
    prepare(page, event)
    hold(page)
    release(page)
    sheet = MeetingSheet.objects.get()
    assert [point.text for point in sheet.points.all()] == ["Adopté **sans réserve**.", ""]
    assert OutgoingMessage.objects.filter(kind="sheet.released").count() == 4
    follow(sign_in(cast.users["rh"]))
    read(sign_in(cast.users["dost"]), sheet)
    colleague = sign_in(cast.users["dga_juridique"])
    answer = colleague.goto(f"/secretariat/reunions/{sheet.public_id}/")
    assert answer is not None
    assert answer.status == 404


def prepare(page: Page, event: Event) -> None:
    """From the event, one button; the agenda is typed and sent."""
    page.goto(f"/agenda/evenements/{event.public_id}")
    page.get_by_role("button", name="Ouvrir la fiche de réunion").click()
    check_accessible(page)
    picture(page, "reunion-vide")
    page.get_by_label(re.compile("^Points")).fill(AGENDA)
    page.get_by_role("button", name="Enregistrer l’ordre du jour").click()
    expect(page.locator(".points > li")).to_have_count(2)
    page.get_by_role("link", name="Envoyer l’ordre du jour").click()
    check_accessible(page)
    picture(page, "reunion-envoi")
    page.get_by_role("button", name="Envoyer à 4 personnes").click()
    expect(page.locator("#flashes")).to_contain_text("Envoyé à 4 personnes")


def hold(page: Page) -> None:
    """Attendance, the record that saves by itself, an action."""
    page.get_by_text("Noter les présences").click()
    page.get_by_label("Rosalie Gommier").select_option("present")
    page.get_by_role("button", name="Enregistrer les présences").click()
    expect(page.locator("#flashes")).to_contain_text("Présences enregistrées")
    expect(page.locator("aside")).to_contain_text("Présent")
    page.get_by_label(re.compile("^1. Budget 2027")).fill("Adopté **sans réserve**.")
    expect(page.locator("[data-saved]").first).to_contain_text("Enregistré", timeout=15_000)
    page.get_by_text("Écrire une action").click()
    page.get_by_label("À faire").fill("Chiffrer la voirie")
    page.get_by_label("Pilote").press_sequentially("raisinier")
    page.keyboard.press("Enter")
    page.get_by_label("Échéance").fill("2026-12-18")
    page.get_by_role("button", name="Écrire l’action").click()
    expect(page.locator("main")).to_contain_text("Chiffrer la voirie")
    check_accessible(page)
    picture(page, "reunion")


def release(page: Page) -> None:
    """Close, see who receives what, send."""
    page.get_by_role("button", name="Clore la réunion").click()
    page.get_by_role("link", name="Diffuser le compte rendu").click()
    expect(page.locator(".letter-preview")).to_contain_text("Adopté sans réserve.")
    check_accessible(page)
    page.get_by_role("button", name="Envoyer à 4 personnes").click()
    expect(page.locator(".crumb")).to_contain_text("compte rendu diffusé")
    check_accessible(page)
    picture(page, "reunion-diffusee")
    page.goto("/secretariat/reunions/")
    check_accessible(page)
    picture(page, "reunions")


def follow(page: Page) -> None:
    """The owner was not at the meeting: the action is theirs, its sheet is not."""
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Chiffrer la voirie")
    page.goto(f"/seances/actions/{Action.objects.get().public_id}/")
    expect(page.locator("main")).not_to_contain_text("Point budget")


def read(page: Page, sheet: MeetingSheet) -> None:
    """A guest reads the record and writes nothing."""
    page.goto(f"/secretariat/reunions/{sheet.public_id}/")
    expect(page.locator("main")).to_contain_text("Adopté sans réserve.")
    expect(page.get_by_role("button", name=re.compile("Corriger|Enregistrer"))).to_have_count(0)
    check_accessible(page)
