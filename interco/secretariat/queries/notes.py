"""The notes as they are read: the register with its filters, and everything one page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery

from interco.foundation.core.actor import Actor
from interco.organisation.queries.holders import Holder, holders_on
from interco.organisation.queries.sheets import Named, names_of_units
from interco.secretariat.enums import NoteState
from interco.secretariat.models import Addressee, Endorsement, NoteEvent, NoteFile, StaffNote
from interco.secretariat.models.note import RELEASED
from interco.secretariat.queries.note_words import ToldTarget, told_targets


class View(StrEnum):
    """Which notes."""

    IN_FORCE = "vigueur"
    TO_READ = "lire"
    IN_PREPARATION = "preparation"
    ALL = "toutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFilter:
    """What the reader asks of the register."""

    words: str = ""
    year: int | None = None
    unit: str = ""
    view: View = View.IN_FORCE


def register_of(readable: QuerySet[StaffNote], asked: NoteFilter, actor: Actor) -> QuerySet[StaffNote]:
    """The notes that match, the last released first, each with what the reader did of it (`read_at`, `is_mine`)."""
    mine = Addressee.objects.filter(note=OuterRef("pk"), person_id=actor.person_id or 0)
    found = _in_view(readable, asked.view, actor).annotate(
        is_mine=Exists(mine), read_at=Subquery(mine.values("acknowledged_at")[:1], output_field=DateTimeField())
    )
    for word in asked.words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(reference__icontains=word))
    if asked.year is not None:
        found = found.filter(release_on__year=asked.year)
    if asked.unit:
        found = found.filter(unit__public_id=asked.unit)
    return found.order_by("-release_on", "-reference", "-pk")


def _in_view(readable: QuerySet[StaffNote], view: View, actor: Actor) -> QuerySet[StaffNote]:
    if view == View.TO_READ:
        return readable.filter(pk__in=to_acknowledge(actor).values("note_id"))
    if view == View.IN_PREPARATION:
        return readable.exclude(state__in=(*RELEASED, NoteState.WITHDRAWN))
    if view == View.IN_FORCE:
        going = (Q(expires_on=None) | Q(expires_on__gt=actor.today)) & (Q(ended_on=None) | Q(ended_on__gt=actor.today))
        return readable.filter(going, state__in=RELEASED)
    return readable


def to_acknowledge(actor: Actor) -> QuerySet[Addressee]:
    """What this person has still to acknowledge: notes in force that ask for it."""
    going = Q(note__expires_on=None) | Q(note__expires_on__gt=actor.today)
    going &= Q(note__ended_on=None) | Q(note__ended_on__gt=actor.today)
    return Addressee.objects.filter(
        going, person_id=actor.person_id or 0, acknowledged_at=None, note__asks_acknowledgement=True
    )


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note in a list: its service, and the figures of who took note (none for who does not follow it)."""

    note: StaffNote
    unit: Named | None
    reached: int | None = None
    acknowledged: int | None = None


def note_lines(rows: Iterable[StaffNote], day: date, *, with_figures: bool) -> list[NoteLine]:
    """The lines of a page of notes; two queries at most."""
    listed = list(rows)
    units = names_of_units({row.unit_id for row in listed}, day)
    figures: dict[int, tuple[int, int]] = {}
    if with_figures and listed:
        counted = Addressee.objects.filter(note__in=[row.pk for row in listed]).order_by().values_list("note_id")
        told = counted.annotate(Count("pk"), Count("acknowledged_at"))
        figures = {note: (reached, done) for note, reached, done in told}
    return [NoteLine(row, units.get(row.unit_id), *figures.get(row.pk, (None, None))) for row in listed]


@dataclass(frozen=True, slots=True)
class AskedVisa:
    """A visa of the circuit and who holds its post."""

    row: Endorsement
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class NotePage:
    """Everything one page shows of a note to somebody who reads `readable`."""

    note: StaffNote
    unit: Named | None
    signatory: Holder | None
    targets: list[ToldTarget]
    visas: list[AskedVisa]
    events: list[NoteEvent]
    files: list[NoteFile]
    ends: list[StaffNote]
    ended_by: StaffNote | None
    mine: Addressee | None


def note_page(note: StaffNote, readable: QuerySet[StaffNote], actor: Actor) -> NotePage:
    """The page of a note, in a constant number of queries."""
    visas = list(note.endorsements.select_related("post"))
    holders = holders_on([note.signatory_post_id, *(row.post_id for row in visas)], actor.today)
    return NotePage(
        note=note, unit=names_of_units([note.unit_id], actor.today).get(note.unit_id),
        signatory=holders.get(note.signatory_post_id), targets=told_targets(note, actor.today),
        visas=[AskedVisa(row, holders.get(row.post_id)) for row in visas], events=list(note.events.all()),
        files=list(note.files.all()), ends=list(note.ends.order_by("reference")),
        ended_by=readable.filter(ends=note, state__in=RELEASED).first(),
        mine=Addressee.objects.filter(note=note, person_id=actor.person_id or 0).first(),
    )  # fmt: skip
