"""Convening freezes who sits and sends an invitation to each."""

from datetime import date

import pytest

from interco.committees.enums import ItemState
from interco.committees.models import Attendee, Meeting
from interco.committees.services.agenda import place_item, remove_item, reorder_agenda, set_duration
from interco.committees.services.convocation import convene, convened_on
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Assignment
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item


def a_ready_session(cast: Built) -> Meeting:
    """A session with two items on its agenda."""
    meeting = a_meeting(cast)
    for kind in ("decision", "information"):
        place_item(an_item(cast, state=ItemState.ACCEPTED, kind=kind), meeting=meeting, by=actor(cast, "secretariat"))
    return meeting


def test_members_and_substitutes_are_frozen_with_their_titles(cast: Built) -> None:
    meeting = a_ready_session(cast)
    shown = convened_on(meeting)
    assert convene(meeting, by=actor(cast, "secretariat")) == len(shown)
    rows = list(meeting.attendees.all())
    assert [row.name for row in rows] == [row.name for row in shown]
    assert rows[0].role == "chair"
    substitute = next(row for row in rows if row.name == "Zoé Carambole")
    assert substitute.substitute_for is not None
    assert substitute.substitute_for.name == "Hector Alizé"
    Assignment.objects.filter(person=cast.people["dost"]).update(ends_on=date(2026, 12, 7))
    assert Attendee.objects.filter(meeting=meeting, name="Rosalie Gommier").exists()


def test_each_letter_carries_an_invitation_whose_sequence_rises(cast: Built) -> None:
    meeting = a_ready_session(cast)
    by = actor(cast, "secretariat")
    first = convene(meeting, by=by)
    convene(meeting, by=by)
    letters = list(OutgoingMessage.objects.order_by("pk"))
    assert len(letters) == 2 * first
    assert "SEQUENCE:0" in letters[0].calendar
    assert "SEQUENCE:1" in letters[-1].calendar
    uids = {line for letter in letters for line in letter.calendar.splitlines() if line.startswith("UID:")}
    assert len(uids) == 1
    assert "TZID=America/Martinique:20261208T083000" in letters[0].calendar


def test_an_empty_agenda_is_not_convened(cast: Built) -> None:
    with pytest.raises(Invalid, match="vide"):
        convene(a_meeting(cast), by=actor(cast, "secretariat"))
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("who", ["dost", "agent_rh", "elue", "administrateur", "dgs_lamentin"])
def test_others_do_not_convene(cast: Built, who: str) -> None:
    meeting = a_ready_session(cast)
    with pytest.raises(Refused):
        convene(meeting, by=actor(cast, who))


def test_items_are_placed_in_their_section_and_reordered(cast: Built) -> None:
    meeting, by = a_ready_session(cast), actor(cast, "secretariat")
    follow_up = place_item(an_item(cast, state=ItemState.SUBMITTED, kind="follow_up"), meeting=meeting, by=by)
    order = list(meeting.items.order_by("position"))
    assert [row.kind for row in order] == ["follow_up", "decision", "information"]
    reorder_agenda(meeting, order=[row.public_id for row in reversed(order)], by=by)
    assert [row.kind for row in meeting.items.order_by("position")] == ["information", "decision", "follow_up"]
    follow_up.refresh_from_db()
    assert remove_item(follow_up, by=by).state == ItemState.ACCEPTED
    assert list(meeting.items.order_by("position").values_list("position", flat=True)) == [1, 2]


def test_an_order_that_is_not_the_agenda_is_refused_whole(cast: Built) -> None:
    meeting, by = a_ready_session(cast), actor(cast, "secretariat")
    keys = list(meeting.items.order_by("position").values_list("public_id", flat=True))
    for order in ([], keys[:1], [*keys, keys[0]], [*keys, "inconnu"]):
        with pytest.raises(Conflict):
            reorder_agenda(meeting, order=order, by=by)
    assert list(meeting.items.order_by("position").values_list("public_id", flat=True)) == keys


@pytest.mark.parametrize("minutes", [0, -5, 151, 9999])
def test_a_duration_holds_in_the_session(cast: Built, minutes: int) -> None:
    item = a_ready_session(cast).items.first()
    assert item is not None
    with pytest.raises(Invalid):
        set_duration(item, minutes=minutes, by=actor(cast, "secretariat"))
