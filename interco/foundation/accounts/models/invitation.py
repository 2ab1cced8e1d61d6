"""An invitation to open an account: a single-use token of seven days, kept only as a hash."""

from typing import ClassVar

from django.db import models

from interco.foundation.accounts.models.user import User
from interco.foundation.core.models import Identified


class Invitation(Identified):
    """Sent by an administrator to an account that has no password yet."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_invitation"
        ordering: ClassVar = ["-created_at"]
