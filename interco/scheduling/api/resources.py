"""Rooms and equipment by the API; when people and rooms are taken."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Key, Page, Paging, part_of
from interco.foundation.core.policies import general_secretariat, member_of_staff
from interco.scheduling.api.events import Between, span_of
from interco.scheduling.api.schemas import BusyShown, BusyTimes, ResourceChange, ResourceGiven, ResourceShown
from interco.scheduling.api.shown import resource_shown
from interco.scheduling.models import Resource
from interco.scheduling.queries.access import agendas_open_to
from interco.scheduling.queries.busy import busy, taken
from interco.scheduling.services.resources import ResourceContent, add_resource, change_resource

RESOURCES = Operations("Salles et matériel")


class BusyAsked(Between):
    """Of whom, of which rooms."""

    personne: Key | None = Field(None, description="Identifiant d’une personne.")
    salle: Key | None = Field(None, description="Identifiant d’une salle ou d’un matériel.")


@RESOURCES.get(
    "salles",
    policy=member_of_staff,
    name="api_resources",
    answer=Page[ResourceShown],
    summary="Lister les salles et le matériel",
)
def list_resources(request: HttpRequest, asked: Query[Paging]) -> Page[ResourceShown]:  # noqa: ARG001 - ninja gives it
    """Everything that can be booked, or could."""
    rows, figures = part_of(Resource.objects.order_by("-kind", "name"), asked)
    return Page[ResourceShown](**figures, items=[resource_shown(row) for row in rows])


@RESOURCES.write(
    "POST", "salles", policy=general_secretariat, name="api_resources", answer=ResourceShown, status=201,
    summary="Ajouter une salle ou un matériel",
)  # fmt: skip
def add_a_resource(request: HttpRequest, given: ResourceGiven) -> ResourceShown:
    """By the general secretariat."""
    return resource_shown(add_resource(ResourceContent(**given.model_dump()), by=acting(request)))


@RESOURCES.write(
    "PUT", "salles/{key}", policy=general_secretariat, name="api_resource_change", answer=ResourceShown,
    summary="Modifier ou fermer une salle ou un matériel",
)  # fmt: skip
def change_a_resource(request: HttpRequest, key: str, given: ResourceChange) -> ResourceShown:
    """What is booked stays booked."""
    row = get_object_or_404(Resource, public_id=key)
    content = ResourceContent(**given.model_dump(exclude={"version"}))
    return resource_shown(change_resource(row, content, version=given.version, by=acting(request)))


@RESOURCES.get(
    "occupations", policy=member_of_staff, name="api_busy", answer=BusyTimes,
    summary="Savoir quand une personne ou une salle est prise",
)  # fmt: skip
def list_busy_times(request: HttpRequest, asked: Query[BusyAsked]) -> BusyTimes:
    """Hours, and nothing else."""
    actor = acting(request)
    start, end = span_of(asked, actor)
    items: list[BusyShown] = []
    if asked.personne:
        person = get_object_or_404(agendas_open_to(actor, actor.today), public_id=asked.personne)
        items += [
            BusyShown(person=asked.personne, resource=None, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in busy([person.pk], start, end)
        ]
    if asked.salle:
        room = get_object_or_404(Resource, public_id=asked.salle)
        items += [
            BusyShown(person=None, resource=asked.salle, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in taken([room.pk], start, end)
        ]
    return BusyTimes(items=sorted(items, key=lambda one: one.starts_at))
