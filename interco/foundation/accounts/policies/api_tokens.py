"""Who makes a token of the API, and what a token opens: never more than the sign-in its account must go through."""

from django.conf import settings
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import ApiToken
from interco.foundation.accounts.queries.accounts import has_second_factor
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused, SignInRequired
from interco.foundation.core.roles import SECOND_FACTOR_ROLES


def demands_second_factor(actor: Actor) -> bool:
    """Whether the role of the actor demands a second factor here."""
    return bool(settings.SECOND_FACTOR_REQUIRED and actor.roles & SECOND_FACTOR_ROLES)


def check_can_create_token(actor: Actor, *, with_second_factor: bool) -> None:
    """An account makes its own; with its second factor when it has one or must have one."""
    if actor.user_id is None:
        raise SignInRequired
    if with_second_factor:
        return
    if demands_second_factor(actor) or has_second_factor(actor.user_id):
        raise Refused(_("Reconnectez-vous avec votre second facteur : un jeton se crée avec lui."))


def check_can_revoke_token(actor: Actor, token: ApiToken) -> None:
    """An account revokes its own."""
    if actor.user_id is None or token.user_id != actor.user_id:
        raise Refused(_("Un jeton se révoque par le compte qui l’a créé."))


def check_may_open(actor: Actor, token: ApiToken) -> None:
    """A token made without a second factor opens nothing once the role of its account demands one."""
    if demands_second_factor(actor) and not token.with_second_factor:
        raise Refused(
            _("Votre rôle demande un second facteur, et ce jeton a été créé sans lui : révoquez-le, créez-en un autre.")
        )
