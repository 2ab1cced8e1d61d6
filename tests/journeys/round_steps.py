"""The steps of a consent round as the DGS and two members live it, shared by the journeys that cross one."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from interco.committees.enums import StanceValue
from interco.committees.models import Stance
from interco.foundation.core import clock
from tests.journeys.conftest import check_accessible, picture

REASON = "Sans coût unitaire notifié avant le vote du budget, la convention est inexécutable."
AMENDED = "Autoriser la convention, le coût unitaire étant notifié avant le 31 janvier 2027."
ACTION = "Notifier le coût unitaire"


def due_day() -> date:
    """The date given to the decision: always ahead, the server reads the real clock."""
    return clock.now().date() + timedelta(days=60)


def press(page: Page, key: str) -> None:
    """A key that leads to a new page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def meet_an_objection(dgs: Page, courbaril: Page, tamarin: Page) -> None:
    """Both answer, one objects; nobody reads it before both have answered."""
    press(dgs, "r")
    press(dgs, "q")
    expect(courbaril.get_by_role("button", name="Donner ma position")).to_be_visible()
    check_accessible(courbaril)
    courbaril.get_by_text("Objection motivée", exact=True).click()
    courbaril.get_by_role("textbox", name="Mon objection").fill(REASON)
    courbaril.get_by_role("button", name="Donner ma position").click()
    expect(dgs.locator("[data-live-text=received]")).to_have_text("1")
    expect(dgs.locator("[data-live-text=waiting]")).to_have_text("Maxence Tamarin")
    assert REASON not in dgs.content()
    assert REASON not in tamarin.content()
    picture(courbaril, "ma-position")
    tamarin.get_by_text("Favorable", exact=True).click()
    tamarin.get_by_role("button", name="Donner ma position").click()

    expect(dgs.locator(".position.blocks")).to_contain_text(REASON)
    expect(courbaril.get_by_role("button", name="Lever mon objection")).to_be_visible()
    check_accessible(dgs)
    check_accessible(courbaril)
    picture(dgs, "conduite-de-seance", full=False)


def lift_it_by_an_amendment(dgs: Page, courbaril: Page, tamarin: Page) -> None:
    """The text answers the objection; everybody is asked again on it."""
    press(dgs, "m")
    dgs.get_by_label("Texte proposé").fill(AMENDED)
    press(dgs, "Control+Enter")
    for phone, words in ((courbaril, "Favorable"), (tamarin, "Réserve")):
        expect(phone.locator(".request-text").first).to_contain_text("31 janvier")
        phone.get_by_text(words, exact=True).click()
        if words == "Réserve":
            phone.get_by_role("textbox", name="Ma réserve").fill("Prévoir une permanence d’accueil par semaine.")
        phone.get_by_role("button", name="Donner ma position").click()
    expect(dgs.get_by_role("button", name="Adopter le texte")).to_be_visible()
    objection = Stance.objects.get(value=StanceValue.OBJECTION)
    assert objection.lifted_by_name == "Anselme Courbaril"


def adopt_and_write(dgs: Page) -> None:
    """The text is adopted, its decision gets a date, an action is written."""
    press(dgs, "y")
    press(dgs, "d")
    check_accessible(dgs)
    dgs.get_by_label("Échéance").fill(due_day().isoformat())
    press(dgs, "Control+Enter")
    press(dgs, "a")
    dgs.get_by_label("À faire").fill(ACTION)
    dgs.get_by_label("Pilote").press_sequentially("courbaril")
    dgs.keyboard.press("Enter")
    press(dgs, "Control+Enter")
    expect(dgs.locator("#point")).to_contain_text(ACTION)
