"""The agenda leaving as a file: a table of what the reader sees, or a calendar for another program."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_writing import Cell, Table
from interco.scheduling.enums import Answer, EventKind
from interco.scheduling.queries.sources import Entry
from interco.scheduling.rules.itip import Invitation, Method, calendar_of


def agenda_table(entries: Sequence[Entry], *, zone: tzinfo) -> Table:
    """Entries as rows, in their order, by the clocks of the territory."""
    kinds, answers = dict(EventKind.choices), dict(Answer.choices)
    columns = [
        _("Jour"), _("Début"), _("Fin"), _("Titre"), _("Nature"), _("Lieu"), _("Agenda de"), _("Écrit par"), _("Ma réponse"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for entry in entries:
        start, end = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
        rows.append([
            start.date(), "" if entry.is_whole_day else f"{start:%H:%M}", "" if entry.is_whole_day else f"{end:%H:%M}",
            entry.title, str(kinds.get(entry.kind, "")), entry.place, entry.owner, entry.author or entry.owner,
            str(answers.get(entry.answer, "")),
        ])  # fmt: skip
    return Table(_("Agenda"), columns, rows)


def agenda_calendar(entries: Sequence[Entry], *, zone: tzinfo, at: datetime) -> bytes:
    """Entries as one calendar, each day by itself: the same entries give the same bytes."""
    return calendar_of([_object(entry, zone, at) for entry in entries], method=Method.PUBLISH, name=_("Agenda"))


def _object(entry: Entry, zone: tzinfo, at: datetime) -> Invitation:
    told = ZoneInfo(entry.zone or str(zone))
    return Invitation(
        uid=_uid(entry), sequence=entry.sequence, stamp=entry.changed_at or at, starts_at=entry.starts_at,
        minutes=round((entry.ends_at - entry.starts_at) / timedelta(minutes=1)), zone=told, title=entry.title,
        organiser=None, place=entry.place, method=Method.PUBLISH, is_whole_day=entry.is_whole_day,
        is_cancelled=entry.is_cancelled,
    )  # fmt: skip


def _uid(entry: Entry) -> str:
    """The event's own for one that comes once; one for each day of a series; a nameless one for « occupé »."""
    if entry.uid and not entry.is_series:
        return entry.uid
    if entry.uid and entry.day is not None:
        return f"{entry.day:%Y%m%d}-{entry.uid}"
    told = f"{sorted(entry.people)}|{entry.starts_at.isoformat()}|{entry.ends_at.isoformat()}"
    return f"busy-{hashlib.sha256(told.encode()).hexdigest()[:20]}@interco"
