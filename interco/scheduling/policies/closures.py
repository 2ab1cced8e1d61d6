"""Who closes a day for the whole collectivity, and who says when it works."""

from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role


def check_can_close_days(actor: Actor) -> None:
    """The general secretariat and the DGS."""
    if not actor.has(Role.SECRETARIAT, Role.DGS, Role.SYSTEM):
        raise Refused(_("Fermer un jour revient au secrétariat général ou au DGS."))


def check_can_set_hours(actor: Actor) -> None:
    """The general secretariat and the DGS."""
    if not actor.has(Role.SECRETARIAT, Role.DGS, Role.SYSTEM):
        raise Refused(_("Les heures de travail sont tenues par le secrétariat général."))
