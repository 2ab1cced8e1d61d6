"""Opening and closing accounts, giving and taking back roles."""

import secrets
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.accounts.models import Invitation, RoleGrant, User
from interco.foundation.accounts.notices import role_given_letter
from interco.foundation.accounts.policies.accounts import (
    check_can_deactivate,
    check_can_grant,
    check_can_manage_accounts,
    check_can_revoke,
)
from interco.foundation.accounts.queries.accounts import direction
from interco.foundation.accounts.rules.languages import preferred
from interco.foundation.accounts.services.api_tokens import end_tokens
from interco.foundation.accounts.services.sessions import end_all_sessions
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.roles import GRANTED_ROLES, READING_ROLES, Role
from interco.foundation.core.texts import one_line
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Recipient

Closing = Callable[[int, Actor], None]
ADDRESS_LIMIT = 254
_closings: list[Closing] = []
Opening = Callable[[User, Actor], bool]
_openings: list[Opening] = []


def register_opening(opening: Opening) -> None:
    """Have `opening(user, by)` called when an account is opened, by the application that knows the people.

    It says whether it found whose account it is, and is called again by `find_person`.
    """
    if opening not in _openings:
        _openings.append(opening)


def register_closing(closing: Closing) -> None:
    """Have `closing(user_id, by)` called when an account is closed: feeds, tokens of another application."""
    if closing not in _closings:
        _closings.append(closing)


@transaction.atomic
def create_account(*, email: str, name: str, by: Actor, roles: frozenset[Role] = frozenset()) -> User:
    """Open an account without a password: it signs in after an invitation."""
    check_can_manage_accounts(by)
    address = _checked_address(email)
    shown = one_line(name, field="name", required=True)
    if User.objects.filter(email=address).exists():
        raise Invalid(_("Un compte porte déjà cette adresse."), field="email")
    user = User.objects.create_user(email=address, name=shown, created_at=by.at)
    journal.record("accounts.opened", by=by, subject=user, personal={"email": address, "name": shown})
    for opening in _openings:
        opening(user, by)
    for role in sorted(roles):
        grant_role(user, role, by=by)
    return user


@transaction.atomic
def find_person(user: User, *, by: Actor) -> None:
    """Give an account already open to the person who has its address and arrived after it, or `Invalid`."""
    check_can_manage_accounts(by)
    if not any(opening(user, by) for opening in _openings):
        raise Invalid(
            _(
                "Aucune personne présente, sans compte, n’est seule à porter cette adresse : corrigez sa fiche, puis réessayez."
            )
        )


def _checked_address(email: str) -> str:
    address = email.strip().casefold()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(_("Cette adresse électronique n’est pas valable."), field="email") from error
    if len(address) > ADDRESS_LIMIT:
        raise Invalid(_("Cette adresse électronique est trop longue."), field="email")
    return address


@transaction.atomic
def grant_role(user: User, role: Role, *, by: Actor) -> None:
    """Give a role by hand; giving it twice changes nothing. Roles read from the organisation are not given."""
    check_can_grant(by, user, role)
    if role not in GRANTED_ROLES:
        raise Invalid(_("Ce rôle se lit dans l’organisation ; il ne se donne pas."), field="role")
    grant, created = RoleGrant.objects.get_or_create(
        user=user, role=role, defaults={"granted_by_id": by.user_id, "at": by.at}
    )
    if created:
        journal.record("accounts.role_granted", by=by, subject=user, facts={"role": grant.role})
        if role in READING_ROLES:
            _tell_the_direction(user, role, by=by)


def _tell_the_direction(user: User, role: Role, *, by: Actor) -> None:
    """Write to the DGS who now reads, and by whose hand: who administers opens no content unseen."""
    for head in direction(by.at):
        with override(preferred(head.preferences)):
            letter = role_given_letter(user, role, by=by)
        to = Recipient(key=f"user:{head.public_id}", name=head.name, address=head.email)
        outbox.queue(letter, to=to, by=by, reference=secrets.token_hex(8))


def _hold_administrators() -> None:
    """Lock the accounts of the administrators, by key: of two who take the role from one another, the second is refused."""
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR)
    list(
        User.objects.filter(pk__in=grants.values("user_id"))
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )


@transaction.atomic
def revoke_role(user: User, role: Role, *, by: Actor) -> None:
    """Take a role back; it holds at the next request."""
    if role == Role.ADMINISTRATOR:
        _hold_administrators()
    check_can_revoke(by, user, role)
    if RoleGrant.objects.filter(user=user, role=role).delete()[0]:
        journal.record("accounts.role_revoked", by=by, subject=user, facts={"role": role})


@transaction.atomic
def deactivate(user: User, *, by: Actor) -> None:
    """Close an account: sessions, tokens, invitations and what other applications opened for it end with it."""
    _hold_administrators()
    check_can_deactivate(by, user)
    if not user.is_active:
        return
    end_tokens(user, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=by.at).update(expires_at=by.at)
    end_all_sessions(user.pk)
    for closing in _closings:
        closing(user.pk, by)
    journal.record("accounts.closed", by=by, subject=user)


@transaction.atomic
def reactivate(user: User, *, by: Actor) -> None:
    """Open a closed account again; its former sessions do not come back."""
    check_can_manage_accounts(by)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.record("accounts.reopened", by=by, subject=user)
