"""People by the API: read, added, corrected, leaving. Who sees whom is the rule of the pages."""

from dataclasses import fields
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.assignments import assignment_shown
from interco.organisation.api.delegations import delegations_shown
from interco.organisation.api.person_schemas import Departure, PersonAdding, PersonCorrection, PersonLine, PersonShown
from interco.organisation.enums import Gender, PersonKind
from interco.organisation.models import Person
from interco.organisation.policies import collectivities
from interco.organisation.policies.organisation import may_write
from interco.organisation.policies.people import visible_to
from interco.organisation.queries.lists import PersonLine as Line
from interco.organisation.queries.lists import people_on, person_lines
from interco.organisation.queries.sheets import person_sheet
from interco.organisation.services.people import PersonValues, add_person, correct_person, leave

PEOPLE = Operations("Personnes")
_PLAIN = ("first_name", "last_name", "email", "phone", "mandate", "starts_on", "ends_on", "version")


class PeopleAsked(Paging, DayAsked):
    """What is asked of the list."""

    q: str = Field("", max_length=100, description="Mots du nom.")


@PEOPLE.get(
    "personnes", policy=reader, name="api_people", answer=Page[PersonLine], summary="Lister les personnes d’un jour"
)  # fmt: skip
def list_people(request: HttpRequest, asked: Query[PeopleAsked]) -> Page[PersonLine]:
    """By name; six queries."""
    actor = acting(request)
    day = asked.on(actor)
    rows, figures = part_of(people_on(visible_to(actor), day, asked.q), asked)
    return Page[PersonLine](**figures, items=[_line(line) for line in person_lines(rows, day)])


@PEOPLE.get("personnes/{key}", policy=reader, name="api_person", answer=PersonShown, summary="Lire une personne")
def read_person(request: HttpRequest, key: str, asked: Query[DayAsked]) -> PersonShown:
    """Somebody, as of a day."""
    actor = acting(request)
    person = get_object_or_404(visible_to(actor), public_id=key)
    return _shown(person, asked.on(actor), actor)


@PEOPLE.write(
    "POST", "personnes", policy=keepers, name="api_people", answer=PersonShown, status=201, summary="Ajouter une personne"
)  # fmt: skip
def add_someone(request: HttpRequest, given: PersonAdding) -> PersonShown:
    """Add an agent or an elected official."""
    actor = acting(request)
    home = collectivities.visible_to(actor).filter(public_id=given.collectivity).first()
    if home is None:
        raise Invalid(_("Cette collectivité n’existe pas."), field="collectivity")
    person = add_person(home, _values(given), starts_on=given.starts_on, ends_on=given.ends_on, by=actor)
    return _shown(person, given.starts_on, actor)


@PEOPLE.write(
    "PUT", "personnes/{key}", policy=keepers, name="api_person", answer=PersonShown, summary="Corriger une personne"
)  # fmt: skip
def correct_someone(request: HttpRequest, key: str, given: PersonCorrection) -> PersonShown:
    """Say again what is known of somebody."""
    actor = acting(request)
    person = get_object_or_404(visible_to(actor), public_id=key)
    correct_person(
        person, _values(given), starts_on=given.starts_on, ends_on=given.ends_on, version=given.version, by=actor
    )
    return _shown(person, actor.today, actor)


@PEOPLE.write(
    "POST", "personnes/{key}/depart", policy=keepers, name="api_person_leave", answer=PersonShown,
    summary="Enregistrer le départ d’une personne",
    description="Ses affectations et ses délégations se terminent ce jour-là.",
)  # fmt: skip
def record_a_departure(request: HttpRequest, key: str, given: Departure) -> PersonShown:
    """Somebody leaves."""
    actor = acting(request)
    person = get_object_or_404(visible_to(actor), public_id=key)
    leave(person, day=given.day, version=given.version, by=actor)
    return _shown(person, given.day, actor)


def _values(given: PersonAdding | PersonCorrection) -> PersonValues:
    return PersonValues(**{each.name: getattr(given, each.name) for each in fields(PersonValues)})


def _shown(person: Person, day: date, actor: Actor) -> PersonShown:
    sheet = person_sheet(person, day)
    return PersonShown(
        **{name: getattr(person, name) for name in _PLAIN}, key=person.public_id, kind=PersonKind(person.kind),
        gender=Gender(person.gender), matricule=person.matricule if may_write(actor) else "", title=sheet.title,
        collectivity=sheet.collectivity, is_present=sheet.is_present,
        assignments=[assignment_shown(each.row, person, each.title) for each in sheet.held],
        delegations=delegations_shown(sheet.delegations, day),
    )  # fmt: skip


def _line(line: Line) -> PersonLine:
    person = line.person
    return PersonLine(
        key=person.public_id, first_name=person.first_name, last_name=person.last_name, kind=PersonKind(person.kind),
        title=line.title, unit=Named(key=line.unit.key, name=line.unit.name) if line.unit else None,
    )  # fmt: skip
