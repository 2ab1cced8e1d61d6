"""Calendars made to harm, as answers by mail: each is refused in one of our words, quickly, and nothing is written.

A spoilt calendar may still be a good answer (a comma more in a comment): from somebody who is not invited, it is refused
all the same.
"""

import time

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.notifications.models import IncomingOutcome
from interco.foundation.notifications.rules.incoming import Incoming
from interco.scheduling.models import Event, Participant
from interco.scheduling.services.replies import take_reply
from tests.cast import NOW
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.scheduling.builders import an_event
from tests.scheduling.replies.hostile import KEY, hostile_calendars

SLOW = 0.5

pytestmark = pytest.mark.django_db


def test_hostile_calendars_change_nothing_and_cost_little(cast: Built, figure: Tell) -> None:
    count = times(330, release=10_000)
    event = an_event(cast, outside=(("Zoé", "z1@ailleurs.example"),))
    Event.objects.filter(pk=event.pk).update(public_id=KEY)
    before = (Entry.objects.count(), list(Participant.objects.values()))
    outcomes: dict[str, int] = {}
    slowest = 0.0
    for given in hostile_calendars(count):
        begun = time.thread_time()
        outcome = take_reply(Incoming(message_id="<x@x>", sender="mallory@ailleurs.example", calendar=given), NOW)
        slowest = max(slowest, time.thread_time() - begun)
        outcomes[str(outcome)] = outcomes.get(str(outcome), 0) + 1
        assert outcome != IncomingOutcome.TAKEN, given[:500]
    assert (Entry.objects.count(), list(Participant.objects.values())) == before
    assert outcomes[IncomingOutcome.UNREADABLE] > count / 2
    assert slowest < SLOW
    figure("hostile calendars refused", sum(outcomes.values()), least=count)
    figure("slowest, processor", round(slowest * 1000, 1), unit="ms", most=SLOW * 1000)
