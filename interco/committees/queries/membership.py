"""Who sits in a body on a day: posts resolved to their holders or interims, with substitutes.

Three queries, whatever the size of the body.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from interco.committees.enums import AttendeeRole
from interco.committees.models import Body, Membership
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, Person, PostVersion
from interco.organisation.queries.standing import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A person with the post and the title in which they sit; `is_interim` when they stand in for the holder."""

    person: Person
    post_id: int | None
    title: str
    is_interim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat on a day. `holder` is missing when the post is vacant; `label` then says which post it is."""

    rank: int
    role: AttendeeRole
    label: str
    holder: Sitting | None
    substitute: Sitting | None
    is_voting: bool
    is_member: bool
    membership_id: int | None = None


def seats_on(body: Body, day: date) -> tuple[Seat, ...]:
    """The seats of a body on a day: the chair first, then members by rank, then a secretary who is not a member."""
    memberships = list(
        Membership.objects.effective_on(day).filter(body=body).select_related("person", "substitute_person")
    )
    posts = {body.chair_post_id, body.secretary_post_id}
    posts |= {row.post_id for row in memberships} | {row.substitute_post_id for row in memberships}
    sittings = _sittings({pk for pk in posts if pk is not None}, day)
    seats = [_seat(row, body, sittings) for row in memberships]
    seated_posts = {row.post_id for row in memberships}
    if body.chair_post_id not in seated_posts:
        seats.append(_extra_seat(body.chair_post_id, AttendeeRole.CHAIR, sittings, is_voting=body.chair_responds))
    if body.secretary_post_id is not None and body.secretary_post_id not in seated_posts:
        seats.append(_extra_seat(body.secretary_post_id, AttendeeRole.SECRETARY, sittings, is_voting=False))
    return tuple(sorted(seats, key=_place))


def _place(seat: Seat) -> tuple[int, int]:
    if seat.role == AttendeeRole.CHAIR:
        return 0, 0
    return (1 if seat.is_member else 2), seat.rank


@dataclass(frozen=True, slots=True)
class _PostOn:
    title: str
    sitting: Sitting | None


def _sittings(post_ids: set[int], day: date) -> dict[int, _PostOn]:
    versions = {row.post_id: row for row in PostVersion.objects.effective_on(day).filter(post_id__in=post_ids)}
    assignments = Assignment.objects.effective_on(day).filter(post_id__in=post_ids).select_related("person")
    chosen: dict[int, Assignment] = {}
    for assignment in sorted(assignments, key=_precedence, reverse=True):
        chosen.setdefault(assignment.post_id, assignment)
    result = {}
    for post_id, version in versions.items():
        held = chosen.get(post_id)
        sitting = None
        if held is not None:
            sitting = Sitting(
                person=held.person, post_id=post_id, title=title_of(version, held.person.gender),
                is_interim=held.kind == AssignmentKind.INTERIM,
            )  # fmt: skip
        result[post_id] = _PostOn(title=version.title, sitting=sitting)
    return result


def _precedence(assignment: Assignment) -> tuple[bool, float, int]:
    """An interim is there because the holder is not; then the greater quota, then the longest standing."""
    return assignment.kind == AssignmentKind.INTERIM, float(assignment.quota), -assignment.pk


def _seat(row: Membership, body: Body, posts: dict[int, _PostOn]) -> Seat:
    label, holder = _who(row.post_id, row.person, posts)
    _label, substitute = _who(row.substitute_post_id, row.substitute_person, posts)
    role = AttendeeRole.MEMBER
    if row.post_id is not None and row.post_id == body.chair_post_id:
        role = AttendeeRole.CHAIR
    elif row.post_id is not None and row.post_id == body.secretary_post_id:
        role = AttendeeRole.SECRETARY
    return Seat(
        rank=row.rank, role=role, label=label, holder=holder, substitute=substitute, is_voting=row.is_voting,
        is_member=True, membership_id=row.pk,
    )  # fmt: skip


def _extra_seat(post_id: int, role: AttendeeRole, posts: dict[int, _PostOn], *, is_voting: bool) -> Seat:
    label, holder = _who(post_id, None, posts)
    return Seat(
        rank=0, role=role, label=label, holder=holder, substitute=None, is_voting=is_voting,
        is_member=role == AttendeeRole.CHAIR,
    )  # fmt: skip


def _who(post_id: int | None, person: Person | None, posts: dict[int, _PostOn]) -> tuple[str, Sitting | None]:
    if person is not None:
        return person.full_name, Sitting(person=person, post_id=None, title=person.mandate)
    found = posts.get(post_id) if post_id is not None else None
    return (found.title, found.sitting) if found else ("", None)


def sits(actor: Actor) -> Q:
    """Memberships in which the actor sits today, as member or substitute; a condition on `Membership`."""
    return Q(post_id__in=actor.post_ids) | Q(substitute_post_id__in=actor.post_ids) | _named(actor)


def _named(actor: Actor) -> Q:
    if actor.person_id is None:
        return Q(pk__in=())
    return Q(person_id=actor.person_id) | Q(substitute_person_id=actor.person_id)


def _seated(actor: Actor) -> QuerySet[Membership, Any]:
    seated = Membership.objects.effective_on(actor.today).filter(sits(actor)).values_list("body_id")
    kept = Body.objects.filter(Q(chair_post_id__in=actor.post_ids) | Q(secretary_post_id__in=actor.post_ids))
    return seated.order_by().union(kept.order_by().values_list("pk"))


_SEATED = PreparedFor(_seated)


def bodies_of(actor: Actor) -> frozenset[int]:
    """Keys of the bodies in which the actor sits today: as member, substitute, chair or secretary. One query."""
    if actor.person_id is None and not actor.post_ids:
        return frozenset()
    return frozenset(key for (key,) in _SEATED(actor))
