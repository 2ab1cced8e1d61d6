"""Assignments by the API: who is on which post, as its holder or as an interim; put there, corrected, ended."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.person_schemas import AssignmentCorrection, AssignmentGiven, AssignmentShown, Ending
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, Person, PostVersion
from interco.organisation.policies.organisation import posts_visible_to
from interco.organisation.policies.people import visible_to
from interco.organisation.services.assignments import assign, correct_assignment, end_assignment

ASSIGNMENTS = Operations("Affectations et intérims")


class AssignmentsAsked(Paging, DayAsked):
    """A page of the list, on a day."""


@ASSIGNMENTS.get(
    "affectations", policy=reader, name="api_assignments", answer=Page[AssignmentShown],
    summary="Lister les affectations d’un jour", description="Qui tient quel poste ce jour-là, et pour quelle part.",
)  # fmt: skip
def list_assignments(request: HttpRequest, asked: Query[AssignmentsAsked]) -> Page[AssignmentShown]:
    """Those of a day whose person and post the reader sees; three queries."""
    actor = acting(request)
    day = asked.on(actor)
    found = Assignment.objects.effective_on(day).filter(
        person__in=visible_to(actor).values("pk"), post__in=posts_visible_to(actor).values("pk")
    )
    rows, figures = part_of(found.select_related("person", "post").order_by("pk"), asked)
    titles = titles_of((row.post_id for row in rows), day)
    return Page[AssignmentShown](
        **figures, items=[assignment_shown(row, row.person, titles.get(row.post_id, "")) for row in rows]
    )


@ASSIGNMENTS.write(
    "POST", "postes/{key}/affectations", policy=keepers, name="api_assign", answer=AssignmentShown, status=201,
    summary="Affecter quelqu’un à un poste",
    description="Titulaire ou intérim, pour tout ou partie du poste. Un poste et une personne ne dépassent pas 100 %.",
)  # fmt: skip
def assign_someone(request: HttpRequest, key: str, given: AssignmentGiven) -> AssignmentShown:
    """Put somebody on a post."""
    actor = acting(request)
    post = get_object_or_404(posts_visible_to(actor), public_id=key)
    row = assign(
        post, somebody(given.person, actor), starts_on=given.starts_on, ends_on=given.ends_on, quota=given.quota,
        kind=given.kind, by=actor,
    )  # fmt: skip
    return _shown(row)


@ASSIGNMENTS.write(
    "PUT", "affectations/{key}", policy=keepers, name="api_assignment", answer=AssignmentShown,
    summary="Corriger une affectation", description="Réécrit ce qui avait été saisi ; pour une fin, terminez-la plutôt.",
)  # fmt: skip
def correct_an_assignment(request: HttpRequest, key: str, given: AssignmentCorrection) -> AssignmentShown:
    """Corriger."""
    row = _assignment(request, key)
    correct_assignment(
        row, starts_on=given.starts_on, ends_on=given.ends_on, quota=given.quota, kind=given.kind,
        version=given.version, by=acting(request),
    )  # fmt: skip
    return _shown(row)


@ASSIGNMENTS.write(
    "POST", "affectations/{key}/fin", policy=keepers, name="api_assignment_end", answer=AssignmentShown,
    summary="Terminer une affectation",
    description="À partir d’un jour. Un autre poste ou une autre part ce jour-là est une nouvelle affectation.",
)  # fmt: skip
def end_an_assignment(request: HttpRequest, key: str, given: Ending) -> AssignmentShown:
    """End it on a day."""
    return _shown(end_assignment(_assignment(request, key), day=given.day, version=given.version, by=acting(request)))


def somebody(key: str, actor: Actor) -> Person:
    """The person of a body that the actor sees, or `Invalid`."""
    found = visible_to(actor).filter(public_id=key).first()
    if found is None:
        raise Invalid(_("Cette personne n’existe pas."), field="person")
    return found


def titles_of(posts: Iterable[int], day: date) -> dict[int, str]:
    """The titles of posts on a day. One query."""
    return dict(PostVersion.objects.effective_on(day).filter(post_id__in=set(posts)).values_list("post_id", "title"))


def assignment_shown(row: Assignment, person: Person, title: str) -> AssignmentShown:
    """An assignment, its post told by a title."""
    return AssignmentShown(
        key=row.public_id, person=Named(key=person.public_id, name=person.full_name),
        post=Named(key=row.post.public_id, name=title), kind=AssignmentKind(row.kind), quota=float(row.quota),
        starts_on=row.starts_on, ends_on=row.ends_on, version=row.version,
    )  # fmt: skip


def _assignment(request: HttpRequest, key: str) -> Assignment:
    rows = Assignment.objects.filter(person__in=visible_to(acting(request)).values("pk"))
    return get_object_or_404(rows.select_related("person", "post"), public_id=key)


def _shown(row: Assignment) -> AssignmentShown:
    return assignment_shown(row, row.person, titles_of([row.post_id], row.starts_on).get(row.post_id, ""))
