"""What the form of an event offers: the agendas one writes in, the rooms, and the names of the house for a sentence."""

from collections.abc import Iterable

from interco.foundation.core.actor import Actor
from interco.organisation.models import Person
from interco.scheduling.models import Resource
from interco.scheduling.queries.access import agendas_open_to, is_of_the_house, own_agendas
from interco.scheduling.rules.phrase import Named

Choice = tuple[str, str]


def owner_choices(actor: Actor) -> list[Choice]:
    """One's own agenda first, then those one keeps. Two queries."""
    rows = Person.objects.filter(pk__in=own_agendas(actor)).order_by("last_name", "first_name")
    ordered = sorted(rows, key=lambda row: row.pk != actor.person_id)
    return [(row.public_id, row.full_name) for row in ordered]


def resource_choices(kept: Iterable[int] = ()) -> list[Choice]:
    """What is open to booking, and what the event already has. One query."""
    rows = (Resource.objects.filter(is_open=True) | Resource.objects.filter(pk__in=list(kept))).distinct()
    return [(row.public_id, _told(row)) for row in rows.order_by("-kind", "name")]


def _told(row: Resource) -> str:
    return f"{row.name} ({row.capacity})" if row.capacity else row.name


def named_resources() -> list[Named]:
    """Rooms and equipment as a sentence names them. One query."""
    return [Named(*row) for row in Resource.objects.filter(is_open=True).values_list("pk", "name")]


def named_people(rows: Iterable[tuple[int, str, str]]) -> list[Named]:
    """People as a sentence names them, first name then last name."""
    return [Named(pk, f"{first} {last}") for pk, first, last in rows]


def colleague_choices(actor: Actor) -> list[Choice]:
    """Colleagues whose agenda may be looked at; none for who is not of the house. One query."""
    if not is_of_the_house(actor):
        return []
    rows = agendas_open_to(actor, actor.today).exclude(pk=actor.person_id or 0).order_by("last_name", "first_name")
    return [(key, f"{last} {first}") for key, last, first in rows.values_list("public_id", "last_name", "first_name")]
