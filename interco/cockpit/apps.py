"""The cockpit: what each one owes today."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor


def owes_something(actor: Actor) -> bool:
    """People of the organisation; a technical account owes nothing here."""
    return actor.person_id is not None


class CockpitConfig(AppConfig):
    """Puts the home page first in the navigation."""

    name = "interco.cockpit"
    label = "cockpit"
    verbose_name = _("À traiter")

    def ready(self) -> None:
        """Register the entry and its count."""
        from interco.cockpit.queries.to_do import figure
        from interco.foundation.ui.navigation import Entry, register

        register(
            Entry(
                key="to_do", label=_("À traiter"), icon="list-checks", route="to_do", order=1, keys="g a", phone=True,
                allowed=owes_something, count=figure,
            )
        )  # fmt: skip
