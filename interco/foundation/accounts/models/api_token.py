"""A personal token of the API: the account's rights, under `/api/` only, until it expires or is revoked."""

from typing import ClassVar

from django.db import models

from interco.foundation.accounts.models.user import User
from interco.foundation.core.models import Identified


class ApiToken(Identified):
    """Kept as a hash; `hint` is its last characters, to tell one from another. `last_used_on` moves once a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    with_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        db_table = "accounts_api_token"
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
