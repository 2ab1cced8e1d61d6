"""The accounts application of the foundation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Puts the accounts in the navigation of their administrators."""

    name = "interco.foundation.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        """Register the entry and the kinds of letters: an account closed since receives nothing."""
        from interco.foundation.accounts import notices
        from interco.foundation.accounts.queries.accounts import is_open_account
        from interco.foundation.core.actor import Actor
        from interco.foundation.core.roles import Role
        from interco.foundation.notifications.rules.kinds import register_kind
        from interco.foundation.ui.navigation import Entry, register

        kinds = {
            notices.INVITATION: _("Invitation à ouvrir un compte"),
            notices.PASSWORD_RESET: _("Nouveau mot de passe"),
            notices.SECURITY: _("Sécurité du compte"),
            notices.ROLE_GIVEN: _("Rôle donné à un compte"),
        }
        for kind, label in kinds.items():
            register_kind(kind, label=label, still_allowed=is_open_account)

        def allowed(actor: Actor) -> bool:
            return actor.has(Role.ADMINISTRATOR)

        register(
            Entry(
                key="accounts", label=_("Comptes"), icon="users", route="accounts", group=3, phone=True, allowed=allowed
            )
        )
