"""An account: an e-mail address that signs in. Who the person is in the organisation is told by `organisation.Person`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Identified
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.roles import GRANTED_ROLES, Role


class UserManager(BaseUserManager["User"]):
    """Creates accounts; addresses compare without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new active account; without a password it can only sign in after an invitation."""
        user = self.model(email=self.normalize_email(email).casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """One account; by its key alone, which each request asks, from a question built once."""
        if args or kwargs.keys() != {"pk"}:
            return super().get(*args, **kwargs)
        found: User | None = _BY_KEY.first(int(kwargs["pk"]))
        if found is None:
            raise User.DoesNotExist
        return found

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an address, whatever its case."""
        return self.get(email=(username or "").casefold())


class User(Identified, AbstractBaseUser):
    """An account of this territory. No superuser: rights are read from roles and from the organisation."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("nom affiché"), max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(null=True)
    preferences = models.JSONField(default=dict, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "accounts_user"

    def __str__(self) -> str:
        return self.name


_BY_KEY = Prepared(lambda key: User.objects.filter(pk=key), int)


class RoleGrant(models.Model):
    """A role given to an account by an administrator, from an instant on; taking it back deletes the row (journalled)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in sorted(GRANTED_ROLES)])
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "accounts_role_grant"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="accounts_one_grant_a_role")]

    def __str__(self) -> str:
        return f"{self.user_id} {Role(self.role).label}"
