"""Opening the account of a technical administrator with its password: the first start, and the command line."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.accounts.services.accounts import create_account
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.roles import Role

LONGEST_PASSWORD = 1000


@transaction.atomic
def open_administrator(*, email: str, name: str, password: str, again: str, by: Actor) -> User:
    """An account that signs in at once and administers; only the machine itself opens one this way."""
    if not by.has(Role.SYSTEM):
        raise Refused(_("Un compte ouvert à distance choisit son mot de passe par une invitation."))
    if password != again:
        raise Invalid(_("Les deux saisies ne sont pas les mêmes."), field="again")
    user = create_account(email=email, name=name, by=by, roles=frozenset({Role.ADMINISTRATOR}))
    if len(password) > LONGEST_PASSWORD:
        raise Invalid(_("Ce mot de passe est trop long."), field="password")
    try:
        validate_password(password, user=user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
