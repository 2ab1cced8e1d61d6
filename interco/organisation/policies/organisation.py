"""Who keeps the organisation, and who reads its chart: people and units have their own rules (`people.py`, `units.py`)."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role
from interco.organisation.models import Post
from interco.organisation.policies.units import visible_to as units_visible_to

WRITERS = (Role.SECRETARIAT, Role.DGS, Role.SYSTEM)


def posts_visible_to(actor: Actor) -> QuerySet[Post]:
    """Posts the actor reads: those that were once in a unit they read."""
    return Post.objects.filter(pk__in=Post.objects.filter(versions__unit__in=units_visible_to(actor)).values("pk"))


def may_write(actor: Actor) -> bool:
    """Whether the actor keeps the organisation."""
    return actor.has(*WRITERS)


def check_can_write(actor: Actor) -> None:
    """Change the organisation, or `Refused`."""
    if not may_write(actor):
        raise Refused(_("L’organisation est tenue par le secrétariat général et le DGS."))
