"""Who may see the collectivities: every reader of the organisation; their names and populations are public."""

from django.db.models import QuerySet

from interco.foundation.core.actor import Actor
from interco.organisation.models import Collectivity


def visible_to(actor: Actor) -> QuerySet[Collectivity]:
    """The collectivities and partners this actor may see."""
    return Collectivity.objects.all() if actor.is_signed_in else Collectivity.objects.none()
