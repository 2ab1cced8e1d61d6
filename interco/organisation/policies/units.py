"""Who may see which unit: the same rule as for people (`people.py`)."""

from django.db.models import Q, QuerySet

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.models import Unit


def visible_to(actor: Actor) -> QuerySet[Unit]:
    """The units this actor may see."""
    if actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.DPO):
        return Unit.objects.all()
    home = Q(collectivity__is_home=True)
    if actor.has(Role.COMMUNE_STAFF):
        return Unit.objects.filter(home | Q(collectivity_id=actor.collectivity_id))
    if actor.has(Role.ELECTED_READER):
        return Unit.objects.filter(home)
    return Unit.objects.none()
