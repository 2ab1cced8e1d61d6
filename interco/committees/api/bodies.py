"""Bodies by the API: their rules, who sits on a day, and both changed by those who keep them."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from interco.committees.api.body_schemas import (
    BodyEdition,
    BodyGiven,
    BodyLine,
    BodyShown,
    SeatKept,
    SeatsGiven,
    SeatShown,
)
from interco.committees.enums import BodyKind, HolidayRule
from interco.committees.models import Body, Membership
from interco.committees.policies.bodies import visible_to
from interco.committees.queries import choices
from interco.committees.queries.membership import Seat, Sitting, seats_on
from interco.committees.services.bodies import BodyRules, create_body, edit_body, set_seats
from interco.committees.services.bodies import SeatGiven as Told
from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.models import Person, Post

BODIES = Operations("Instances")
_PLAIN = ("code", "name", "is_active", "recurrence", "duration_minutes", "follow_up_minutes", "place",
          "deadline_days", "chair_responds", "version")  # fmt: skip
_WHO = ("post", "person", "substitute_post", "substitute_person")


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
    body = body_of(request, key)
    return _shown(body, asked.on(actor))


@BODIES.write(
    "POST", "instances", policy=keepers, name="api_bodies", answer=BodyShown, status=201, summary="Créer une instance",
    description="La présidence y siège dès aujourd’hui ; donnez ensuite sa composition.",
)  # fmt: skip
def create_a_body(request: HttpRequest, given: BodyGiven) -> BodyShown:
    """Create a body."""
    actor = acting(request)
    return _shown(create_body(_rules(given, actor), by=actor), actor.today)


@BODIES.write(
    "PUT", "instances/{key}", policy=keepers, name="api_body", answer=BodyShown, summary="Régler une instance",
    description="Toutes ses règles ; les séances déjà prévues gardent les leurs.",
)  # fmt: skip
def edit_a_body(request: HttpRequest, key: str, given: BodyEdition) -> BodyShown:
    """Change the rules of a body."""
    actor = acting(request)
    body = body_of(request, key)
    edit_body(body, _rules(given, actor, body), version=given.version, by=actor)
    return _shown(body, actor.today)


@BODIES.write(
    "PUT", "instances/{key}/composition", policy=keepers, name="api_body_seats", answer=BodyShown,
    summary="Composer une instance à partir d’un jour",
    description="Tous les sièges, dans l’ordre ; ce qui siégeait avant ce jour reste lisible.",
)  # fmt: skip
def seat_a_body(request: HttpRequest, key: str, given: SeatsGiven) -> BodyShown:
    """Give the seats of a body from a day on."""
    actor = acting(request)
    body = body_of(request, key)
    set_seats(body, _seats(given), from_day=given.from_day, version=given.version, by=actor)
    return _shown(body, given.from_day)


def body_of(request: HttpRequest, key: str) -> Body:
    """The body of the address that the actor may know of, or 404."""
    found = visible_to(acting(request)).select_related("chair_post", "secretary_post")
    return get_object_or_404(found, public_id=key)


def _rules(given: BodyGiven, actor: Actor, body: Body | None = None) -> BodyRules:
    """What is given, its posts among those that the pages offer or that it has already."""
    offered = {key for key, _label in choices.posts_held(actor.today)}
    kept = {body.chair_post.public_id, body.secretary_post.public_id if body.secretary_post else ""} if body else set()
    named = {"chair_post": given.chair_post, "secretary_post": given.secretary_post}
    for name, key in named.items():
        if key is not None and key not in offered | kept:
            raise Invalid(_("Ce poste n’existe pas aujourd’hui."), field=name)
    posts = {post.public_id: post for post in Post.objects.filter(public_id__in=[key for key in named.values() if key])}
    plain = given.model_dump(exclude={*named, "version"})
    return BodyRules(
        **plain, chair_post=posts[given.chair_post],
        secretary_post=posts[given.secretary_post] if given.secretary_post else None,
    )  # fmt: skip


def _seats(given: SeatsGiven) -> list[Told]:
    """The seats with what they name, or `Invalid` when a post or a person does not exist."""
    keys = {key for seat in given.seats for key in seat.model_dump(exclude={"is_voting"}).values() if key}
    posts = {post.public_id: post for post in Post.objects.filter(public_id__in=keys)}
    people = {person.public_id: person for person in Person.objects.filter(public_id__in=keys)}
    for rank, seat in enumerate(given.seats):
        for name, known in (
            ("post", posts),
            ("person", people),
            ("substitute_post", posts),
            ("substitute_person", people),
        ):
            if (key := getattr(seat, name)) is not None and key not in known:
                raise Invalid(
                    _("Un des sièges désigne un poste ou une personne qui n’existe pas."), field=f"seats.{rank}.{name}"
                )
    return [
        Told(
            post=posts.get(seat.post or ""), person=people.get(seat.person or ""),
            substitute_post=posts.get(seat.substitute_post or ""),
            substitute_person=people.get(seat.substitute_person or ""), is_voting=seat.is_voting,
        )
        for seat in given.seats
    ]  # fmt: skip


def _shown(body: Body, day: date) -> BodyShown:
    seats = seats_on(body, day)
    rows = Membership.objects.filter(pk__in=[seat.membership_id for seat in seats if seat.membership_id])
    kept = {row.pk: _kept(row) for row in rows.select_related(*_WHO)}
    return BodyShown(
        **{name: getattr(body, name) for name in _PLAIN}, key=body.public_id, kind=BodyKind(body.kind),
        holiday_rule=HolidayRule(body.holiday_rule), quorum_share=float(body.quorum_share), chair_post=body.chair_post.public_id,
        secretary_post=body.secretary_post.public_id if body.secretary_post else None,
        seats=[_seat(seat, kept.get(seat.membership_id or 0)) for seat in seats],
        starts_at=f"{body.starts_at:%H:%M}", deadline_at=f"{body.deadline_at:%H:%M}",
    )  # fmt: skip


def _kept(row: Membership) -> SeatKept:
    keys = {name: found.public_id if (found := getattr(row, name)) else None for name in _WHO}
    return SeatKept(**keys, is_voting=row.is_voting)


def _seat(seat: Seat, kept: SeatKept | None) -> SeatShown:
    return SeatShown(
        role=seat.role, label=seat.label, holder=_named(seat.holder), title=seat.holder.title if seat.holder else "",
        is_interim=bool(seat.holder and seat.holder.is_interim), substitute=_named(seat.substitute),
        is_voting=seat.is_voting, is_member=seat.is_member, seat=kept,
    )  # fmt: skip


def _named(sitting: Sitting | None) -> Named | None:
    return Named(key=sitting.person.public_id, name=sitting.person.full_name) if sitting else None
