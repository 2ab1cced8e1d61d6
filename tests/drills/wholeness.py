"""What must hold of the whole database whatever happened: told as sentences, none when it does."""

import re
from collections import defaultdict

from django.db import connection

from interco.committees.enums import DecisionState, ItemState, MeetingState
from interco.committees.models import Counter, Decision, Item, Meeting
from interco.committees.services.register import anchors_of_the_journal, verify_register
from interco.foundation.audit.models import Entry
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.core.models import Submission
from tests.drills.sessions import FIRST_NUMBER

_REFERENCE = re.compile(r"(.+)-(\d+)")


def troubles() -> list[str]:
    """Everything that is half done, lost or out of order."""
    return [*_chains(), *_numbers(), *_sessions(), *_file(), *_submissions()]


def _chains() -> list[str]:
    chains = {"register": verify_register(), "journal": verify_journal(anchors_of_the_journal())}
    return [f"{name}: {fault.kind} at {fault.number}" for name, chain in chains.items() for fault in chain.faults]


def _numbers() -> list[str]:
    """Every series given by a counter goes from 1 to its last number, each once."""
    given: dict[str, list[int]] = defaultdict(list)
    references = [
        *Decision.objects.exclude(reference="").values_list("reference", flat=True),
        *Item.objects.filter(reference__startswith="P-").values_list("reference", flat=True),
    ]
    for reference in references:
        match = _REFERENCE.fullmatch(reference)
        assert match is not None
        given[match[1]].append(int(match[2]))
    last = {row.series: row.last for row in Counter.objects.exclude(last=0) if row.series in given}
    return [
        f"{series}: {len(numbers)} numbers, {len(set(numbers))} different, counted {last.get(series)}"
        for series, numbers in given.items()
        if sorted(numbers) != list(range(1, last.get(series, 0) + 1))
    ]


def _sessions() -> list[str]:
    """A session of the drills was closed whole, or nothing of its closing stands."""
    told = []
    closings: dict[str, int] = defaultdict(int)
    for key in Entry.objects.filter(event="meeting.closed").values_list("subject_id", flat=True):
        closings[key] += 1
    for meeting in Meeting.objects.filter(number__gte=FIRST_NUMBER).prefetch_related("decisions", "items"):
        closed = meeting.state == MeetingState.CLOSED
        sealed = [decision.state == DecisionState.SEALED for decision in meeting.decisions.all()]
        numbered = [decision.number is not None for decision in meeting.decisions.all()]
        items = [item.state for item in meeting.items.all()]
        expected = all(state == ItemState.CLOSED for state in items) if closed else ItemState.CLOSED not in items
        whole = {closed} == {*sealed, *numbered, meeting.closed_at is not None, bool(meeting.record_reference)}
        if not whole or not expected or closings[meeting.public_id] != closed:
            told.append(f"session {meeting.number}: {meeting.state}, sealed {sealed}, items {items}")
    return told


def _file() -> list[str]:
    """SQLite's own reading of its file."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        found += [f"foreign key {row}" for row in cursor.fetchall()]
    return [line for line in found if line != "ok"]


def _submissions() -> list[str]:
    """A key is written with its answer, or not at all."""
    return [f"submission without its answer: {row.key}" for row in Submission.objects.filter(status=0)]
