"""Reading the tokens of the API: those of an account, and the one a request carries."""

from datetime import datetime

from django.db.models import QuerySet

from interco.foundation.accounts.models import ApiToken
from interco.foundation.accounts.rules.tokens import token_hash


def living_tokens(at: datetime) -> QuerySet[ApiToken]:
    """Tokens that still open something."""
    return ApiToken.objects.filter(revoked_at=None, expires_at__gt=at, user__is_active=True)


def tokens_of(user_id: int, at: datetime) -> QuerySet[ApiToken]:
    """The living tokens of an account, the last made first."""
    return living_tokens(at).filter(user_id=user_id)


def token_given(token: str, *, at: datetime) -> ApiToken | None:
    """The living token of these characters, with its account. One query."""
    return living_tokens(at).select_related("user").filter(token_hash=token_hash(token)).first()
