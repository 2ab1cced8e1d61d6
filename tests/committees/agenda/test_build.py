"""Building the agenda."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from interco.committees.enums import ItemKind, ItemState, MeetingState
from interco.committees.models import Item, Meeting
from interco.committees.services.agenda import (
    Place,
    arrange,
    arrangement,
    move_item,
    place_item,
    remove_item,
    reorder_agenda,
    set_duration,
)
from interco.committees.services.items import ItemContent, edit_item
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.models import LiveNotice
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item


def scheduled(cast: Built, meeting: Meeting, *titles: str, **fields: Any) -> list[Item]:
    """Items already on the agenda, in this order."""
    start = meeting.items.count()
    return [
        an_item(cast, title=title, state=ItemState.SCHEDULED, meeting=meeting, position=start + rank, **fields)
        for rank, title in enumerate(titles, start=1)
    ]


def titles(meeting: Meeting) -> list[str]:
    """The agenda as read."""
    rows = list(meeting.items.order_by("position"))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.title for row in rows]


def test_a_proposal_placed_is_accepted_by_the_same_gesture(cast: Built) -> None:
    meeting, item = a_meeting(cast), an_item(cast, state=ItemState.SUBMITTED)
    place_item(item, meeting=meeting, by=actor(cast, "secretariat"))
    kept = Item.objects.get(pk=item.pk)
    assert (kept.state, kept.meeting, kept.position) == (ItemState.SCHEDULED, meeting, 1)
    assert list(item.events.values_list("to_state", flat=True)) == ["accepted", "scheduled"]
    assert LiveNotice.objects.filter(kind="agenda").exists()


def test_an_item_joins_the_end_of_its_section(cast: Built) -> None:
    meeting, by = a_meeting(cast), actor(cast, "secretariat")
    for title, kind in (
        ("Information", ItemKind.INFORMATION), ("Décision", ItemKind.DECISION), ("Suivi", ItemKind.FOLLOW_UP),
        ("Validation", ItemKind.VALIDATION), ("Avis", ItemKind.OPINION),
    ):  # fmt: skip
        place_item(an_item(cast, title=title, kind=kind, state=ItemState.ACCEPTED), meeting=meeting, by=by)
    assert titles(meeting) == ["Suivi", "Décision", "Validation", "Information", "Avis"]


def test_an_item_is_placed_where_it_is_dropped(cast: Built) -> None:
    meeting = a_meeting(cast)
    scheduled(cast, meeting, "a", "b")
    place_item(
        an_item(cast, title="c", state=ItemState.ACCEPTED), meeting=meeting, position=2, by=actor(cast, "secretariat")
    )
    assert titles(meeting) == ["a", "c", "b"]


def test_an_item_removed_waits_and_the_others_close_up(cast: Built) -> None:
    meeting = a_meeting(cast)
    _a, b, _c = scheduled(cast, meeting, "a", "b", "c")
    remove_item(b, by=actor(cast, "secretariat"))
    assert titles(meeting) == ["a", "c"]
    kept = Item.objects.get(pk=b.pk)
    assert (kept.state, kept.meeting) == (ItemState.ACCEPTED, None)


@pytest.mark.parametrize(("to", "expected"), [(1, "bac"), (2, "abc"), (3, "acb"), (99, "acb"), (-5, "bac")])
def test_an_item_moves_and_stays_within_the_ends(cast: Built, to: int, expected: str) -> None:
    meeting = a_meeting(cast)
    _a, b, _c = scheduled(cast, meeting, "a", "b", "c")
    move_item(b, to_position=to, by=actor(cast, "secretariat"))
    assert "".join(titles(meeting)) == expected


def test_the_whole_order_is_given_at_once(cast: Built) -> None:
    meeting = a_meeting(cast)
    a, b, c = scheduled(cast, meeting, "a", "b", "c")
    reorder_agenda(meeting, order=[c.public_id, a.public_id, b.public_id], by=actor(cast, "secretariat"))
    assert titles(meeting) == ["c", "a", "b"]


@pytest.mark.parametrize("change", ["missing", "twice", "foreign"])
def test_an_order_of_another_agenda_is_refused_and_changes_nothing(cast: Built, change: str) -> None:
    meeting = a_meeting(cast)
    a, b = scheduled(cast, meeting, "a", "b")
    foreign = an_item(cast, state=ItemState.ACCEPTED)
    order = {
        "missing": [b.public_id],
        "twice": [b.public_id, b.public_id],
        "foreign": [b.public_id, a.public_id, foreign.public_id],
    }[change]
    with pytest.raises(Conflict):
        reorder_agenda(meeting, order=order, by=actor(cast, "secretariat"))
    assert titles(meeting) == ["a", "b"]


@pytest.mark.parametrize("minutes", [0, -5, 151, 9999])
def test_minutes_hold_in_the_session(cast: Built, minutes: int) -> None:
    meeting = a_meeting(cast)
    (a,) = scheduled(cast, meeting, "a")
    with pytest.raises(Invalid):
        set_duration(a, minutes=minutes, by=actor(cast, "secretariat"))
    assert Item.objects.get(pk=a.pk).duration_minutes == 15


def test_one_gesture_is_undone_whatever_it_was(cast: Built) -> None:
    meeting, by = a_meeting(cast), actor(cast, "secretariat")
    a, b, _c = scheduled(cast, meeting, "a", "b", "c")
    before = arrangement(meeting)
    remove_item(b, by=by)
    arrange(meeting, before, by=by)
    assert arrangement(meeting) == before
    place_item(an_item(cast, title="d", state=ItemState.ACCEPTED), meeting=meeting, by=by)
    arrange(meeting, before, by=by)
    set_duration(a, minutes=40, by=by)
    arrange(meeting, before, by=by)
    assert arrangement(meeting) == before
    assert Item.objects.get(title="d").state == ItemState.ACCEPTED


def test_what_was_taken_by_another_session_is_not_undone(cast: Built) -> None:
    meeting, other, by = a_meeting(cast), a_meeting(cast, number=2, day=date(2026, 12, 15)), actor(cast, "secretariat")
    (a,) = scheduled(cast, meeting, "a")
    before = arrangement(meeting)
    remove_item(a, by=by)
    place_item(a, meeting=other, by=by)
    with pytest.raises(Conflict):
        arrange(meeting, before, by=by)
    assert (titles(meeting), titles(other)) == ([], ["a"])


def test_an_arrangement_with_impossible_minutes_changes_nothing(cast: Built) -> None:
    meeting = a_meeting(cast)
    (a,) = scheduled(cast, meeting, "a")
    with pytest.raises(Invalid):
        arrange(meeting, [Place(a.public_id, 9999)], by=actor(cast, "secretariat"))
    assert Item.objects.get(pk=a.pk).duration_minutes == 15


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_the_agenda_of_a_session_that_is_over_does_not_change(cast: Built, state: MeetingState) -> None:
    meeting = a_meeting(cast, state=state)
    with pytest.raises(Refused):
        place_item(an_item(cast, state=ItemState.ACCEPTED), meeting=meeting, by=actor(cast, "secretariat"))


@pytest.mark.parametrize("who", ["dga_planification", "agent_rh", "elue", "administrateur"])
def test_the_agenda_is_built_by_those_who_keep_the_body(cast: Built, who: str) -> None:
    meeting, by = a_meeting(cast), actor(cast, who)
    a, b = scheduled(cast, meeting, "a", "b")
    gestures: list[Callable[[], Item]] = [
        lambda: place_item(an_item(cast, state=ItemState.ACCEPTED), meeting=meeting, by=by),
        lambda: remove_item(a, by=by),
        lambda: move_item(b, to_position=1, by=by),
        lambda: set_duration(a, minutes=5, by=by),
    ]
    for gesture in gestures:
        with pytest.raises(Refused):
            gesture()
    assert titles(meeting) == ["a", "b"]


def test_an_item_of_another_body_is_refused(cast: Built) -> None:
    with pytest.raises(Invalid):
        place_item(
            an_item(cast, body="conference", state=ItemState.ACCEPTED), meeting=a_meeting(cast),
            by=actor(cast, "secretariat"),
        )  # fmt: skip


@pytest.mark.parametrize("state", [ItemState.DRAFT, ItemState.RETURNED, ItemState.WITHDRAWN, ItemState.CLOSED])
def test_what_is_not_accepted_is_not_placed(cast: Built, state: ItemState) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(Invalid):
        place_item(an_item(cast, state=state), meeting=meeting, by=actor(cast, "secretariat"))
    assert titles(meeting) == []


def test_an_edition_begun_before_the_secretariat_set_the_minutes_does_not_take_them_back(cast: Built) -> None:
    meeting, by = a_meeting(cast), actor(cast, "secretariat")
    (a,) = scheduled(cast, meeting, "a", kind=ItemKind.INFORMATION)
    read, before = a.version, arrangement(meeting)
    set_duration(a, minutes=40, by=by)
    typed = ItemContent(title="a, précisé", kind=a.kind, duration_minutes=15)
    with pytest.raises(Conflict):
        edit_item(a, typed, version=read, by=by)
    read = Item.objects.get(pk=a.pk).version
    arrange(meeting, before, by=by)
    with pytest.raises(Conflict):
        edit_item(a, typed, version=read, by=by)
    edit_item(a, typed, version=Item.objects.get(pk=a.pk).version, by=by)
