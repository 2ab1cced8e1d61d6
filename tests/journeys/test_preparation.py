"""The wishes to the staff, prepared: from the event of the agenda to a checklist by day, ticked by keyboard and by others.

The secretariat prepares an event from its page, with a model; a service finds its step in À traiter and does it in one
click; once held, the review is written and a step goes back into the model.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor, actor_of
from interco.scheduling.enums import EventKind
from interco.scheduling.models import Event
from interco.scheduling.rules.events import EventContent
from interco.scheduling.services.events import plan_event
from interco.secretariat.enums import PreparationStepState
from interco.secretariat.models import Preparation, PreparationModel
from interco.secretariat.services.pasted_steps import steps_of_text
from interco.secretariat.services.preparation_models import write_model
from tests.journeys.conftest import SignIn, check_accessible, picture

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STEPS = """J-15 ; Réserver la salle du conseil ; Firmin Acajou
J-5 ; Relancer les services ; Mélodie Raisinier
J-1 ; Installer la salle ; Firmin Acajou
J ; Accueillir
J+1 ; Remercier les équipes ; Odette Filao"""


def test_an_event_is_prepared_done_and_reviewed(cast: Built, sign_in: SignIn) -> None:
    by = actor_of(cast.users["secretariat"].pk, clock.now())
    model = write_model(name="Vœux", text="Chaque janvier.", steps=steps_of_text(STEPS, by.today), by=by)
    event = an_event(cast, by)
    page = sign_in(cast.users["secretariat"])
    prepare_it(page, event)
    row = Preparation.objects.get()
    tick_by_keyboard(page, row)
    do_ones_own(sign_in(cast.users["rh"]), row)
    hold_and_review(page, row)
    take_up(page, row, model)


def an_event(cast: Built, by: Actor) -> Event:
    """In eight days, at eleven."""
    content = EventContent(
        title="Vœux au personnel", first_on=by.today + timedelta(days=8), at=None, minutes=1440, kind=EventKind.EVENT,
        place="Salle du conseil",
    )  # fmt: skip
    return plan_event(content, owner=cast.people["secretariat"], by=by)


def prepare_it(page: Page, event: Event) -> None:
    """From the event, one link, a model, one button."""
    page.goto(f"/agenda/evenements/{event.public_id}")
    check_accessible(page)
    page.get_by_role("link", name="Préparer", exact=True).click()
    check_accessible(page)
    picture(page, "preparation-nouvelle")
    page.get_by_label("Partir d’un modèle").select_option(label="Vœux")
    page.get_by_role("button", name="Ouvrir la préparation").click()
    expect(page.locator("h1")).to_contain_text("Vœux au personnel")
    expect(page.locator(".back-planning [data-row]")).to_have_count(5)
    check_accessible(page)


def tick_by_keyboard(page: Page, row: Preparation) -> None:
    """J then E does the first step."""
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("e")
    expect(page.locator(".back-planning")).to_contain_text("faite par Odette Filao")
    picture(page, "preparation")
    assert row.steps.get(label="Réserver la salle du conseil").state == PreparationStepState.DONE
    page.goto("/secretariat/preparations/")
    check_accessible(page)
    picture(page, "preparations")
    expect(page.locator("main")).to_contain_text("1/5")


def do_ones_own(page: Page, row: Preparation) -> None:
    """The service reads its line in À traiter, and does it there."""
    page.goto("/")
    line = page.locator("[data-row]", has_text="Relancer les services")
    line.get_by_role("button", name=re.compile("Marquer faite")).click()
    expect(page.locator("[data-row]", has_text="Relancer les services")).to_have_count(0)
    assert row.steps.get(label="Relancer les services").done_by_name == "Mélodie Raisinier"


def hold_and_review(page: Page, row: Preparation) -> None:
    """The day past, the review is two fields and a figure."""
    Preparation.objects.filter(pk=row.pk).update(held_on=clock.now().date() - timedelta(days=1))
    page.goto(f"/secretariat/preparations/{row.public_id}/")
    page.get_by_role("button", name="Marquer tenue").click()
    page.get_by_role("link", name="Écrire le bilan").click()
    check_accessible(page)
    page.get_by_label(re.compile("^Personnes présentes")).fill("240")
    page.get_by_label(re.compile("^Ce qui a bien marché")).fill("La salle, le discours court.")
    page.get_by_role("button", name="Enregistrer le bilan").click()
    expect(page.locator("main")).to_contain_text("240")
    check_accessible(page)
    picture(page, "preparation-bilan")


def take_up(page: Page, row: Preparation, model: PreparationModel) -> None:
    """A step the model did not have goes into it."""
    step = row.steps.get(label="Accueillir")
    type(step).objects.filter(pk=step.pk).update(label="Accueillir par service")
    page.goto(f"/secretariat/preparations/{row.public_id}/")
    check_accessible(page)
    page.get_by_role("button", name="Reprendre « Accueillir par service »").click()
    expect(page.locator("#flashes")).to_contain_text("Vœux")
    assert model.steps.filter(label="Accueillir par service").exists()
