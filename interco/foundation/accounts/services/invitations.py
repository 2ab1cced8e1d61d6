"""Inviting someone to choose a password: a single-use address of seven days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.accounts.models import Invitation, User
from interco.foundation.accounts.notices import invitation_letter
from interco.foundation.accounts.policies.accounts import check_can_manage_accounts
from interco.foundation.accounts.queries.accounts import open_invitation
from interco.foundation.accounts.rules.languages import preferred
from interco.foundation.accounts.rules.tokens import new_token, token_hash
from interco.foundation.accounts.services.api_tokens import end_tokens_with_password
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Recipient

VALIDITY = timedelta(days=7)


@transaction.atomic
def invite(user: User, *, by: Actor, send: bool = True) -> str:
    """Make the invitation and send it by mail; the address is returned once, for the command line. Former ones close."""
    check_can_manage_accounts(by)
    if not user.is_active:
        raise Refused(_("Ce compte est fermé : rouvrez-le avant d’inviter."))
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=by.at).update(expires_at=by.at)
    token = new_token()
    invitation = Invitation.objects.create(
        user=user,
        token_hash=token_hash(token),
        created_by_id=by.user_id,
        created_at=by.at,
        expires_at=by.at + VALIDITY,
    )
    address = settings.PUBLIC_URL + reverse("invitation", args=[token])
    if send:
        with override(preferred(user.preferences)):
            letter = invitation_letter(user, address, expires_on=(by.at + VALIDITY).astimezone(by.zone).date())
        recipient = Recipient(key=f"user:{user.public_id}", name=user.name, address=user.email)
        outbox.queue(letter, to=recipient, by=by, reference=invitation.public_id)
    journal.record("accounts.invited", by=by, subject=user, facts={"invitation": invitation.public_id, "sent": send})
    return address


@transaction.atomic
def accept_invitation(token: str, password: str, *, at: datetime) -> User:
    """Set the password of the account the token opens; the token serves once."""
    invitation = open_invitation(token, at=at, lock=True)
    if invitation is None:
        raise Refused(_("Cette invitation n’est plus valable. Demandez-en une autre à l’administrateur."))
    user = invitation.user
    try:
        validate_password(password, user=user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    user.set_password(password)
    user.save(update_fields=["password"])
    by = Actor(at=at, user_id=user.pk, name=user.name)
    end_tokens_with_password(user, by=by)
    journal.record("accounts.invitation_accepted", by=by, subject=user, facts={"invitation": invitation.public_id})
    return user
