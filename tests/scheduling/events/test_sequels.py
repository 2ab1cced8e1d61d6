"""Applications above follow the days of an event: told after each change, with the series that continues it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event
from interco.scheduling.rules.events import EventContent
from interco.scheduling.services import sequels
from interco.scheduling.services.days import cancel_day
from interco.scheduling.services.events import (
    cancel_event,
    cancel_following,
    change_event,
    change_following,
    day_of,
    plan_event,
)
from tests.cast import NOW, actor

pytestmark = pytest.mark.django_db
FIRST = NOW.date() + timedelta(days=1)
WEEKLY = EventContent(
    title="Point", first_on=FIRST, minutes=1440, rule="FREQ=WEEKLY;BYDAY=TU", until_on=FIRST + timedelta(days=35)
)
Told = list[tuple[Event, Event | None]]


@pytest.fixture
def told() -> Iterator[Told]:
    """What a sequel is told, for the time of a test."""
    found: Told = []

    def listen(event: Event, *, by: Actor, continued_by: Event | None = None) -> None:
        assert by.person_id
        found.append((event, continued_by))

    sequels.register_event_sequel("test", listen)
    yield found
    del sequels._sequels["test"]


def test_each_change_of_days_is_told_once(cast: Built, told: Told) -> None:
    by = actor(cast, "dost")
    event = plan_event(WEEKLY, owner=cast.people["dost"], by=by)
    assert told == []
    change_event(event, WEEKLY, version=None, by=by)
    cancel_day(day_of(event, FIRST + timedelta(days=7)), version=None, by=by)
    later = FIRST + timedelta(days=14)
    following = change_following(event, replace(WEEKLY, first_on=later), day=later, version=None, by=by)
    cancel_following(following, day=following.first_on + timedelta(days=7), version=None, by=by)
    cancel_event(event, version=None, by=by)
    assert told == [(event, None), (event, None), (event, following), (following, None), (event, None)]
