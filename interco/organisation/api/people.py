"""People and their assignments, read by the API. Who sees whom is the rule of the pages."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, part_of
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.schemas import AssignmentShown, PersonLine, PersonShown
from interco.organisation.enums import AssignmentKind, PersonKind
from interco.organisation.models import Assignment, Person, PostVersion
from interco.organisation.policies.organisation import posts_visible_to
from interco.organisation.policies.people import visible_to
from interco.organisation.queries.lists import PersonLine as Line
from interco.organisation.queries.lists import people_on, person_lines
from interco.organisation.queries.sheets import Held, person_sheet

PEOPLE = Operations("Personnes et affectations")


class PeopleAsked(Paging, DayAsked):
    """What is asked of the list."""

    q: str = Field("", max_length=100, description="Mots du nom.")


class AssignmentsAsked(Paging, DayAsked):
    """A page of the list, on a day."""


@PEOPLE.get(
    "personnes", policy=reader, name="api_people", answer=Page[PersonLine], summary="Lister les personnes d’un jour"
)  # fmt: skip
def list_people(request: HttpRequest, asked: Query[PeopleAsked]) -> Page[PersonLine]:
    """By name; six queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = asked.on(actor)
    rows, figures = part_of(people_on(visible_to(actor), day, asked.q), asked)
    return Page[PersonLine](**figures, items=[_line(line) for line in person_lines(rows, day)])


@PEOPLE.get("personnes/{key}", policy=reader, name="api_person", answer=PersonShown, summary="Lire une personne")
def read_person(request: HttpRequest, key: str, asked: Query[DayAsked]) -> PersonShown:
    """Somebody, as of a day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = get_object_or_404(visible_to(actor), public_id=key)
    sheet = person_sheet(person, asked.on(actor))
    return PersonShown(
        key=person.public_id, first_name=person.first_name, last_name=person.last_name, kind=PersonKind(person.kind),
        title=sheet.title, collectivity=sheet.collectivity, email=person.email, phone=person.phone,
        is_present=sheet.is_present, starts_on=person.starts_on, ends_on=person.ends_on,
        assignments=[_held(each, person) for each in sheet.held],
    )  # fmt: skip


@PEOPLE.get(
    "affectations", policy=reader, name="api_assignments", answer=Page[AssignmentShown],
    summary="Lister les affectations d’un jour", description="Qui tient quel poste ce jour-là, et pour quelle part.",
)  # fmt: skip
def list_assignments(request: HttpRequest, asked: Query[AssignmentsAsked]) -> Page[AssignmentShown]:
    """Those of a day whose person and post the reader sees; three queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = asked.on(actor)
    found = Assignment.objects.effective_on(day).filter(
        person__in=visible_to(actor).values("pk"), post__in=posts_visible_to(actor).values("pk")
    )
    rows, figures = part_of(found.select_related("person", "post").order_by("pk"), asked)
    titles = _titles(rows, day)
    return Page[AssignmentShown](
        **figures, items=[_assignment(row, row.person, titles.get(row.post_id, "")) for row in rows]
    )


def _titles(rows: list[Assignment], day: date) -> dict[int, str]:
    posts = {row.post_id for row in rows}
    return dict(PostVersion.objects.effective_on(day).filter(post_id__in=posts).values_list("post_id", "title"))


def _line(line: Line) -> PersonLine:
    person = line.person
    return PersonLine(
        key=person.public_id, first_name=person.first_name, last_name=person.last_name, kind=PersonKind(person.kind),
        title=line.title, unit=Named(key=line.unit.key, name=line.unit.name) if line.unit else None,
    )  # fmt: skip


def _held(each: Held, person: Person) -> AssignmentShown:
    return _assignment(each.row, person, each.title)


def _assignment(row: Assignment, person: Person, title: str) -> AssignmentShown:
    return AssignmentShown(
        key=row.public_id, person=Named(key=person.public_id, name=person.full_name),
        post=Named(key=row.post.public_id, name=title), kind=AssignmentKind(row.kind), quota=float(row.quota),
        starts_on=row.starts_on, ends_on=row.ends_on,
    )  # fmt: skip
