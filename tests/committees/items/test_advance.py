"""Each step of the life of an item, allowed or not."""

import pytest

from interco.committees.enums import ITEM_TRANSITIONS, ItemState, MeetingState
from interco.committees.models import Item, ItemEvent
from interco.committees.services.lifecycle import advance_item
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item


def test_the_table_tells_every_state_and_knows_no_other() -> None:
    assert set(ITEM_TRANSITIONS) == set(ItemState)
    assert set().union(*ITEM_TRANSITIONS.values()) <= set(ItemState)


def test_every_state_is_reached_from_a_draft() -> None:
    reached, front = {ItemState.DRAFT}, {ItemState.DRAFT}
    while front:
        front = {ItemState(to) for state in front for to in ITEM_TRANSITIONS[state]} - reached
        reached |= front
    assert reached == set(ItemState)


@pytest.mark.parametrize("origin", ItemState)
def test_a_step_is_taken_when_the_table_has_it_and_refused_otherwise(cast: Built, origin: ItemState) -> None:
    meeting, by = a_meeting(cast), actor(cast, "secretariat")
    for to in ItemState:
        item = an_item(cast, state=origin, meeting=meeting, position=1)
        if to in ITEM_TRANSITIONS[origin]:
            event = advance_item(item, to=to, by=by, reason="Parce que.", meeting=meeting)
            assert Item.objects.get(pk=item.pk).state == to
            assert (event.from_state, event.to_state, event.actor_name) == (origin, to, "Odette Filao")
            entry = Entry.objects.latest("number")
            assert (entry.event, entry.payload["facts"]["from"]) == (f"item.{to}", origin)
        else:
            with pytest.raises(Invalid):
                advance_item(item, to=to, by=by, reason="Parce que.", meeting=meeting)
            assert Item.objects.get(pk=item.pk).state == origin
            assert not ItemEvent.objects.filter(item=item).exists()


def test_returning_an_item_needs_a_reason(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    with pytest.raises(Invalid, match="pourquoi"):
        advance_item(item, to=ItemState.RETURNED, by=actor(cast, "secretariat"), reason="  ")
    assert Item.objects.get(pk=item.pk).state == ItemState.SUBMITTED


def test_scheduling_names_a_session(cast: Built) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED)
    with pytest.raises(Invalid, match="séance"):
        advance_item(item, to=ItemState.SCHEDULED, by=actor(cast, "secretariat"))
    assert Item.objects.get(pk=item.pk).meeting is None


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_nothing_is_scheduled_at_a_session_that_is_over(cast: Built, state: MeetingState) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED)
    with pytest.raises(Invalid, match="ne peut plus"):
        advance_item(item, to=ItemState.SCHEDULED, by=actor(cast, "secretariat"), meeting=a_meeting(cast, state=state))


def test_leaving_the_agenda_frees_the_place_and_keeps_the_session_in_history(cast: Built) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=3)
    event = advance_item(item, to=ItemState.ACCEPTED, by=actor(cast, "secretariat"), reason="Non traité")
    kept = Item.objects.get(pk=item.pk)
    assert (kept.meeting, kept.position) == (None, None)
    assert event.meeting == meeting


def test_a_step_raises_the_version_of_the_item(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    advance_item(item, to=ItemState.SUBMITTED, by=actor(cast, "dga_planification"))
    assert Item.objects.get(pk=item.pk).version == 2
