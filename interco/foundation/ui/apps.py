"""The ui application of the foundation."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the ui application."""

    name = "interco.foundation.ui"
    label = "ui"
    verbose_name = "Interface"
