"""Who sets up rooms and equipment, and who books them."""

from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role


def may_set_up(actor: Actor) -> bool:
    """The general secretariat and the DGS."""
    return actor.has(Role.SECRETARIAT, Role.DGS, Role.SYSTEM)


def check_can_set_up(actor: Actor) -> None:
    """Add, change or close a room."""
    if not may_set_up(actor):
        raise Refused(_("Les salles et le matériel sont tenus par le secrétariat général."))
