"""The week of a CODIR, from the proposal of a director to the next agenda that opens with what was decided.

The secretariat plans the year, a director proposes an item by keyboard, the secretariat builds the agenda and convenes,
the DGS runs the session by keyboard while two members meet an objection, lift it and adopt, closes it, the secretariat
releases the record, and the agenda of the week after opens with the action.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from interco.committees.enums import DecisionState, ItemState, MeetingState, Presence
from interco.committees.models import Action, Attendee, Decision, Item, Meeting
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.notifications.models import OutgoingMessage
from tests.journeys.conftest import PHONE, SignIn, check_accessible, picture
from tests.journeys.round_steps import (
    ACTION,
    AMENDED,
    adopt_and_write,
    lift_it_by_an_amendment,
    meet_an_objection,
    press,
)

pytestmark = [pytest.mark.journey, pytest.mark.journey_full, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "Mutualiser l’instruction des autorisations d’urbanisme"
IN_THE_ROOM = ("dgs", "dga_juridique", "dga_planification")


def test_a_week_of_the_codir(cast: Built, sign_in: SignIn) -> None:
    secretary = sign_in(cast.users["secretariat"])
    director = sign_in(cast.users["dga_planification"])
    plan_the_year(secretary, cast)
    propose(director)
    item = Item.objects.get()
    assert (item.title, item.state) == (TITLE, ItemState.SUBMITTED)
    meeting = item.wished_meeting
    assert meeting is not None

    build_the_agenda(secretary, meeting)
    convene(secretary, meeting)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED
    letters = OutgoingMessage.objects.filter(kind="meeting.convened")
    assert letters.count() == meeting.attendees.exclude(person__email="").count() > 8
    assert all("METHOD:REQUEST" in letter.calendar and TITLE in letter.text for letter in letters)

    hold(cast, sign_in, meeting)
    decision = Decision.objects.get()
    assert decision.state == DecisionState.SEALED
    assert decision.text == AMENDED
    assert re.fullmatch(r"CODIR-20\d\d-001", decision.reference)
    release(secretary, meeting)
    following = Meeting.objects.filter(starts_at__gt=meeting.starts_at).order_by("starts_at").first()
    assert following is not None
    open_the_next(secretary, following)


def plan_the_year(page: Page, cast: Built) -> None:
    """The year in one gesture, from a day that leaves the time to propose."""
    page.goto(f"/seances/instances/{cast.bodies['codir'].public_id}/annee")
    first = clock.now().date() + timedelta(days=8)
    page.get_by_label("Du", exact=True).fill(first.isoformat())
    page.get_by_label("au", exact=True).fill((first + timedelta(days=120)).isoformat())
    check_accessible(page)
    page.get_by_role("button", name=re.compile("Créer")).click()
    page.goto("/seances/")
    check_accessible(page)


def propose(page: Page) -> None:
    """From the home page, by keyboard: N, P, four fields, one key."""
    page.goto("/")
    check_accessible(page)
    page.keyboard.press("n")
    with page.expect_navigation():
        page.keyboard.press("p")
    check_accessible(page)
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Ce que vous attendez de la séance").select_option("decision")
    page.get_by_label("Décision demandée, en une phrase").fill("Autoriser la convention de service commun.")
    page.get_by_label("Durée, en minutes").fill("20")
    press(page, "Control+Enter")
    expect(page.locator("h1")).to_contain_text("Mutualiser")
    check_accessible(page)
    picture(page, "point-propose")


def build_the_agenda(page: Page, meeting: Meeting) -> None:
    """What waits goes to the agenda; the sum follows."""
    page.goto(f"/seances/{meeting.public_id}/ordre-du-jour")
    check_accessible(page)
    page.get_by_role("button", name=re.compile("Inscrire Mutualiser")).click()
    expect(page.locator(".agenda-lines")).to_contain_text("Mutualiser")
    expect(page.locator("#somme")).to_contain_text("30 min sur 150")
    check_accessible(page)
    picture(page, "ordre-du-jour")


def convene(page: Page, meeting: Meeting) -> None:
    """One screen says who receives what; one button convenes."""
    page.get_by_role("link", name="Convoquer").click()
    check_accessible(page)
    picture(page, "convocation")
    page.get_by_role("button", name=re.compile("Convoquer")).click()
    page.goto(f"/seances/{meeting.public_id}/dossier")
    expect(page.locator("main")).to_contain_text("Mutualiser")
    check_accessible(page)


def hold(cast: Built, sign_in: SignIn, meeting: Meeting) -> None:
    """The session, three in the room and the others excused; the closing numbers and seals."""
    people = [cast.people[key].pk for key in IN_THE_ROOM]
    Attendee.objects.filter(meeting=meeting).exclude(person_id__in=people).update(presence=Presence.EXCUSED)
    Meeting.objects.filter(pk=meeting.pk).update(quorum=3)
    root = f"/seances/{meeting.public_id}"
    dgs = sign_in(cast.users["dgs"])
    courbaril = sign_in(cast.users["dga_juridique"], viewport=PHONE)
    tamarin = sign_in(cast.users["dga_planification"], viewport=PHONE)
    dgs.goto(f"{root}/conduite")
    for phone in (courbaril, tamarin):
        phone.goto(f"{root}/position")
    press(dgs, "o")
    check_accessible(dgs)
    press(dgs, "l")
    press(dgs, "ArrowRight")
    meet_an_objection(dgs, courbaril, tamarin)
    lift_it_by_an_amendment(dgs, courbaril, tamarin)
    adopt_and_write(dgs)
    press(dgs, "ArrowRight")
    check_accessible(dgs)
    picture(dgs, "cloture")
    dgs.get_by_role("button", name="Clore la séance et sceller les décisions").click()
    expect(dgs.locator("main")).to_contain_text("CODIR-20")
    check_accessible(dgs)
    decision = Decision.objects.get()
    dgs.goto(f"/seances/decisions/{decision.public_id}/?verifier=1")
    expect(dgs.locator("main")).to_contain_text("Empreinte vérifiée")
    check_accessible(dgs)
    picture(dgs, "decision")


def release(page: Page, meeting: Meeting) -> None:
    """The record is ready, and leaves in one click after showing who receives what."""
    page.goto(f"/seances/{meeting.public_id}/releve")
    expect(page.locator("main")).to_contain_text("coût unitaire")
    check_accessible(page)
    picture(page, "releve")
    page.goto(f"/seances/{meeting.public_id}/releve/diffusion")
    check_accessible(page)
    page.get_by_role("button", name=re.compile("Diffuser le relevé")).click()
    page.wait_for_load_state()
    letter = OutgoingMessage.objects.filter(kind="record.released").first()
    assert letter is not None
    assert letter.attachments[0]["type"] == "application/pdf"


def open_the_next(page: Page, following: Meeting) -> None:
    """The next agenda opens with the action, late by then; its sheet is one click away."""
    page.goto(f"/seances/{following.public_id}/ordre-du-jour")
    expect(page.locator(".agenda-line.opening")).to_contain_text("Suivi des actions")
    expect(page.locator(".agenda-line.opening")).to_contain_text("1 ")
    check_accessible(page)
    picture(page, "ordre-du-jour-suivant")
    page.goto(f"/seances/{following.public_id}/")
    page.get_by_role("link", name=ACTION).click()
    assert Action.objects.get().public_id in page.url
    check_accessible(page)
    picture(page, "action")
