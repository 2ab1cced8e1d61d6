"""What the screens of a session show: the agenda against the clock, who is in the room, the current item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, Confidentiality, ItemState, Presence
from interco.committees.models import Attendee, Item, Meeting
from interco.committees.queries.seats import in_room, seats_of, short_names_of
from interco.committees.rules import quorum
from interco.committees.rules.timekeeping import ItemTime, planned_against_spent, session_seconds

#: States in which an item of an open session has been dealt with.
OVER = frozenset(
    {
        ItemState.TREATED,
        ItemState.DECIDED,
        ItemState.REJECTED,
        ItemState.POSTPONED,
        ItemState.REFERRED,
        ItemState.CLOSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """A line of the agenda: `at` is when it began, or when it will at the present pace; `is_hidden` from this reader."""

    item: Item
    rank: int
    at: datetime
    minutes: int
    is_over: bool
    is_current: bool
    is_hidden: bool = False

    @property
    def title(self) -> str:
        """What the reader is told of the item."""
        return _("Point réservé aux membres") if self.is_hidden else self.item.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock as of the page: seconds counted, whether it runs, and against how many minutes."""

    seconds: int
    runs: bool
    limit: int

    @property
    def text(self) -> str:
        """Minutes and seconds: `14:20`."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return self.seconds // 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Who is in the room, in the order of the list of presence."""

    people: tuple["Attending", ...]
    held: int
    seats: int
    quorum: int
    expected: int

    @property
    def is_reached(self) -> bool:
        """Whether the body may deliberate."""
        return self.held >= self.quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """Somebody convened. `state` is present, substitute (in the seat of another), absent or expected.

    `unit` is the short name of the unit of their post on that day.
    """

    attendee: Attendee
    state: str
    in_room: bool
    stands_for: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSession:
    """A session as of an instant."""

    meeting: Meeting
    at: datetime
    rows: tuple[AgendaRow, ...]
    room: Room
    session_clock: Clock
    item_clock: Clock
    ends_at: datetime
    planned_end: datetime
    done: ItemTime

    @property
    def current(self) -> AgendaRow | None:
        """The line of the current item."""
        return next((row for row in self.rows if row.is_current), None)

    @property
    def item(self) -> Item | None:
        """The current item; nothing when it is not for this reader."""
        return self.current.item if self.current and not self.current.is_hidden else None

    @property
    def next_row(self) -> AgendaRow | None:
        """The line after the current one; the first before anything began."""
        rank = self.current.rank if self.current else 0
        return self.rows[rank] if rank < len(self.rows) else None

    @property
    def previous_row(self) -> AgendaRow | None:
        """The line before the current one."""
        return self.rows[self.current.rank - 2] if self.current and self.current.rank > 1 else None

    @property
    def done_count(self) -> int:
        """How many items are dealt with."""
        return sum(1 for row in self.rows if row.is_over)

    @property
    def segments(self) -> list[dict[str, object]]:
        """The bar of minutes: spent, running, to come."""
        states = {True: "spent", False: "coming"}
        found: list[dict[str, object]] = []
        for row in self.rows:
            if row.is_current:
                spent = min(self.item_clock.minutes, row.minutes) if not row.is_over else row.minutes
                found.append({"minutes": spent, "state": "spent"})
                found.append({"minutes": row.minutes - spent, "state": "running"})
            else:
                found.append({"minutes": row.minutes, "state": states[row.is_over]})
        return [segment for segment in found if segment["minutes"]]


