"""The sheet of a meeting while it is prepared and held: begun, its agenda, who was there, what was said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.organisation.models import Person
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event, Participant
from interco.secretariat.enums import Attendance, SheetState
from interco.secretariat.models import MeetingSheet, SheetPoint, SheetPresence
from interco.secretariat.policies.sheets import check_can_name, check_can_open, check_can_write
from interco.secretariat.queries.sheet_attendance import OWNER, attendees_of
from interco.secretariat.rules.points import MOST_MINUTES, MOST_POINTS, match

MOST_ADDED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAsked:
    """A point of an agenda. `key` names the one it writes again; without it, the title says which (`rules.points`)."""

    title: str
    minutes: int | None = None
    presenter: str = ""
    key: str = ""


@transaction.atomic
def open_sheet(event: Event, day: date, *, by: Actor) -> MeetingSheet:
    """Begin the sheet of a day of an event, or give the one that stands. `Invalid` when the event is not held that day."""
    check_can_open(by, event)
    if not event.occurrences.filter(day=day, state=EventState.CONFIRMED).exists():
        raise Invalid(_("L’événement n’a pas lieu ce jour-là."), field="day")
    sheet, is_new = MeetingSheet.objects.get_or_create(
        event=event, day=day, defaults={"created_at": by.at, "written_at": by.at}
    )
    if is_new:
        journal.record("sheet.opened", by=by, subject=sheet, facts={"event": event.public_id, "day": str(day)})
        index(sheet, by=by)
    return sheet


@transaction.atomic
def set_agenda(sheet: MeetingSheet, points: Sequence[PointAsked], *, version: int | None, by: Actor) -> MeetingSheet:
    """Write the whole agenda again, in this order. A point with a record is never lost: `Invalid` when it would be."""
    claim(sheet, version, allowed=lambda row: _check_open(row, by))
    asked = [_checked(point) for point in points]
    if len(asked) > MOST_POINTS:
        raise Invalid(_("Un ordre du jour compte au plus %s points.") % MOST_POINTS, field="points")
    former = list(sheet.points.all())
    kept = _same_points(former, asked)
    lost = [point for point in former if point not in kept and point.text]
    if lost:
        raise Invalid(
            _("Le point « %s » a un compte rendu : effacez-le d’abord, ou gardez le point.") % lost[0].title,
            field="points",
        )
    SheetPoint.objects.filter(pk__in=[point.pk for point in former if point not in kept]).delete()
    for position, (point, row) in enumerate(zip(asked, kept, strict=True), start=1):
        made = row or SheetPoint(sheet=sheet)
        made.position, made.title = position, point.title
        made.minutes, made.presenter = point.minutes, point.presenter
        made.save()
    _written(sheet, "sheet.agenda", {"points": len(asked)}, by=by)
    return sheet


@transaction.atomic
def note_attendance(
    sheet: MeetingSheet, noted: Mapping[str, str], *, by: Actor, added: Iterable[str] = ()
) -> MeetingSheet:
    """Note who was there: by the key of each attendee (an empty value takes the note back), and names added as present.

    One fact a person, the last one noted holds; those who are not named stay as they are.
    """
    refresh(sheet)
    _check_open(sheet, by)
    known = {one.key: one for one in attendees_of(sheet)}
    unknown = set(noted) - set(known)
    if unknown:
        raise Invalid(_("Cette personne n’est pas de la réunion."), field="attendance")
    guests = {guest.public_id: guest for guest in sheet.event.participants.all()}
    for key, value in noted.items():
        if value and value not in Attendance.values:
            raise Invalid(_("Choisissez une des réponses proposées."), field="attendance")
        one = known[key]
        place = _place(sheet, key, guests)
        if not value:
            SheetPresence.objects.filter(sheet=sheet, **place).delete()
            continue
        SheetPresence.objects.update_or_create(
            sheet=sheet, **place, defaults={"name": one.name, "person_id": one.person_id, "attendance": value}
        )
    names = [one_line(name, field="added") for name in added]
    if sum(one.is_added for one in known.values()) + len(names) > MOST_ADDED:
        raise Invalid(_("Une fiche compte au plus %s noms ajoutés.") % MOST_ADDED, field="added")
    SheetPresence.objects.bulk_create(
        SheetPresence(sheet=sheet, name=name, attendance=Attendance.PRESENT) for name in names if name
    )
    _written(sheet, "sheet.attendance", {"noted": len(noted) + len(names)}, by=by)
    return sheet


@transaction.atomic
def write_summary(sheet: MeetingSheet, text: str, *, version: int | None, by: Actor) -> MeetingSheet:
    """Write the record in short. `Conflict` with the other text when somebody wrote it meanwhile."""
    claim(sheet, version, shown=("summary",), allowed=lambda row: _check_open(row, by), counter="summary_version")
    sheet.summary = many_lines(text, field="summary")
    _written(sheet, "sheet.summary", {"length": len(sheet.summary)}, by=by)
    return sheet


@transaction.atomic
def write_point(point: SheetPoint, text: str, *, version: int | None, by: Actor) -> SheetPoint:
    """Write what was said and agreed on a point. `Conflict` with the other text when somebody wrote on it meanwhile."""
    sheet = point.sheet
    refresh(sheet)
    _check_open(sheet, by)
    try:
        claim(point, version, shown=("text",))
    except SheetPoint.DoesNotExist:
        raise Invalid(_("Ce point n’est plus à l’ordre du jour : rechargez la page."), field="text") from None
    point.text = many_lines(text, field="text")
    point.save(update_fields=["text", "version"])
    _written(sheet, "sheet.point", {"point": point.public_id, "length": len(point.text)}, by=by)
    return point


@transaction.atomic
def name_note_taker(sheet: MeetingSheet, person: Person | None, *, version: int | None, by: Actor) -> MeetingSheet:
    """Entrust the notes to a guest of the territory, or take them back."""
    claim(sheet, version, allowed=lambda row: check_can_name(by, row))
    if person is not None and not sheet.event.participants.filter(person=person).exists():
        raise Invalid(_("Qui prend les notes est invité à la réunion."), field="note_taker")
    sheet.note_taker = person
    sheet.save(update_fields=["note_taker", "version"])
    journal.record(
        "sheet.note_taker", by=by, subject=sheet, personal={"name": person.full_name if person else ""}
    )  # fmt: skip
    return sheet


def _check_open(sheet: MeetingSheet, by: Actor) -> None:
    """Written by who may, while its record is not released: it is taken up again before it is changed."""
    check_can_write(by, sheet)
    if sheet.state == SheetState.RELEASED:
        raise Invalid(_("Le compte rendu est diffusé : choisissez « Corriger le compte rendu » pour le reprendre."))


def _written(sheet: MeetingSheet, event: str, facts: dict[str, object], *, by: Actor) -> None:
    sheet.written_at = by.at
    sheet.save(update_fields=["summary", "summary_version", "written_at", "version"])
    journal.record(event, by=by, subject=sheet, facts=facts)
    index(sheet, by=by)


def _checked(point: PointAsked) -> PointAsked:
    """The same point, clean, or `Invalid`."""
    title = one_line(point.title, field="points")
    if not title:
        raise Invalid(_("Chaque point a un intitulé."), field="points")
    if point.minutes is not None and not 1 <= point.minutes <= MOST_MINUTES:
        raise Invalid(_("Un point dure de 1 à %s minutes.") % MOST_MINUTES, field="points")
    presenter = one_line(point.presenter, field="points")
    return PointAsked(title=title, minutes=point.minutes, presenter=presenter, key=point.key)


def _same_points(former: Sequence[SheetPoint], asked: Sequence[PointAsked]) -> list[SheetPoint | None]:
    """The former point that each one writes again: by its key, else by its words."""
    by_key = {point.public_id: point for point in former}
    unknown = [point.key for point in asked if point.key and point.key not in by_key]
    if unknown or len({point.key for point in asked if point.key}) < sum(1 for point in asked if point.key):
        raise Invalid(_("Ce point n’est plus à l’ordre du jour : rechargez la page."), field="points")
    named = {point.key for point in asked if point.key}
    left = [point for point in former if point.public_id not in named]
    free = [point for point in asked if not point.key]
    ranks = iter(match([point.title for point in left], [point.title for point in free]))
    found: list[SheetPoint | None] = []
    for point in asked:
        rank = None if point.key else next(ranks)
        found.append(by_key[point.key] if point.key else None if rank is None else left[rank])
    return found


def _place(sheet: MeetingSheet, key: str, guests: Mapping[str, Participant]) -> dict[str, Any]:
    """The fields that say whose row it is."""
    if key == OWNER:
        return {"guest": None, "person_id": sheet.event.owner_id}
    return {"pk": int(key[1:])} if key.startswith("+") else {"guest": guests[key]}
