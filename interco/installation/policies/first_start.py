"""Who may take the first start: whoever holds its key while nobody has an account; then its administrator, to finish it."""

from django.utils.translation import gettext as _

from interco.committees.models import Body
from interco.foundation.accounts.models import User
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.policies import administrators


def while_nobody_is_there(actor: Actor) -> None:
    """The steps before the first account; the key itself is checked by the page."""
    if actor.is_signed_in or User.objects.exists():
        raise Refused(_("Le premier démarrage est terminé : cette installation a ses comptes."))


def finishing(actor: Actor) -> None:
    """The steps after the first account, until a body exists."""
    administrators(actor)
    if Body.objects.exists():
        raise Refused(_("Le premier démarrage est terminé : une instance existe."))
