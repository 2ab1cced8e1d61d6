"""People: added, corrected, leaving. Names and addresses enter the journal as personal values, which can be erased."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import claim
from interco.foundation.search.services.index import index
from interco.organisation.enums import PersonKind
from interco.organisation.models import Collectivity, Person
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.rules.periods import covers
from interco.organisation.services.dating import check_period, end_open, said, told

DAYS = ("starts_on", "ends_on")
PERSONAL = ("first_name", "last_name", "email", "phone", "matricule", "mandate")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonValues:
    """What is known of a person."""

    first_name: str
    last_name: str
    kind: str = PersonKind.AGENT
    gender: str = ""
    email: str = ""
    phone: str = ""
    mandate: str = ""
    matricule: str = ""


def _check(person: Person) -> None:
    check_period(person.starts_on, person.ends_on)
    twin = Person.objects.filter(collectivity=person.collectivity_id, matricule=person.matricule).exclude(pk=person.pk)
    if person.matricule and twin.exists():
        raise Invalid(_("Ce matricule est déjà celui de quelqu’un d’autre."), field="matricule")
    for held in person.assignments.all() if person.pk else ():
        if not covers(person, held):
            raise Invalid(
                _("Une affectation court du %(start)s au-delà de cette présence.") % {"start": said(held.starts_on)},
                field="starts_on",
            )


def _personal(person: Person) -> dict[str, str]:
    return {name: str(getattr(person, name)) for name in PERSONAL if getattr(person, name)}


@transaction.atomic
def add_person(
    collectivity: Collectivity, values: PersonValues, *, starts_on: date, by: Actor, ends_on: date | None = None,
) -> Person:  # fmt: skip
    """Add an agent or an elected official, present from a day on."""
    check_can_write(by)
    person = Person(collectivity=collectivity, starts_on=starts_on, ends_on=ends_on, **asdict(values))
    _check(person)
    person.save()
    journal.record("person.added", by=by, subject=person, facts=told(person, DAYS), personal=_personal(person))
    index(person, by=by)
    return person


@transaction.atomic
def correct_person(
    person: Person, values: PersonValues, *, starts_on: date, ends_on: date | None, by: Actor, version: int | None = None,
) -> Person:  # fmt: skip
    """Correct what is known of a person."""
    check_can_write(by)
    claim(person, version, shown=("first_name", "last_name", "email", "phone"))
    given = {**asdict(values), "starts_on": starts_on, "ends_on": ends_on}
    changed = sorted(name for name, value in given.items() if getattr(person, name) != value)
    for name, value in given.items():
        setattr(person, name, value)
    _check(person)
    person.save()
    facts = {"changed": changed, **told(person, DAYS)}
    journal.record("person.corrected", by=by, subject=person, facts=facts, personal=_personal(person))
    index(person, by=by)
    return person


@transaction.atomic
def leave(person: Person, *, day: date, by: Actor, version: int | None = None) -> Person:
    """Record a departure: `day` is the first day of absence; assignments and delegations end with it."""
    check_can_write(by)
    claim(person, version)
    if day <= person.starts_on:
        raise Invalid(
            _("Le départ doit venir après l’arrivée, le %(day)s.") % {"day": said(person.starts_on)}, field="day"
        )
    planned = person.assignments.filter(starts_on__gte=day).first()
    if planned is not None:
        raise Invalid(
            _("Une affectation est prévue au %(day)s : corrigez-la d’abord.") % {"day": said(planned.starts_on)},
            field="day",
        )
    person.ends_on = day
    person.save()
    end_open(person, day)
    journal.record("person.left", by=by, subject=person, facts={"day": day.isoformat()})
    index(person, by=by)
    return person
