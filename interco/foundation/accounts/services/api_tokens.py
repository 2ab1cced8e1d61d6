"""Tokens of the API: made and shown once, revoked, ended with the account."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import ApiToken, User
from interco.foundation.accounts.policies.api_tokens import check_can_create_token, check_can_revoke_token
from interco.foundation.accounts.queries.api_tokens import tokens_of
from interco.foundation.accounts.rules.tokens import new_api_token, token_hash
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import one_line

NAME_LIMIT = 60
MOST_DAYS = 366
MOST_TOKENS = 20


@transaction.atomic
def create_token(*, name: str, days: int, by: Actor, with_second_factor: bool) -> tuple[ApiToken, str]:
    """Make a token for the account that acts; its characters are returned once and kept nowhere."""
    check_can_create_token(by, with_second_factor=with_second_factor)
    shown = one_line(name, field="name", limit=NAME_LIMIT, required=True)
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("Un jeton dure d’un jour à un an."), field="days")
    user = User.objects.select_for_update().get(pk=by.user_id or 0)
    living = tokens_of(user.pk, by.at)
    if living.filter(name=shown).exists():
        raise Invalid(_("Un de vos jetons porte déjà ce nom."), field="name")
    if living.count() >= MOST_TOKENS:
        raise Invalid(_("Vous avez déjà %d jetons : révoquez-en un.") % MOST_TOKENS, field="name")
    characters = new_api_token()
    token = ApiToken.objects.create(
        user=user, name=shown, token_hash=token_hash(characters), hint=characters[-4:], created_at=by.at,
        expires_at=by.at + timedelta(days=days), with_second_factor=with_second_factor,
    )  # fmt: skip
    journal.record("accounts.api_token_created", by=by, subject=token, facts={"account": user.public_id, "days": days})
    return token, characters


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> None:
    """End a token: it opens nothing from the next request on. Revoking it twice changes nothing."""
    check_can_revoke_token(by, token)
    token.refresh_from_db(from_queryset=ApiToken.objects.select_for_update())
    if token.revoked_at is not None:
        return
    token.revoked_at = by.at
    token.save(update_fields=["revoked_at"])
    journal.record("accounts.api_token_revoked", by=by, subject=token)


def end_tokens(user: User, *, by: Actor) -> int:
    """End every token of an account that closes; how many. Part of the closing, which is journalled."""
    return tokens_of(user.pk, by.at).update(revoked_at=by.at)


@transaction.atomic
def end_tokens_with_password(user: User, *, by: Actor) -> int:
    """End every token of an account whose password is chosen anew: who made them may be who lost it. How many."""
    ended = end_tokens(user, by=by)
    if ended:
        journal.record("accounts.api_tokens_ended", by=by, subject=user, facts={"count": ended})
    return ended


def note_use(token: ApiToken, *, by: Actor) -> None:
    """Remember the day a token was last used, so that a forgotten one is seen. Writes once a day."""
    if token.last_used_on != by.today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=by.today)
