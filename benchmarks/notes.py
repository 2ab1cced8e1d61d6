"""Releasing a note to every agent of the set, against a raw bulk insert of as many rows: letters alone, one statement.

The floor is what no release can do without: as many rows in the outbox, with their indexes and their uniqueness, in a
transaction of their own with the same durability. The release reads the org chart, resolves the addressees, writes a row
and a letter for each, the journal and the search index, and commits.
"""

import secrets
import statistics
import time
from collections.abc import Callable, Iterator

from django.db import connection, transaction

from benchmarks.figures import Figure
from benchmarks.measure import FLOOR_DRIFT, TRIES
from interco.foundation.core import clock
from interco.foundation.core.actor import Actor, system_actor
from interco.organisation.models import Person, PostVersion
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.enums import NoteState, TargetKind
from interco.secretariat.models import Addressee, NoteTarget, StaffNote
from interco.secretariat.services.diffusion import release_note

GOAL = 3.0
WALL_GOAL = 5.0
_INSERT = """
INSERT INTO notifications_outgoing_message
  (public_id, message_id, recipient_key, recipient_name, address, kind, subject_key, title, text, calendar, calendar_method,
   attachments, secret, state, attempts, next_attempt_at, created_at, error)
VALUES (%s, %s, %s, %s, %s, 'floor', 'floor', %s, %s, '', '', '[]', %s, 'waiting', 0, %s, %s, '')
"""
TEXT = "Les services ouvrent à **7 h 30** du 1er juillet au 31 août.\n\n" * 6
Rounds = tuple[list[float], list[float], list[float], int]


def measure_notes(set_name: str, rounds: int) -> Iterator[Figure]:
    """The ratio in processor time, and the seconds on the wall, for all the agents of the set."""
    found, drift = _rounds(rounds), 0.0
    for _again in range(TRIES):
        drift = (max(found[1]) - min(found[1])) / statistics.median(found[1])
        if drift <= FLOOR_DRIFT:
            break
        found = _rounds(rounds)
    releases, floors, walls, count = found
    ratio = statistics.median(one / other for one, other in zip(releases, floors, strict=True))
    void = f"the floor moved by {drift:.0%}" if drift > FLOOR_DRIFT else ""
    details = {
        "addressees": count, "release ms": statistics.median(releases) * 1000, "insert ms": statistics.median(floors) * 1000
    }  # fmt: skip
    yield Figure(set_name, "note_10000, release", ratio, "× insert", GOAL, void, details)
    yield Figure(
        set_name,
        "note_10000, queued, on the wall",
        statistics.median(walls),
        "s",
        WALL_GOAL,
        "",
        {"longest": max(walls)},
    )


def _rounds(rounds: int) -> Rounds:
    """Floor and release alternate; the seconds of processor of each, those on the wall of the release, the addressees."""
    by = system_actor(clock.now(), territory_zone())
    releases, floors, walls, count = [], [], [], 0
    for rank in range(rounds + 1):
        note = _signed(by)
        started = time.perf_counter()
        released = _processor(lambda note=note: release_note(note, by=by))  # type: ignore[misc]  # mypy infers no lambda with defaults
        wall = time.perf_counter() - started
        count = Addressee.objects.filter(note=note).count()
        floor = _insert(count, by)
        if rank:  # the first one warms up
            releases.append(released)
            floors.append(floor)
            walls.append(wall)
    return releases, floors, walls, count


def _processor(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return time.process_time() - before


def _signed(by: Actor) -> StaffNote:
    """A note for all the staff, signed."""
    post = PostVersion.objects.filter(leads_unit=True).order_by("pk")[0]
    note = StaffNote.objects.create(
        reference=f"NS-0000-{secrets.token_hex(4)}", title="Horaires d’été", text=TEXT, state=NoteState.SIGNED,
        unit_id=post.unit_id, signatory_post_id=post.post_id, author=Person.objects.order_by("pk")[0],
        created_at=by.at, signed_at=by.at, signed_by_name="La direction", release_on=by.today, effective_on=by.today,
    )  # fmt: skip
    NoteTarget.objects.create(note=note, kind=TargetKind.ALL_STAFF)
    return note


def _insert(count: int, by: Actor) -> float:
    """The same number of letters, values made beforehand, one statement, one transaction."""
    at = connection.ops.adapt_datetimefield_value(by.at)
    rows = [
        (
            secrets.token_urlsafe(12), f"<floor.{secrets.token_urlsafe(12)}.person.{rank}@interco>", f"person:{rank}",
            "Prénom Nom", f"agent{rank}@collectivite.example", "Horaires d’été", TEXT, False, at, at,
        )
        for rank in range(count)
    ]  # fmt: skip

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)

    return _processor(insert)
