"""A poll of dates from the free slots to the event: asked inside and outside, answered by each, settled in one click."""

import re

import pytest
from playwright.sync_api import Browser, expect

from interco.config.demo.organisation import Built
from interco.scheduling.models import Event
from tests.journeys.conftest import Running, SignIn, check_accessible, picture
from tests.scheduling.polls.scenes import OUTSIDE, a_lasting_poll, secret_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_date_is_found_with_somebody_from_outside(
    cast: Built, sign_in: SignIn, chromium: Browser, server: Running
) -> None:
    page = sign_in(cast.users["dgs"])
    page.goto("/agenda/creneaux")
    page.get_by_label("Objet").fill("Convention avec l’opérateur")
    page.get_by_label("Attendu 1", exact=True).fill(cast.people["rh"].full_name)
    page.get_by_label("Attendu 2", exact=True).fill(f"Zoé Quénette <{OUTSIDE}>")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("Agenda inconnu : Zoé Quénette.")).to_be_visible()
    page.get_by_role("button", name="Sonder sur ces dates").click()
    check_accessible(page)
    picture(page, "poll-new")
    page.get_by_role("button", name="Ouvrir le sondage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Convention avec l’opérateur")
    poll = page.url

    outside = chromium.new_context(base_url=server.address, locale="fr-FR", java_script_enabled=False).new_page()
    outside.goto(f"/agenda/sondages/repondre/{secret_of()}")
    for label in ("Oui", "Si besoin", "Non"):
        expect(outside.get_by_label(label, exact=True)).to_have_count(3)
    for rank, label in enumerate(("Oui", "Si besoin", "Non")):
        outside.get_by_label(label, exact=True).nth(rank).check()
    outside.get_by_role("button", name="Enregistrer ma réponse").click()
    expect(outside.get_by_text("Votre réponse est enregistrée.")).to_be_visible()
    outside.context.close()

    inside = sign_in(cast.users["rh"])
    inside.goto("/")
    inside.get_by_role("link", name=re.compile("Dire quelles dates conviennent")).click()
    for rank in range(3):
        inside.get_by_label("Oui", exact=True).nth(rank).check()
    check_accessible(inside)
    inside.get_by_role("button", name="Répondre").click()
    expect(inside.get_by_text("Votre réponse est enregistrée.")).to_be_visible()

    page.goto(poll)
    expect(page.get_by_text("convient le mieux")).to_be_visible()
    check_accessible(page)
    picture(page, "poll")
    page.get_by_role("button", name=re.compile("^Retenir")).first.click()
    expect(page.get_by_text("La date est retenue")).to_be_visible()
    assert Event.objects.get().participants.count() == 2


def test_the_secret_page_is_accessible(cast: Built, sign_in: SignIn) -> None:
    a_lasting_poll(cast)
    page = sign_in(cast.users["administrateur"])
    page.goto(f"/agenda/sondages/repondre/{secret_of()}")
    check_accessible(page)
    picture(page, "poll-outside")
    page.goto("/agenda/sondages/repondre/xxx")
    check_accessible(page)
