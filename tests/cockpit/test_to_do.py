"""À traiter tells what each one owes, and costs the same whatever the number of lines."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.cockpit.queries.to_do import Delay, delay_of, to_do
from interco.committees.enums import ItemState
from interco.committees.models import Action
from interco.config.demo.organisation import Built
from interco.organisation.models import Assignment
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import BACKEND

MONDAY = date(2026, 12, 7)


def an_action(cast: Built, owner: str, due_on: date, number: int = 1) -> Action:
    """An action of the CODIR for the holder of a post."""
    return Action.objects.create(
        body=cast.bodies["codir"], title=f"Notifier {number}", reference=f"A-2026-{number:03d}", due_on=due_on,
        owner_post=cast.posts[owner], created_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, Delay.LATE), (0, Delay.TODAY), (1, Delay.WEEK), (6, Delay.WEEK), (7, Delay.LATER), (None, Delay.WEEK)],
)
def test_delays_follow_the_calendar_week(days: int | None, expected: Delay) -> None:
    assert delay_of(None if days is None else MONDAY + timedelta(days=days), MONDAY) == expected


def test_an_action_is_owed_by_who_holds_the_post_today(cast: Built) -> None:
    an_action(cast, "environnement", MONDAY - timedelta(days=3))
    assert [line.title for line in to_do(actor(cast, "rh"))[Delay.LATE]] == []
    interim = Assignment.objects.get(post=cast.posts["environnement"], kind="interim")
    interim.person = cast.people["rh"]
    interim.save()
    assert [line.title for line in to_do(actor(cast, "rh"))[Delay.LATE]] == ["Notifier 1"]


def test_the_secretary_is_told_of_proposals_and_of_the_session_to_convene(cast: Built) -> None:
    meeting = a_meeting(cast)
    an_item(cast, state=ItemState.SUBMITTED, wished_meeting=meeting)
    kinds = {line.kind for lines in to_do(actor(cast, "secretariat")).values() for line in lines}
    assert kinds == {"inbox", "convene"}
    assert not any(to_do(actor(cast, "agent_rh")).values())


def test_a_returned_item_comes_back_to_its_author(cast: Built) -> None:
    an_item(cast, author="dost", state=ItemState.RETURNED)
    lines = to_do(actor(cast, "dost"))[Delay.WEEK]
    assert [(line.kind, "à compléter" in line.detail) for line in lines] == [("item", True)]


def test_the_page_costs_as_many_queries_for_three_lines_as_for_thirty(cast: Built) -> None:
    browser, counts = Client(), []
    browser.force_login(cast.users["dga_juridique"], backend=BACKEND)
    a_meeting(cast)
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            an_action(cast, "dga_juridique", MONDAY + timedelta(days=number - 2), number)
        browser.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 14
