"""Who may see whom: the intercommunality's own people see everyone; a commune never sees another commune's staff.

Technical administrators see no content (trust.md).
"""

from django.db.models import Q, QuerySet

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.models import Person


def visible_to(actor: Actor) -> QuerySet[Person]:
    """The people this actor may see."""
    if actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.DPO):
        return Person.objects.all()
    home = Q(collectivity__is_home=True)
    if actor.has(Role.COMMUNE_STAFF):
        return Person.objects.filter(home | Q(collectivity_id=actor.collectivity_id))
    if actor.has(Role.ELECTED_READER):
        return Person.objects.filter(home)
    return Person.objects.none()
