"""The PDF of a record is compiled before anything is locked; what it prints is compared under the lock."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from interco.committees.models import Action, Meeting
from interco.committees.services.actions import reschedule_action
from interco.committees.services.record import compose_record, release_record
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core import clock
from interco.foundation.core.errors import Conflict
from interco.foundation.notifications.models import OutgoingMessage
from tests.cast import NOW, actor
from tests.committees.records.test_release import SEATS, a_closed_session

WATCHED: list[list[bool]] = []


def _hook(event: str, _arguments: Any) -> None:
    if event == "subprocess.Popen" and WATCHED:
        WATCHED[-1].append(connection.in_atomic_block)


sys.addaudithook(_hook)


@pytest.fixture
def compilations() -> Iterator[list[bool]]:
    """For each document compiled during the test, whether a transaction was open."""
    WATCHED.append([])
    yield WATCHED[-1]
    WATCHED.pop()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_record_is_compiled(cast: Built, compilations: list[bool]) -> None:
    meeting = a_closed_session(cast)
    client = Client()
    client.force_login(cast.users["secretariat"])
    address = f"/seances/{meeting.public_id}/releve/diffusion"
    with clock.travel(NOW + timedelta(hours=1)):
        compilations.clear()
        first = client.post(address, {"submission_key": "k" * 24})
        assert first.status_code == 302
        assert compilations == [False]
        again = client.post(address, {"submission_key": "k" * 24})
    assert (again.status_code, again.headers["Location"]) == (302, first.headers["Location"])
    assert OutgoingMessage.objects.filter(kind="record.released").count() == len(SEATS)


def test_a_record_that_would_say_something_else_by_then_is_not_released(cast: Built) -> None:
    meeting, by = a_closed_session(cast), actor(cast, "secretariat", NOW + timedelta(hours=1))
    composed = compose_record(meeting, by=by)
    action = Action.objects.get()
    reschedule_action(action, due_on=action.due_on + timedelta(days=20), by=by)
    with pytest.raises(Conflict, match="a changé pendant"):
        release_record(meeting, by=by, composed=composed)
    assert Meeting.objects.get().record_released_at is None
    assert not OutgoingMessage.objects.exists()
    assert not Entry.objects.filter(event="record.released").exists()
    assert release_record(meeting, by=by) == len(SEATS)
