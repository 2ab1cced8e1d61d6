"""The year of the demonstration, made by the services, says something on every screen."""

import pytest

from interco.committees.enums import ActionState, ItemState, MeetingState, Outcome
from interco.committees.models import Action, Decision, Item, Meeting, Stance
from interco.committees.services.register import verify_register
from interco.config.demo.history import build_history
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.notifications.models import OutgoingMessage
from tests.cast import NOW


@pytest.mark.once  # the demonstration keeps its own SQLite
def test_a_year_is_held_sealed_and_followed_up_and_nothing_left(cast: Built) -> None:
    build_history(cast, at=NOW)
    held = Meeting.objects.filter(state=MeetingState.CLOSED)
    assert 50 <= held.count() <= 53
    verification = verify_register()
    assert verification.is_whole
    assert verification.count == Decision.objects.count() > 90
    assert set(Decision.objects.values_list("outcome", flat=True)) == set(Outcome.values)
    assert Stance.objects.exclude(lifted_at=None).exists(), "an objection was lifted"
    assert Action.objects.filter(state=ActionState.TODO, due_on__lt=NOW.date()).exists(), "something is late"
    assert Item.objects.filter(state=ItemState.SUBMITTED, is_late=False).count() >= 5
    assert Item.objects.filter(state=ItemState.SUBMITTED, is_late=True).exists()
    assert not OutgoingMessage.objects.exists()
    assert Entry.objects.count() > 1000
