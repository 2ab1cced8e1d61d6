"""A request that becomes an item of the CODIR and comes back answered.

A service asks for a decision in a minute, the secretariat takes it to the CODIR in one gesture, the session decides and
closes, and the service reads the answer where it asked; meanwhile the DGS signs two others together by keyboard.
"""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from interco.committees.enums import ItemState, MeetingState, Outcome
from interco.committees.models import Decision, Item
from interco.committees.services.closing import close_meeting
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import actor_of
from interco.secretariat.enums import RequestKind, RequestState
from interco.secretariat.models import Request, Signature
from tests.committees.builders import a_meeting
from tests.journeys.conftest import SignIn, check_accessible, picture
from tests.journeys.round_steps import press
from tests.secretariat.requests.builders import a_request

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "Fixer deux jours de télétravail par semaine"
SECONDS_TO_ASK = 90


def test_a_request_becomes_an_item_and_comes_back_answered(cast: Built, sign_in: SignIn) -> None:
    service, secretary = sign_in(cast.users["rh"]), sign_in(cast.users["secretariat"])
    ask_for_a_decision(service)
    request = Request.objects.get()
    assert (request.kind, request.desk_post) == (RequestKind.DECISION, cast.posts["dgs"])
    take_it_to_the_codir(secretary, request)
    item = Item.objects.get()
    decide(cast, item)
    read_the_answer(service, request)
    request.refresh_from_db()
    assert request.state == RequestState.CLOSED


def ask_for_a_decision(page: Page) -> None:
    """From any page, by keyboard: N, D, two fields and a choice, one key; well under ninety seconds."""
    page.goto("/")
    started = time.monotonic()
    page.keyboard.press("n")
    with page.expect_navigation():
        page.keyboard.press("d")
    check_accessible(page)
    picture(page, "demande-nouvelle")
    page.get_by_label("Vous demandez").select_option("decision")
    page.get_by_label("Objet").fill(TITLE)
    page.get_by_label(re.compile("^Votre demande")).fill("Après l’avis du CST, à compter du 1er mars.")
    press(page, "Control+Enter")
    expect(page.locator("h1")).to_contain_text("télétravail")
    assert time.monotonic() - started < SECONDS_TO_ASK
    expect(page.locator("main")).to_contain_text("Gaspard Fromager")
    check_accessible(page)


def take_it_to_the_codir(page: Page, request: Request) -> None:
    """From the list: open, one button."""
    page.goto("/secretariat/demandes/")
    check_accessible(page)
    picture(page, "demandes")
    page.get_by_role("link", name=TITLE).click()
    check_accessible(page)
    picture(page, "demande")
    page.get_by_role("button", name="Proposer le point").click()
    expect(page.locator("main")).to_contain_text("Portée à l’ordre du jour")
    check_accessible(page)
    page.get_by_role("link", name="Voir le point").click()
    expect(page.locator("aside")).to_contain_text(f"Demande {request.reference}")
    check_accessible(page)


def decide(cast: Built, item: Item) -> None:
    """The session that treats it, held by the services: its own journey is told elsewhere."""
    meeting = a_meeting(cast, state=MeetingState.OPEN)
    Item.objects.filter(pk=item.pk).update(meeting=meeting, position=1, state=ItemState.DECIDED)
    Decision.objects.create(
        body=item.body, meeting=meeting, item=item, title=TITLE, text="Deux jours par semaine, à compter du 1er mars.",
        outcome=Outcome.CONSENSUS, decided_at=clock.now(), owner_post=cast.posts["rh"],
    )  # fmt: skip
    close_meeting(meeting, by=actor_of(cast.users["dgs"].pk, clock.now()))


def read_the_answer(page: Page, request: Request) -> None:
    """The home page says that the answer is there; the thread gives the decision; one click closes."""
    page.goto("/")
    check_accessible(page)
    page.get_by_role("link", name="Lire la réponse").click()
    expect(page.locator(".thread")).to_contain_text("Deux jours par semaine")
    check_accessible(page)
    picture(page, "demande-repondue")
    page.get_by_role("button", name="Clore la demande").click()
    expect(page.locator(".crumb")).to_contain_text("close")
    assert request.public_id in page.url


def test_the_dgs_signs_together_by_keyboard(cast: Built, sign_in: SignIn) -> None:
    for title in ("Contrat de maintenance", "Convention avec l’office de tourisme", "Avenant au marché de collecte"):
        a_request(cast, kind=RequestKind.SIGNATURE, title=title)
    page = sign_in(cast.users["dgs"])
    page.goto("/secretariat/parapheur/")
    check_accessible(page)
    picture(page, "parapheur")
    for key in ("j", "e", "j", "e"):
        page.keyboard.press(key)
    press(page, "Control+Enter")
    expect(page.locator("#flashes")).to_contain_text("2 demandes signées")
    check_accessible(page)
    assert Signature.objects.count() == 2
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.get_by_label(re.compile("Un mot aux demandeurs")).fill("Le montant manque.")
    page.get_by_role("button", name="Refuser les demandes choisies").click()
    expect(page.locator("#flashes")).to_contain_text("1 demande refusée")
    assert Request.objects.filter(state=RequestState.REFUSED).count() == 1
    for address in ("/secretariat/demandes/suivi", "/secretariat/demandes/guichets"):
        page.goto(address)
        check_accessible(page)
