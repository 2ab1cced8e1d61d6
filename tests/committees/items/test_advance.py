"""Each step of the life of an item, allowed or not."""

import itertools

import pytest

from interco.committees.enums import ITEM_TRANSITIONS, ItemState, MeetingState
from interco.committees.models import Item, ItemEvent
from interco.committees.services.lifecycle import advance_item
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid
from tests.committees.little_territory import LittleTerritory

STEPS = list(itertools.product(ItemState, ItemState))


def test_the_table_tells_every_state_and_knows_no_other() -> None:
    assert set(ITEM_TRANSITIONS) == set(ItemState)
    assert set().union(*ITEM_TRANSITIONS.values()) <= set(ItemState)


def test_every_state_is_reached_from_a_draft() -> None:
    reached, front = {ItemState.DRAFT}, {ItemState.DRAFT}
    while front:
        front = {ItemState(to) for state in front for to in ITEM_TRANSITIONS[state]} - reached
        reached |= front
    assert reached == set(ItemState)


@pytest.mark.parametrize(("origin", "to"), STEPS, ids=[f"{origin}-{to}" for origin, to in STEPS])
def test_a_step_is_taken_when_the_table_has_it_and_refused_otherwise(
    land: LittleTerritory, origin: ItemState, to: ItemState
) -> None:
    meeting = land.meeting()
    item = land.item(state=origin, meeting=meeting, position=1)
    by = land.actor("odette")
    if to in ITEM_TRANSITIONS[origin]:
        event = advance_item(item, to=to, by=by, reason="Parce que.", meeting=meeting)
        assert Item.objects.get(pk=item.pk).state == to
        assert (event.from_state, event.to_state, event.actor_name) == (origin, to, "Odette Filao")
        entry = Entry.objects.latest("number")
        assert entry.event == f"item.{to}"
        assert entry.payload["facts"]["from"] == origin
    else:
        with pytest.raises(Invalid):
            advance_item(item, to=to, by=by, reason="Parce que.", meeting=meeting)
        assert Item.objects.get(pk=item.pk).state == origin
        assert not ItemEvent.objects.exists()


def test_returning_an_item_needs_a_reason(land: LittleTerritory) -> None:
    item = land.item(state=ItemState.SUBMITTED)
    with pytest.raises(Invalid, match="pourquoi"):
        advance_item(item, to=ItemState.RETURNED, by=land.actor("odette"), reason="  ")
    assert Item.objects.get(pk=item.pk).state == ItemState.SUBMITTED


def test_scheduling_names_a_session(land: LittleTerritory) -> None:
    item = land.item(state=ItemState.ACCEPTED)
    with pytest.raises(Invalid, match="séance"):
        advance_item(item, to=ItemState.SCHEDULED, by=land.actor("odette"))
    assert Item.objects.get(pk=item.pk).meeting is None


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_nothing_is_scheduled_at_a_session_that_is_over(land: LittleTerritory, state: MeetingState) -> None:
    item = land.item(state=ItemState.ACCEPTED)
    with pytest.raises(Invalid, match="ne peut plus"):
        advance_item(item, to=ItemState.SCHEDULED, by=land.actor("odette"), meeting=land.meeting(state=state))


def test_leaving_the_agenda_frees_the_place_and_keeps_the_session_in_history(land: LittleTerritory) -> None:
    meeting = land.meeting()
    item = land.item(state=ItemState.SCHEDULED, meeting=meeting, position=3)
    event = advance_item(item, to=ItemState.ACCEPTED, by=land.actor("odette"), reason="Non traité")
    kept = Item.objects.get(pk=item.pk)
    assert (kept.meeting, kept.position) == (None, None)
    assert event.meeting == meeting


def test_a_step_raises_the_version_of_the_item(land: LittleTerritory) -> None:
    item = land.item(state=ItemState.DRAFT)
    advance_item(item, to=ItemState.SUBMITTED, by=land.actor("maxence"))
    assert Item.objects.get(pk=item.pk).version == 2
