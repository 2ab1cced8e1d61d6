"""Who entrusts an agenda, and who takes it back."""

from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.scheduling.models import AgendaDelegation


def check_can_entrust(actor: Actor, owner_id: int) -> None:
    """Only the owner opens their agenda to somebody: it shows what is private."""
    if actor.person_id is None or actor.person_id != owner_id:
        raise Refused(_("Chacun confie son propre agenda, et personne d’autre à sa place."))


def check_can_withdraw(actor: Actor, delegation: AgendaDelegation) -> None:
    """The owner takes it back, or the one who keeps it gives it up."""
    if actor.person_id is None or actor.person_id not in {delegation.owner_id, delegation.delegate_id}:
        raise Refused(_("Cette délégation d’agenda n’est pas la vôtre."))
