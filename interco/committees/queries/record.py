"""What a record of decisions tells: who was there, what was decided, what was treated or carried.

Names and titles are those of the day of the session, so that the record reads the same for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from interco.committees.enums import AttendeeRole, ItemState, Presence, StanceValue
from interco.committees.models import Action, Attendee, Decision, Item, ItemEvent, Meeting, Stance
from interco.organisation.queries.holders import Holder, holders_on


@dataclass(frozen=True, slots=True)
class OwnedAction:
    """An action and who held its post on the day of the session."""

    action: Action
    owner: str


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision, the reservations and objections kept on record, its actions."""

    decision: Decision
    remarks: tuple[Stance, ...]
    actions: tuple[OwnedAction, ...]


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """An item without a decision: how it ended (`state`), and its actions."""

    item: Item
    state: ItemState
    reason: str
    actions: tuple[OwnedAction, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record of a closed session."""

    meeting: Meeting
    attendees: tuple[Attendee, ...]
    decisions: tuple[RecordedDecision, ...]
    treated: tuple[RecordedItem, ...]
    carried: tuple[RecordedItem, ...]

    @property
    def zone(self) -> ZoneInfo:
        """Where its hours are told."""
        return ZoneInfo(self.meeting.zone)

    @property
    def items(self) -> list[Item]:
        """Every item the record names."""
        return [
            *(one.decision.item for one in self.decisions), *(one.item for one in (*self.treated, *self.carried)),
        ]  # fmt: skip

    @property
    def anchor(self) -> Decision | None:
        """The decision whose place and hash the record carries out of the house: the last of the session."""
        return max(
            (one.decision for one in self.decisions), key=lambda decision: decision.chain_number or 0, default=None
        )

    def with_role(self, role: AttendeeRole) -> list[Attendee]:
        """Those convened in a quality."""
        return [one for one in self.attendees if one.role == role]

    def present(self) -> list[Attendee]:
        """Members in the room, and guests; not the chair, nor substitutes."""
        quiet = {AttendeeRole.CHAIR, AttendeeRole.SUBSTITUTE}
        return [one for one in self.attendees if one.presence == Presence.PRESENT and one.role not in quiet]

    def standing_in(self) -> list[Attendee]:
        """Substitutes in the room for somebody who was not."""
        return [
            one
            for one in self.attendees
            if one.presence == Presence.PRESENT
            and one.substitute_for is not None
            and one.substitute_for.presence != Presence.PRESENT
        ]

    def away(self) -> list[Attendee]:
        """Members who were not there."""
        return [one for one in self.attendees if one.is_member and one.presence != Presence.PRESENT]


def record_of(meeting: Meeting) -> Record:
    """Read the record of a closed session, in a constant number of queries."""
    attendees = meeting.attendees.select_related("substitute_for", "person").order_by("rank", "pk")
    rows = list(
        meeting.decisions.exclude(hash="")
        .select_related("item", "round")
        .prefetch_related("round__stances__attendee", "round__texts")
        .order_by("chain_number")
    )
    actions = list(meeting.actions.select_related("decision", "item").order_by("due_on", "pk"))
    holders = holders_on((action.owner_post_id for action in actions), _day(meeting))
    decided = {row.item_id for row in rows}
    treated, carried = _others(meeting, decided, actions, holders)
    decisions = tuple(RecordedDecision(row, _remarks(row), _owned(actions, holders, decision=row.pk)) for row in rows)
    return Record(meeting, tuple(attendees), decisions, treated, carried)


def _day(meeting: Meeting) -> date:
    instant: datetime = meeting.closed_at or meeting.starts_at
    return instant.astimezone(ZoneInfo(meeting.zone)).date()


def _owned(
    actions: list[Action], holders: dict[int, Holder], *, decision: int | None = None, item: int | None = None,
) -> tuple[OwnedAction, ...]:  # fmt: skip
    """The actions of a decision; or those of an item that no decision carries."""
    chosen = (
        action
        for action in actions
        if (action.decision_id == decision if decision else action.decision_id is None and action.item_id == item)
    )
    return tuple(
        OwnedAction(action, holders[action.owner_post_id].shown if action.owner_post_id in holders else "")
        for action in chosen
    )


def _remarks(decision: Decision) -> tuple[Stance, ...]:
    """Reservations on the last text, and every objection, lifted or not; nothing of a text never revealed."""
    if decision.round is None:
        return ()
    texts = list(decision.round.texts.all())
    last = texts[-1].pk if texts else None
    revealed = {text.pk for text in texts if text.revealed_at}
    return tuple(
        stance
        for stance in decision.round.stances.all()
        if stance.text_id in revealed
        and (
            stance.value == StanceValue.OBJECTION
            or (stance.value == StanceValue.RESERVATION and stance.text_id == last)
        )
    )


def _others(
    meeting: Meeting, decided: set[int], actions: list[Action], holders: dict[int, Holder],
) -> tuple[tuple[RecordedItem, ...], tuple[RecordedItem, ...]]:  # fmt: skip
    ends = {ItemState.CLOSED, ItemState.ACCEPTED}
    events = ItemEvent.objects.filter(
        meeting=meeting, at=meeting.closed_at or meeting.starts_at, to_state__in=ends
    ).select_related("item")
    treated: list[RecordedItem] = []
    carried: list[RecordedItem] = []
    for event in events.order_by("pk"):
        if event.item_id in decided and event.to_state == ItemState.CLOSED:
            continue
        told = RecordedItem(
            event.item, ItemState(event.from_state), event.reason, _owned(actions, holders, item=event.item_id)
        )
        (treated if event.to_state == ItemState.CLOSED else carried).append(told)
    return tuple(treated), tuple(carried)
