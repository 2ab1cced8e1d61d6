"""Bodies read by the API: their rules, and who sits on a day."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query

from interco.committees.api.schemas import BodyLine, BodyShown, SeatShown
from interco.committees.enums import BodyKind, HolidayRule
from interco.committees.models import Body
from interco.committees.policies.bodies import visible_to
from interco.committees.queries.membership import Seat, Sitting, seats_on
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, part_of
from interco.foundation.core.policies import reader_of_the_organisation as reader

BODIES = Operations("Instances")
_PLAIN = ("code", "name", "is_active", "recurrence", "duration_minutes", "place", "deadline_days",
          "chair_responds", "version")  # fmt: skip


@BODIES.get("instances", policy=reader, name="api_bodies", answer=Page[BodyLine], summary="Lister les instances")
def list_bodies(request: HttpRequest, asked: Query[Paging]) -> Page[BodyLine]:
    """Those the actor may know of."""
    actor = acting(request)
    rows, figures = part_of(visible_to(actor).order_by("-is_active", "pk"), asked)
    return Page[BodyLine](**figures, items=[
        BodyLine(key=row.public_id, code=row.code, name=row.name, kind=BodyKind(row.kind), is_active=row.is_active)
        for row in rows
    ])  # fmt: skip


@BODIES.get(
    "instances/{key}", policy=reader, name="api_body", answer=BodyShown, summary="Lire une instance et sa composition"
)  # fmt: skip
def read_body(request: HttpRequest, key: str, asked: Query[DayAsked]) -> BodyShown:
    """A body, with its seats of a day."""
    actor = acting(request)
    body = get_object_or_404(visible_to(actor), public_id=key)
    return _shown(body, [_seat(seat) for seat in seats_on(body, asked.on(actor))])


def _shown(body: Body, seats: list[SeatShown]) -> BodyShown:
    return BodyShown(
        **{name: getattr(body, name) for name in _PLAIN}, key=body.public_id, kind=BodyKind(body.kind),
        holiday_rule=HolidayRule(body.holiday_rule), quorum_share=float(body.quorum_share), seats=seats,
        starts_at=f"{body.starts_at:%H:%M}", deadline_at=f"{body.deadline_at:%H:%M}",
    )  # fmt: skip


def _seat(seat: Seat) -> SeatShown:
    return SeatShown(
        role=seat.role, label=seat.label, holder=_named(seat.holder), title=seat.holder.title if seat.holder else "",
        is_interim=bool(seat.holder and seat.holder.is_interim), substitute=_named(seat.substitute),
        is_voting=seat.is_voting, is_member=seat.is_member,
    )  # fmt: skip


def _named(sitting: Sitting | None) -> Named | None:
    return Named(key=sitting.person.public_id, name=sitting.person.full_name) if sitting else None
