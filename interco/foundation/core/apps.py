"""The core application: what every room of the house stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the core application."""

    name = "interco.foundation.core"
    label = "core"
    verbose_name = "Socle"
