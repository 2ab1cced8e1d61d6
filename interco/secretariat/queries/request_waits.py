"""What waits for somebody: the same answer for a person (À traiter) and for everybody at once (the digest).

A request sent waits for the people of its desk, or for whoever holds the post; once taken, for the person entrusted.
Questioned, answered or refused, it waits for its author. What stands in the signature folder waits for the DGS, an
interim as well, whoever prepares it.
"""

from collections import defaultdict
from collections.abc import Container
from datetime import date

from django.db.models import Q, QuerySet

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.models import Assignment, PostVersion
from interco.secretariat.enums import REPLIED_REQUESTS, SIGNED_KINDS, RequestState
from interco.secretariat.models import Request
from interco.secretariat.queries.desks import dgs_posts, posts_of_dgs

FOR_THE_AUTHOR = REPLIED_REQUESTS | {RequestState.QUESTIONED}


def waiting_for(actor: Actor) -> QuerySet[Request]:
    """The requests that wait for this actor, the nearest date first; the signature folder left out."""
    person = actor.person_id or 0
    at_desk = Q(desk_unit_id__in=actor.unit_ids) | Q(desk_post_id__in=actor.post_ids)
    to_do = Request.objects.at_the_desk().filter((Q(assignee=None) & at_desk) | Q(assignee_id=person))
    rule = Q(pk__in=to_do.order_by().values("pk")) | Q(state__in=FOR_THE_AUTHOR, author_id=person)
    found = Request.objects.filter(rule).order_by("due_on", "pk")
    if actor.has(Role.DGS):
        found = found.exclude(pk__in=folder_of(actor).order_by().values("pk"))
    return found


def folder_of(actor: Actor) -> QuerySet[Request]:
    """What waits for this actor's signature, the nearest date first."""
    held = actor.post_ids if actor.has(Role.DGS) else frozenset()
    mine = posts_of_dgs(actor.today).filter(post_id__in=held).order_by().values("post_id")
    return Request.objects.in_the_folder_of(mine).order_by("due_on", "pk")


def waiting_by_person(day: date) -> dict[int, list[Request]]:
    """By person, what waits for them that day, the folder included, the nearest date first. Four queries."""
    is_waiting = Q(pk__in=Request.objects.at_the_desk().order_by().values("pk")) | Q(state__in=FOR_THE_AUTHOR)
    rows = list(Request.objects.filter(is_waiting).order_by("due_on", "pk"))
    signed: set[int | None] = {*dgs_posts(day)}
    units, posts = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    unit_of = dict(PostVersion.objects.effective_on(day).values_list("post_id", "unit_id"))
    held = Assignment.objects.effective_on(day).values_list("post_id", "person_id")
    for post, person in held:
        posts[post].add(person)
        if post in unit_of:
            units[unit_of[post]].add(person)
    found: dict[int, list[Request]] = {}
    for row in rows:
        for person in _waited(row, units, posts, signed):
            found.setdefault(person, []).append(row)
    return found


def _waited(
    row: Request, units: dict[int, set[int]], posts: dict[int, set[int]], signed: Container[int | None]
) -> set[int]:
    if row.state in FOR_THE_AUTHOR:
        return {row.author_id}
    desk = units[row.desk_unit_id] if row.desk_unit_id is not None else posts[row.desk_post_id or 0]
    waited = {row.assignee_id} if row.assignee_id is not None else set(desk)
    if row.kind in SIGNED_KINDS and row.desk_post_id in signed:
        waited |= posts[row.desk_post_id or 0]
    return waited
