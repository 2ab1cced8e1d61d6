"""Rooms and equipment, set up by the general secretariat."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.versions import claim
from interco.scheduling.enums import ResourceKind
from interco.scheduling.models import Resource
from interco.scheduling.policies.resources import check_can_set_up


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceContent:
    """What a room or a piece of equipment is."""

    name: str
    kind: str = ResourceKind.ROOM
    capacity: int | None = None
    place: str = ""
    note: str = ""
    is_open: bool = True


@transaction.atomic
def add_resource(content: ResourceContent, *, by: Actor) -> Resource:
    """Add something to be booked. `Invalid` on `name` when it is taken."""
    check_can_set_up(by)
    row = Resource()
    _fill(row, content)
    row.save()
    journal.record("resource.added", by=by, subject=row, facts=_told(row))
    return row


@transaction.atomic
def change_resource(row: Resource, content: ResourceContent, *, version: int | None, by: Actor) -> Resource:
    """Change it, or close it: what is already booked stays booked."""
    claim(row, version, shown=("name", "place", "note"), allowed=lambda _row: check_can_set_up(by))
    before = _told(row)
    _fill(row, content)
    row.save()
    journal.record("resource.changed", by=by, subject=row, facts={"from": before, "to": _told(row)})
    return row


def _fill(row: Resource, content: ResourceContent) -> None:
    row.name = one_line(content.name, field="name", limit=120, required=True)
    if Resource.objects.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise Invalid(_("Ce nom est déjà pris."), field="name")
    if content.kind not in ResourceKind.values:
        raise Invalid(_("Choisissez une des réponses proposées."), field="kind")
    if content.capacity is not None and not 0 < content.capacity <= 20_000:
        raise Invalid(_("Donnez un nombre de places."), field="capacity")
    row.kind, row.capacity, row.is_open = content.kind, content.capacity, content.is_open
    row.place = one_line(content.place, field="place")
    row.note = many_lines(content.note, field="note", limit=2000)


def _told(row: Resource) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("name", "kind", "capacity", "place", "is_open")}
