"""The page of a request: where it is, its thread with the words its reader may read, its files, what it became."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from interco.committees.models import Action, Decision, Item
from interco.scheduling.models import Event
from interco.secretariat.enums import RequestGesture
from interco.secretariat.models import ENDED_ITEMS, Request, RequestEvent, RequestFile, RequestSequel, StaffNote
from interco.secretariat.queries.desks import names_of


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the thread; `decision` is there when the reader may read it, `day` when the step gave a date."""

    event: RequestEvent
    decision: Decision | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Became:
    """What the request became; `may_open` when its page is open to the reader, who always sees how far it is."""

    sequel: RequestSequel
    reference: str
    state: str
    key: str
    route: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """All that the page shows beside the request."""

    desk: str
    asker: str
    steps: list[Step]
    files: list[RequestFile]
    sequels: list[Became]
    merged: list[Request]
    is_interim: bool

    @property
    def before_a_body(self) -> Became | None:
        """The item whose session will answer, while it is on its way."""
        found = (one for one in self.sequels if one.sequel.item and one.sequel.item.state not in ENDED_ITEMS)
        return next(found, None)


def request_page(
    request: Request,
    day: date,
    *,
    decisions: QuerySet[Decision],
    items: QuerySet[Item],
    actions: QuerySet[Action],
    events: QuerySet[Event],
    notes: QuerySet[StaffNote],
) -> RequestPage:
    """Read it for somebody who reads these `decisions`, `items`, `actions`, `events`, `notes`. Thirteen queries at most."""
    names = names_of([(request.desk_unit_id, request.desk_post_id)], day, request.unit_id)
    thread = list(request.events.all())
    told = {event.decision_id for event in thread if event.decision_id is not None}
    readable = {row.pk: row for row in decisions.filter(pk__in=told)} if told else {}
    holder = names.holders.get(request.desk_post_id) if request.desk_post_id is not None else None
    return RequestPage(
        desk=names.of(request.desk_unit_id, request.desk_post_id), asker=names.units.get(request.unit_id, ""),
        steps=[Step(event, readable.get(event.decision_id or 0), _day_of(event)) for event in thread],
        files=list(request.files.all()),
        sequels=[
            _became(row, items, actions, events, notes)
            for row in request.sequels.select_related("item__body", "action", "event", "note")
        ],
        merged=list(request.merged_requests.order_by("pk")), is_interim=holder is not None and holder.is_interim,
    )  # fmt: skip


def _became(
    row: RequestSequel, items: QuerySet[Item], actions: QuerySet[Action], events: QuerySet[Event],
    notes: QuerySet[StaffNote],
) -> Became:  # fmt: skip
    """At most one of each kind a request: four queries."""
    if row.item is not None:
        may = items.filter(pk=row.item.pk).exists()
        return Became(row, row.item.reference, row.item.get_state_display(), row.item.public_id, "item", may)
    if row.event is not None:
        may = events.filter(pk=row.event.pk).exists()
        return Became(row, "", row.event.get_state_display(), row.event.public_id, "event", may)
    if row.note is not None:
        may = notes.filter(pk=row.note.pk).exists()
        return Became(row, row.note.reference, row.note.get_state_display(), row.note.public_id, "note", may)
    assert row.action is not None  # noqa: S101 - one or the other
    may = actions.filter(pk=row.action.pk).exists()
    return Became(row, row.action.reference, row.action.get_state_display(), row.action.public_id, "action", may)


def _day_of(event: RequestEvent) -> date | None:
    return date.fromisoformat(event.towards) if event.gesture == RequestGesture.RESCHEDULED else None
