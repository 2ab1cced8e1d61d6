"""Closing a session numbers, seals, ends and carries, in one transaction."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from interco.committees.enums import ItemKind, ItemState, MeetingState, Outcome
from interco.committees.models import Decision, Item, Meeting
from interco.committees.rules.carry_over import Fate
from interco.committees.services.closing import close_meeting, foresee
from interco.committees.services.drafting import Draft, draft_decision
from interco.committees.services.register import replace_decision, verify_register
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Refused
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item
from tests.committees.session_builders import a_round_of_stances
from tests.committees.session_builders import an_open_session as a_live_session


def an_open_session(cast: Built) -> Meeting:
    """A session in progress, with another one planned a week later."""
    a_meeting(cast, day=date(2026, 12, 15), number=2)
    meeting = a_meeting(cast, state=MeetingState.OPEN)
    meeting.opened_at = NOW
    meeting.save()
    return meeting


def a_draft(cast: Built, meeting: Meeting, *, minutes: int, position: int) -> Decision:
    """A decided item with its draft decision."""
    item = an_item(cast, meeting=meeting, position=position, state=ItemState.DECIDED)
    return Decision.objects.create(
        body=meeting.body, meeting=meeting, item=item, title=item.title, text=f"Le CODIR approuve ({position}).",
        outcome=Outcome.CONSENSUS, owner_post=cast.posts["dga_planification"], due_on=date(2027, 1, 31),
        decided_at=NOW + timedelta(minutes=minutes),
    )  # fmt: skip


def test_decisions_are_numbered_in_the_order_they_were_taken(cast: Built) -> None:
    meeting = an_open_session(cast)
    late, early = a_draft(cast, meeting, minutes=40, position=1), a_draft(cast, meeting, minutes=10, position=2)
    sealed = close_meeting(meeting, by=actor(cast, "secretariat"))
    assert [decision.pk for decision in sealed] == [early.pk, late.pk]
    assert [decision.reference for decision in sealed] == ["CODIR-2026-001", "CODIR-2026-002"]


def test_what_ended_is_closed_and_the_rest_is_carried_in_order(cast: Built) -> None:
    meeting = an_open_session(cast)
    decided = a_draft(cast, meeting, minutes=5, position=1).item
    unreached = an_item(cast, meeting=meeting, position=3, state=ItemState.SCHEDULED)
    postponed = an_item(cast, meeting=meeting, position=2, state=ItemState.POSTPONED)
    close_meeting(meeting, by=actor(cast, "dgs"))
    states = {item.pk: item for item in Item.objects.filter(pk__in=[decided.pk, unreached.pk, postponed.pk])}
    assert states[decided.pk].state == ItemState.CLOSED
    assert {states[unreached.pk].state, states[postponed.pk].state} == {ItemState.ACCEPTED}
    assert states[unreached.pk].carry_count == 1
    assert states[unreached.pk].wished_meeting == Meeting.objects.get(number=2)


def test_an_information_item_in_session_ends_as_treated(cast: Built) -> None:
    meeting = an_open_session(cast)
    item = an_item(cast, meeting=meeting, position=1, state=ItemState.IN_SESSION, kind=ItemKind.INFORMATION)
    close_meeting(meeting, by=actor(cast, "dgs"))
    item.refresh_from_db()
    assert item.state == ItemState.CLOSED
    assert "treated" in item.events.values_list("to_state", flat=True)


def test_a_second_closing_is_refused_and_numbers_nothing(cast: Built) -> None:
    meeting = an_open_session(cast)
    a_draft(cast, meeting, minutes=5, position=1)
    close_meeting(meeting, by=actor(cast, "dgs"))
    with pytest.raises(Refused, match="close"):
        close_meeting(meeting, by=actor(cast, "dgs"))
    assert Decision.objects.exclude(number=None).count() == 1


@pytest.mark.parametrize("who", ["dost", "agent_rh", "elue", "administrateur", "dgs_schoelcher"])
def test_only_the_chair_and_the_secretariat_close(cast: Built, who: str) -> None:
    meeting = an_open_session(cast)
    with pytest.raises(Refused):
        close_meeting(meeting, by=actor(cast, who))


def test_a_sealed_decision_cannot_be_changed_nor_deleted(cast: Built) -> None:
    meeting = an_open_session(cast)
    decision = a_draft(cast, meeting, minutes=5, position=1)
    close_meeting(meeting, by=actor(cast, "dgs"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(text="Autre chose.")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).delete()
    assert verify_register().is_whole


def test_a_replaced_decision_keeps_its_text_and_its_seal(cast: Built) -> None:
    meeting = an_open_session(cast)
    first, second = a_draft(cast, meeting, minutes=5, position=1), a_draft(cast, meeting, minutes=9, position=2)
    close_meeting(meeting, by=actor(cast, "dgs"))
    first.refresh_from_db()
    second.refresh_from_db()
    replaced = replace_decision(first, new=second, by=actor(cast, "secretariat"))
    assert replaced.state == "replaced"
    assert verify_register().is_whole
    assert verify_register().count == 2


def test_the_screen_foretells_what_the_closing_does(cast: Built) -> None:
    session = a_live_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_)
    draft_decision(session.items[1], draft=Draft(text="Autoriser la convention."), by=session.by("dgs", minutes=20))
    told = {one.item.title: (one.state, one.fate) for one in foresee(session.meeting)}
    close_meeting(session.meeting, by=session.by("dgs", minutes=30))
    assert told == {
        "Point 1": (ItemState.TREATED, Fate.CLOSE), "Point 2": (ItemState.DECIDED, Fate.CLOSE),
        "Point 3": (ItemState.SCHEDULED, Fate.CARRY_UNTREATED),
    }  # fmt: skip
    after = dict(session.meeting.body.items.values_list("title", "state"))
    assert after == {"Point 1": ItemState.CLOSED, "Point 2": ItemState.CLOSED, "Point 3": ItemState.ACCEPTED}
