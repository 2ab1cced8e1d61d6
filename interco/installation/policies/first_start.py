"""Who may take the first start: whoever holds its key while nobody has an account; then its administrator, to finish it."""

from django.utils.translation import gettext as _

from interco.committees.models import Body
from interco.foundation.accounts.models import User
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused


def without_account(actor: Actor) -> None:
    """The policy of the steps before the first account; then `check_nobody_is_there` and the key."""
    if actor.is_signed_in:
        raise Refused(_("Le premier démarrage est terminé : cette installation a ses comptes."))


def check_nobody_is_there() -> None:
    """`Refused` as soon as somebody has an account."""
    if User.objects.exists():
        raise Refused(_("Le premier démarrage est terminé : cette installation a ses comptes."))


def check_no_body_exists() -> None:
    """`Refused` once a body exists: the steps after the first account are over."""
    if Body.objects.exists():
        raise Refused(_("Le premier démarrage est terminé : une instance existe."))
