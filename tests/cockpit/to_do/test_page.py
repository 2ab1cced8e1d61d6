"""The home page: its cost, its gestures, what it shows of hostile words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.committees.enums import AttendeeRole, ItemState, MeetingState
from interco.committees.models import Attendee, Membership, Stance
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from tests.cockpit.scenes import MONDAY, a_round, an_action
from tests.committees.builders import ZONE, a_meeting, an_item
from tests.matrix.principals import BACKEND


@pytest.fixture
def signed_in(cast: Built) -> Callable[[str], Client]:
    """A browser of somebody of the cast."""

    def browser_of(key: str) -> Client:
        browser = Client()
        browser.force_login(cast.users[key], backend=BACKEND)
        return browser

    return browser_of


def test_the_page_costs_as_many_queries_for_three_lines_as_for_thirty(
    cast: Built, signed_in: Callable[[str], Client]
) -> None:
    """Actions, items, proposals, stances."""
    browser, counts = signed_in("secretariat"), []
    meeting = a_meeting(cast, number=99)
    for first, last in ((1, 3), (3, 30)):
        for number in range(first, last):
            an_action(cast, "secretariat", MONDAY + timedelta(days=number - 2), number)
            an_item(cast, author="secretariat", state=ItemState.SUBMITTED, wished_meeting=meeting)
            a_round(cast, "secretariat", "dost", number=number)
        browser.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 25, (
        "one more room costs one more query, rarely two (the polls); the notes cost three: to read, to endorse, to sign"
    )


def test_a_favourable_stance_is_one_click(cast: Built, signed_in: Callable[[str], Client]) -> None:
    """And the line is gone."""
    asking = a_round(cast, "dost", "communes")
    browser = signed_in("dost")
    address = f"/a-traiter/tours/{asking.public_id}/position"
    assert address in browser.get("/").content.decode()
    assert browser.post(address, {"stance": "favourable", "text_number": "1"}).status_code == 302
    assert Stance.objects.get().value == "favourable"
    assert address not in browser.get("/").content.decode()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"stance": "favourable", "text_number": "2"}, 409), ({"stance": "objection", "text_number": "1"}, 422),
        ({"stance": "oui", "text_number": "1"}, 422), ({}, 422),
    ],
)  # fmt: skip
def test_a_stance_that_cannot_be_changes_nothing(
    cast: Built, signed_in: Callable[[str], Client], body: dict[str, str], status: int
) -> None:
    """Another text, no reason, another word."""
    asking = a_round(cast, "dost", "communes")
    assert signed_in("dost").post(f"/a-traiter/tours/{asking.public_id}/position", body).status_code == status
    assert not Stance.objects.exists()


def test_a_stance_is_not_given_by_others(cast: Built, signed_in: Callable[[str], Client]) -> None:
    """To them the round does not exist."""
    asking = a_round(cast, "dost")
    given = {"stance": "favourable", "text_number": "1"}
    assert signed_in("dgs").post(f"/a-traiter/tours/{asking.public_id}/position", given).status_code == 404


def test_a_proposal_is_accepted_in_one_click_by_the_secretariat_only(
    cast: Built, signed_in: Callable[[str], Client]
) -> None:
    """Its author may not judge it."""
    item = an_item(cast, author="dost", state=ItemState.SUBMITTED, wished_meeting=a_meeting(cast))
    address = f"/a-traiter/points/{item.public_id}/accepter"
    assert signed_in("dost").post(address).status_code == 403
    assert signed_in("agent_rh").post(address).status_code == 404
    assert signed_in("secretariat").post(address).status_code == 302
    item.refresh_from_db()
    assert item.state == ItemState.ACCEPTED


def test_an_action_is_marked_done_from_its_line(cast: Built, signed_in: Callable[[str], Client]) -> None:
    """One click, and home again."""
    action = an_action(cast, "dost", MONDAY)
    browser = signed_in("dost")
    given = {"state": "done", "version": str(action.version), "next": "/"}
    answer = browser.post(f"/seances/actions/{action.public_id}/etat", given)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert f"action-{action.public_id}" not in browser.get("/").content.decode()


def test_hostile_titles_are_shown_as_they_are_written(cast: Built, signed_in: Callable[[str], Client]) -> None:
    """Never as markup."""
    meeting = a_meeting(cast, state=MeetingState.CONVENED)
    an_item(cast, author="dost", title="<b>gras</b>", state=ItemState.SCHEDULED, meeting=meeting, position=1)
    page = signed_in("dost").get("/").content.decode()
    assert "&lt;b&gt;gras" in page
    assert "<b>gras" not in page


def test_an_empty_page_says_what_comes_there(cast: Built, signed_in: Callable[[str], Client]) -> None:
    """For whoever owes nothing."""
    assert "Rien à traiter" in signed_in("agent_rh").get("/").content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((-1,), "Une ligne, en retard."), ((-1, -2), "Deux lignes, toutes deux en retard."),
        ((-1, -2, -3), "Trois lignes, toutes en retard."), ((0, 0), "Deux lignes, toutes deux pour aujourd’hui."),
        ((-1, -1, 0), "Trois lignes, deux en retard et une pour aujourd’hui."),
        ((-1, 9), "Deux lignes, dont une en retard."),
        ((-1, 0, 9), "Trois lignes, dont une en retard et une pour aujourd’hui."),
    ],
)  # fmt: skip
def test_the_sentence_counts_what_presses(
    cast: Built, signed_in: Callable[[str], Client], days: tuple[int, ...], sentence: str
) -> None:
    """A part is told as a part, the whole as the whole."""
    today = clock.now().astimezone(ZONE).date()
    for number, away in enumerate(days):
        an_action(cast, "dost", today + timedelta(days=away), number)
    page = signed_in("dost").get("/").content.decode()
    lead = page.split("to-do-lead", 1)[1].split(">", 1)[1].split("</p>")[0]
    told = lead.replace("<strong>", "").replace("</strong>", "").replace("\u202f", " ").replace("\xa0", " ")
    assert told.strip() == sentence


@pytest.mark.parametrize("who", ["elue", "dgs_schoelcher"])
def test_a_reader_from_outside_is_told_that_nothing_is_shared_yet(
    cast: Built, signed_in: Callable[[str], Client], who: str
) -> None:
    """And is not offered what would be refused; once convened, the sentence goes."""
    browser = signed_in(who)
    Membership.objects.all().delete()
    page, sessions = browser.get("/").content.decode(), browser.get("/seances/").content.decode()
    assert "Rien n’a encore été partagé avec vous" in page
    assert 'class="line-title" href="/organisation/organigramme"' in page, "one click away"
    assert "/seances/proposer" not in page + sessions
    assert "auxquelles vous êtes convoqué" in sessions
    assert "crée les séances de son année" not in sessions
    person = cast.people[who]
    Attendee.objects.create(meeting=a_meeting(cast), person=person, name=str(person), role=AttendeeRole.GUEST)
    assert "partagé avec vous" not in browser.get("/").content.decode()


@pytest.mark.parametrize("who", ["agent_rh", "dgs_schoelcher"])
def test_who_may_propose_is_offered_to(cast: Built, signed_in: Callable[[str], Client], who: str) -> None:
    """From the empty home page, and from the list of sessions; so is who sits in a body from a commune."""
    browser = signed_in(who)
    for address in ("/", "/seances/"):
        content = browser.get(address).content.decode().split("<main", 1)[1]
        assert 'href="/seances/proposer"' in content
    assert browser.get("/seances/proposer").status_code == 200
