"""One order of locks: two gestures that meet wait for one another, they are never undone by the database."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.committees.enums import ItemState, RoundPhase
from interco.committees.models import Item
from interco.committees.services.agenda import arrange, arrangement, move_item, place_item, remove_item, set_duration
from interco.committees.services.closing import close_meeting
from interco.committees.services.drafting import Draft, draft_action, draft_decision, withdraw_draft
from interco.committees.services.items import withdraw_item
from interco.committees.services.meetings import cancel_meeting
from interco.committees.services.notes import save_notes
from interco.committees.services.rounds import lead_to, open_round
from interco.committees.services.session import end_item, go_to_item, next_item
from interco.config.demo.organisation import Built
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.committees.session_builders import Session, a_convened_session, an_open_session

pytestmark = pytest.mark.postgres
LOCK = re.compile(r'FROM "committees_(meeting|item|round|decision)" .*FOR NO KEY UPDATE$', re.DOTALL)
ORDER = ["meeting", "item", "round", "decision"]


def locked_by(gesture: Callable[[], Any]) -> list[str]:
    """The tables whose rows a gesture locks, each at its first time, and where the journal comes."""
    with CaptureQueriesContext(connection) as asked:
        gesture()
    seen: list[str] = []
    for query in asked.captured_queries:
        table = _locked(query["sql"])
        if table and table not in seen:
            seen.append(table)
    return seen


def _locked(sql: str) -> str:
    found = LOCK.search(sql)
    return found[1] if found else "journal" if "audit_chain_head" in sql and "FOR UPDATE" in sql else ""


def in_session(session: Session) -> dict[str, Callable[[], Any]]:
    """Each gesture made in the room that touches an item."""
    by, item = session.by("dgs", minutes=3), session.items[0]
    draft = Draft(text="Approuver.")
    return {
        "open a round": lambda: lead_to(open_round(item, by=by), phase=RoundPhase.STANCES, by=by),
        "write a decision": lambda: draft_decision(item, draft=draft, by=by),
        "take a decision back": lambda: withdraw_draft(item.decisions.get(), by=by),
        "write an action": lambda: draft_action(
            item, title="Relancer", owner_post=session.cast.posts["rh"], due_on=by.today, by=by
        ),
        "end the item": lambda: end_item(item, ending=ItemState.TREATED, by=by),
        "take notes": lambda: save_notes(item, text="Présentation.", version=None, by=by),
        "go to an item": lambda: go_to_item(session.meeting, session.items[1], by=by),
        "the next item": lambda: next_item(session.meeting, by=by),
        "close": lambda: close_meeting(session.meeting, by=by),
    }


GESTURES = [
    "open a round", "write a decision", "take a decision back", "write an action", "end the item", "take notes",
    "go to an item", "the next item", "close",
]  # fmt: skip


@pytest.mark.parametrize("name", GESTURES)
def test_a_gesture_in_session_takes_the_session_before_its_items(cast: Built, name: str) -> None:
    session = an_open_session(cast)
    next_item(session.meeting, by=session.by("dgs"))
    gestures = in_session(session)
    if name == "take a decision back":
        gestures["write a decision"]()
    seen = locked_by(gestures[name])
    assert seen[:2] == ["meeting", "item"], seen
    rows = [table for table in seen if table != "journal"]
    assert rows == sorted(rows, key=ORDER.index)


@pytest.mark.parametrize("name", ["place", "move", "remove", "minutes", "withdraw", "arrange", "cancel"])
def test_a_gesture_on_the_agenda_holds_all_it_will_number_before_the_journal(cast: Built, name: str) -> None:
    session = a_convened_session(cast)
    meeting, by, item = session.meeting, session.by("dgs", minutes=-5), session.items[0]
    proposed = an_item(cast, state=ItemState.SUBMITTED, wished_meeting=meeting, submitted_at=NOW)
    before = arrangement(meeting)
    gestures: dict[str, Callable[[], Any]] = {
        "place": lambda: place_item(proposed, meeting=meeting, by=by),
        "move": lambda: move_item(item, to_position=3, by=by),
        "remove": lambda: remove_item(item, by=by),
        "minutes": lambda: set_duration(item, minutes=20, by=by),
        "withdraw": lambda: withdraw_item(item, reason="Sans objet.", by=by),
        "arrange": lambda: arrange(meeting, before[1:], by=by),
        "cancel": lambda: cancel_meeting(meeting, reason="Cyclone.", version=meeting.version, by=by),
    }
    a_meeting(cast, number=47, day=meeting.starts_at.date() + timedelta(days=7))
    with CaptureQueriesContext(connection) as asked:
        gestures[name]()
    locks = [_locked(query["sql"]) for query in asked.captured_queries]
    whole = [rank for rank, query in enumerate(asked.captured_queries) if _holds_the_lines(query["sql"])]
    assert whole, "the items of the agenda were not held together"
    assert locks.index("meeting") < whole[0] < locks.index("journal")


def _holds_the_lines(sql: str) -> bool:
    return _locked(sql) == "item" and '"meeting_id" =' in sql


def test_whoever_points_to_a_row_does_not_wait_for_its_lock(cast: Built) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED)
    with CaptureQueriesContext(connection) as asked:
        withdraw_item(Item.objects.get(pk=item.pk), reason="Sans objet.", by=a_convened_session(cast).by("dgs"))
    locks = [
        query["sql"] for query in asked.captured_queries if "committees_item" in query["sql"] and "FOR " in query["sql"]
    ]
    assert locks
    assert all(sql.rstrip().endswith("FOR NO KEY UPDATE") for sql in locks)
