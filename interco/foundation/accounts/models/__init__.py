"""Tables of accounts."""

from interco.foundation.accounts.models.api_token import ApiToken
from interco.foundation.accounts.models.invitation import Invitation
from interco.foundation.accounts.models.user import RoleGrant, User

__all__ = ["ApiToken", "Invitation", "RoleGrant", "User"]