def live_session(meeting: Meeting, *, at: datetime, readable: QuerySet[Item] | None = None) -> LiveSession:
    """Read a session, for somebody whose items are `readable`, or who runs it. Three queries, four when one is reserved."""
    items = list(meeting.items.select_related("rapporteur", "rapporteur_post").order_by("position", "pk"))
    opened = meeting.opened_at or meeting.starts_at
    clocks = {item.pk: _item_seconds(item, meeting, at) for item in items}
    rows = _rows(meeting, items, clocks, at, _hidden(items, readable))
    current = next((item for item in items if item.pk == meeting.current_item_id), None)
    last = rows[-1] if rows else None
    return LiveSession(
        meeting=meeting, at=at, rows=rows, room=_room(meeting),
        session_clock=Clock(
            seconds=session_seconds(opened, meeting.paused_seconds, at=meeting.closed_at or at, paused_at=meeting.paused_at)
            if meeting.opened_at else 0,
            runs=meeting.opened_at is not None and meeting.closed_at is None and meeting.paused_at is None,
            limit=meeting.duration_minutes,
        ),
        item_clock=Clock(
            seconds=clocks.get(current.pk, 0) if current else 0,
            runs=current is not None and current.running_since is not None,
            limit=current.duration_minutes if current else 0,
        ),
        ends_at=last.at + timedelta(minutes=last.minutes) if last else opened,
        planned_end=meeting.starts_at + timedelta(minutes=meeting.duration_minutes),
        done=planned_against_spent(
            ItemTime(item.duration_minutes * 60, clocks[item.pk]) for item in items if item.state in OVER
        ),
    )  # fmt: skip


def _hidden(items: Sequence[Item], readable: QuerySet[Item] | None) -> frozenset[int]:
    """Keys of the items reserved to the members that this reader may not read."""
    reserved = {item.pk for item in items if item.confidentiality == Confidentiality.MEMBERS}
    if readable is None or not reserved:
        return frozenset()
    return frozenset(reserved - set(readable.filter(pk__in=reserved).values_list("pk", flat=True)))


def _item_seconds(item: Item, meeting: Meeting, at: datetime) -> int:
    """Seconds spent on an item at this session; what an earlier session spent does not count here."""
    if item.started_at is None or (meeting.opened_at is not None and item.started_at < meeting.opened_at):
        return 0
    running = (at - item.running_since).total_seconds() if item.running_since else 0
    return item.spent_seconds + max(0, int(running))


def _rows(
    meeting: Meeting, items: Sequence[Item], clocks: dict[int, int], at: datetime, hidden: frozenset[int],
) -> tuple[AgendaRow, ...]:  # fmt: skip
    rows: list[AgendaRow] = []
    pointer = (meeting.opened_at or meeting.starts_at) + timedelta(minutes=meeting.follow_up_minutes)
    for rank, item in enumerate(items, start=1):
        is_over, is_current = item.state in OVER, item.pk == meeting.current_item_id
        started = item.started_at if clocks[item.pk] or is_current else None
        begins = started or pointer
        minutes = max(1, round(clocks[item.pk] / 60)) if is_over and not is_current else item.duration_minutes
        rows.append(
            AgendaRow(
                item=item, rank=rank, at=begins, minutes=minutes, is_over=is_over, is_current=is_current,
                is_hidden=item.pk in hidden,
            )
        )  # fmt: skip
        ends = begins + timedelta(minutes=minutes)
        pointer = max(ends, at) if is_current else max(pointer, ends)
    return tuple(rows)


def _room(meeting: Meeting) -> Room:
    attendees = list(meeting.attendees.all())
    seats = seats_of(attendees)
    names = {one.pk: one for one in attendees}
    units = short_names_of(attendees, meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date())
    people = []
    for one in attendees:
        holder = names.get(one.substitute_for_id) if one.substitute_for_id else None
        here = in_room(one)
        if one.role == AttendeeRole.SUBSTITUTE and not here and _not_needed(one, holder):
            continue
        state = "absent" if not here else "substitute" if holder is not None and not in_room(holder) else "present"
        people.append(
            Attending(
                attendee=one,
                state=state,
                in_room=here,
                stands_for=holder.name if holder is not None else "",
                unit=units.get(one.post_id or 0, ""),
            )
        )
    return Room(
        people=tuple(people), held=quorum.seats_held(seats), seats=quorum.voting_seats(seats), quorum=meeting.quorum,
        expected=sum(
            1 for one in attendees if one.presence == Presence.UNKNOWN and one.role != AttendeeRole.SUBSTITUTE
        ),
    )  # fmt: skip


def _not_needed(substitute: Attendee, holder: Attendee | None) -> bool:
    """Whether a substitute who is not there is left out of the list: the holder is there, or the substitute will not come."""
    return substitute.presence != Presence.UNKNOWN or (holder is not None and in_room(holder))
