"""The accounts application of the foundation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Puts the accounts in the navigation of their administrators."""

    name = "interco.foundation.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        """Register the entry."""
        from interco.foundation.core.actor import Actor
        from interco.foundation.core.roles import Role
        from interco.foundation.ui.navigation import Entry, register

        def allowed(actor: Actor) -> bool:
            return actor.has(Role.ADMINISTRATOR)

        register(Entry(key="accounts", label=_("Comptes"), icon="users", route="accounts", group=3, allowed=allowed))
