"""The DGS runs a session by keyboard while two members take part in a consent round from their phones."""

import pytest
from playwright.sync_api import Page, expect

from interco.committees.enums import DecisionState, Outcome, Presence, RoundPhase
from interco.committees.models import Action, Attendee, Decision, Round
from interco.config.demo.organisation import Built
from tests.committees.session_builders import Session, a_convened_session
from tests.journeys.conftest import PHONE, SignIn, check_accessible, picture
from tests.journeys.round_steps import (
    AMENDED,
    adopt_and_write,
    due_day,
    lift_it_by_an_amendment,
    meet_an_objection,
    press,
)

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HERE = ("dgs", "dga_juridique", "dga_planification")
RECALLED = "Le DGS rappelle le principe."
COMPLETED = "Le DGS rappelle le principe. Accord de la DOST."


def three_in_the_room(cast: Built) -> Session:
    """A convened session where all but the chair and two members are excused, and three make the quorum."""
    session = a_convened_session(cast)
    present = [cast.people[key].pk for key in HERE]
    Attendee.objects.exclude(person_id__in=present).update(presence=Presence.EXCUSED)
    session.meeting.quorum = 3
    session.meeting.save()
    return session


def test_a_round_meets_an_objection_lifts_it_and_adopts(cast: Built, sign_in: SignIn) -> None:
    session = three_in_the_room(cast)
    root = f"/seances/{session.meeting.public_id}"
    dgs = sign_in(cast.users["dgs"])
    courbaril = sign_in(cast.users["dga_juridique"], viewport=PHONE)
    tamarin = sign_in(cast.users["dga_planification"], viewport=PHONE)
    dgs.goto(f"{root}/conduite")
    for phone in (courbaril, tamarin):
        phone.goto(f"{root}/position")
    check_accessible(dgs)

    press(dgs, "o")
    press(dgs, "l")
    expect(dgs.locator("#presents")).to_contain_text("3 sur 10")
    press(dgs, "ArrowRight")
    expect(tamarin.locator("h1")).to_have_text("Point 1")
    press(dgs, "ArrowRight")
    expect(courbaril.locator("h1")).to_have_text("Point 2")
    check_accessible(tamarin)

    meet_an_objection(dgs, courbaril, tamarin)
    lift_it_by_an_amendment(dgs, courbaril, tamarin)
    adopt_and_write(dgs)

    round_, decision = Round.objects.get(), Decision.objects.get()
    assert (round_.phase, round_.outcome) == (RoundPhase.ADOPTION, Outcome.RESERVATIONS)
    assert (decision.state, decision.text, decision.due_on) == (DecisionState.DRAFT, AMENDED, due_day())
    assert Action.objects.get().decision == decision
    follow(courbaril, root)


def follow(page: Page, root: str) -> None:
    """The other screens, as they stand at the end."""
    for screen, name in (("suivre", "suivre"), ("salle", "ecran-de-salle"), ("position", "ma-position-revelee")):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{root}/{screen}")
        check_accessible(page)
        picture(page, name)


def test_notes_typed_while_the_server_is_away_are_not_lost(cast: Built, sign_in: SignIn) -> None:
    session = three_in_the_room(cast)
    page = sign_in(cast.users["dgs"])
    page.goto(f"/seances/{session.meeting.public_id}/conduite")
    press(page, "o")
    press(page, "ArrowRight")
    notes = page.get_by_label("Notes du point")
    notes.fill(RECALLED)
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré")
    page.context.set_offline(True)
    notes.fill(COMPLETED)
    expect(page.locator("[data-saved]")).to_contain_text("Hors ligne")
    page.context.set_offline(False)
    page.reload()
    expect(notes).to_have_value(COMPLETED)
    for _try in range(100):
        session.items[0].refresh_from_db()
        if session.items[0].notes == COMPLETED:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the notes kept in the browser never reached the server: {session.items[0].notes}")
