"""The installation: its first start, its state, its backups, its journal."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role


def administers(actor: Actor) -> bool:
    """Technical administrators."""
    return actor.has(Role.ADMINISTRATOR)


def keeps_the_journal(actor: Actor) -> bool:
    """Technical administrators and the data-protection officer."""
    return actor.has(Role.ADMINISTRATOR, Role.DPO)


class InstallationConfig(AppConfig):
    """Puts the pages of the installation in the navigation of those who keep it."""

    name = "interco.installation"
    label = "installation"
    verbose_name = "Installation"

    def ready(self) -> None:
        """Register the entries and the daily purge."""
        from interco.foundation.core.periodic import register_periodic
        from interco.foundation.ui.navigation import Entry, register
        from interco.installation import tasks

        register_periodic("installation.purge", tasks.forget_what_served, every=timedelta(days=1))
        register(
            Entry(
                key="installation", label=_("Installation"), icon="settings", route="installation", group=3, order=10,
                allowed=administers,
            ),
            Entry(
                key="journal", label=_("Journal"), icon="history", route="journal", group=3, order=90,
                allowed=keeps_the_journal,
            ),
        )  # fmt: skip
