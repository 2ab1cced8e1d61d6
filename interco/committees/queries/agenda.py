"""The screen on which an agenda is built: what waits at left, the session line by line at right. Five queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from interco.committees.enums import Confidentiality, ItemState, MeetingState, Presence
from interco.committees.models import Item, ItemEvent, Meeting
from interco.committees.rules.agenda_budget import AgendaLine, AgendaPlan, Section, plan_agenda
from interco.foundation.core.prepared import Prepared
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language

#: What both columns read of an item, in the order of the first fields of `Values`.
COLUMNS = (
    "public_id", "title", "kind", "duration_minutes", "is_late", "confidentiality", "rapporteur_id",
    "rapporteur__first_name", "rapporteur__last_name",
)  # fmt: skip
WAITING_COLUMNS = (*COLUMNS, "pk", "carry_count", "submitted_at")


class Line(NamedTuple):
    """An item on the agenda. The template takes its fields in this order: a tuple unpacked costs a hundred lines nothing."""

    public_id: str
    title: str
    kind: str
    minutes: int
    rapporteur: str
    number: int
    hour: str
    is_confidential: bool
    conflict: str
    over: bool


class Candidate(NamedTuple):
    """An item that waits: `from_session` when it was carried."""

    public_id: str
    title: str
    kind: str
    minutes: int
    rapporteur: str
    is_confidential: bool
    is_late: bool
    submitted_at: datetime | None
    carry_count: int
    from_session: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one section that follow one another."""

    section: Section
    rows: tuple[Line, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of minutes, in minutes: its length, what is planned within the budget, where lines and sections meet."""

    scale: int
    spent: int
    cuts: str
    section_cuts: str


@dataclass(frozen=True, slots=True)
class AgendaScreen:
    """Everything the screen shows."""

    plan: AgendaPlan
    groups: tuple[Group, ...]
    in_time: tuple[Candidate, ...]
    late: tuple[Candidate, ...]
    carried: tuple[Candidate, ...]

    @property
    def bar(self) -> Bar:
        """The bar, drawn with two strokes whatever the number of lines."""
        at = self.plan.opening
        cuts: list[str] = []
        section_cuts: list[str] = []
        for group in self.plan.groups:
            for rank, line in enumerate(group.lines):
                if at:
                    (section_cuts if rank == 0 else cuts).append(f"M{at} 0v18")
                at += line.line.minutes
        budget, total = self.plan.budget, self.plan.total
        return Bar(max(budget, total), min(budget, total), "".join(cuts), "".join(section_cuts))

    @property
    def waiting(self) -> int:
        """How many items are to place."""
        return len(self.in_time) + len(self.late) + len(self.carried)

    @property
    def waiting_minutes(self) -> int:
        """Their minutes."""
        return sum(row.minutes for rows in (self.in_time, self.late, self.carried) for row in rows)


class Values(NamedTuple):
    """What is read of an item, in the order of `WAITING_COLUMNS`; the last three only of those that wait."""

    public_id: str
    title: str
    kind: str
    minutes: int
    is_late: bool
    confidentiality: str
    rapporteur_id: int
    first_name: str
    last_name: str
    pk: int = 0
    carry_count: int = 0
    submitted_at: datetime | None = None

    @property
    def rapporteur(self) -> str:
        """Who presents it."""
        return f"{self.first_name} {self.last_name}"

    @property
    def is_confidential(self) -> bool:
        """Whether only members read it."""
        return self.confidentiality == Confidentiality.MEMBERS


_PLACED = Prepared(
    lambda meeting: Item.objects.filter(meeting_id=meeting).order_by("position", "pk").values_list(*COLUMNS), int
)


def agenda_screen(meeting: Meeting) -> AgendaScreen:
    """The screen of a session, for those who prepare it (nothing is hidden here)."""
    placed = [Values(*row) for row in _PLACED(meeting.pk)]
    away: dict[int, str] = {}
    if meeting.state != MeetingState.PLANNED:
        missing = meeting.attendees.filter(presence__in=(Presence.EXCUSED, Presence.ABSENT))
        away = dict(missing.values_list("person_id", "presence"))
    plan, spoken = plan_of(meeting, placed, away), language()
    rows = {
        values.public_id: Line(
            values.public_id, values.title, values.kind, values.minutes, values.rapporteur, line.rank,
            dates.hour(line.starts_at, spoken), values.is_confidential, away.get(values.rapporteur_id, ""), line.over,
        )
        for values, line in zip(placed, plan.lines, strict=True)
    }  # fmt: skip
    groups = tuple(
        Group(group.section, tuple(rows[line.line.key] for line in group.lines), group.minutes) for group in plan.groups
    )
    waiting = [Values(*row) for row in _WAITING(meeting.body_id, meeting.starts_at)]
    origins = _origins([values.pk for values in waiting if values.carry_count])
    made = [_candidate(values, origins.get(values.pk)) for values in waiting]
    return AgendaScreen(
        plan=plan, groups=groups,
        in_time=tuple(row for row in made if not row.carry_count and not row.is_late),
        late=tuple(row for row in made if not row.carry_count and row.is_late),
        carried=tuple(row for row in made if row.carry_count),
    )  # fmt: skip


def _waiting_for(body: int, starts_at: datetime) -> QuerySet[Item, Any]:
    """Items that may enter a session: proposed or accepted, for it, for an earlier one or for none."""
    wished = Q(wished_meeting=None) | Q(wished_meeting__starts_at__lte=starts_at)
    waiting = Item.objects.filter(
        wished, body_id=body, meeting=None, state__in=(ItemState.SUBMITTED, ItemState.ACCEPTED)
    )
    return waiting.order_by("-carry_count", "submitted_at", "pk").values_list(*WAITING_COLUMNS)


_WAITING = Prepared(_waiting_for, int, datetime)


def plan_of(meeting: Meeting, placed: Iterable[Values], away: Mapping[int, str]) -> AgendaPlan:
    """The agenda placed in time, at the wall hours of the session; whoever is away is away from its beginning."""
    starts_at = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    lines = [
        AgendaLine(
            key=values.public_id, minutes=values.minutes, kind=values.kind, is_late=values.is_late,
            absent_from=starts_at if values.rapporteur_id in away else None,
        )
        for values in placed
    ]  # fmt: skip
    return plan_agenda(lines, starts_at=starts_at, budget=meeting.duration_minutes, opening=meeting.follow_up_minutes)


def _candidate(values: Values, from_session: datetime | None) -> Candidate:
    return Candidate(
        values.public_id, values.title, values.kind, values.minutes, values.rapporteur, values.is_confidential,
        values.is_late, values.submitted_at, values.carry_count, from_session,
    )  # fmt: skip


def _origins(item_ids: list[int]) -> dict[int, datetime]:
    """The session each carried item comes from: the last one that closed without it."""
    if not item_ids:
        return {}
    closed = {"to_state": ItemState.ACCEPTED, "meeting__state": MeetingState.CLOSED}
    events = ItemEvent.objects.filter(item_id__in=item_ids, **closed)
    return dict(events.order_by("at", "pk").values_list("item_id", "meeting__starts_at"))
