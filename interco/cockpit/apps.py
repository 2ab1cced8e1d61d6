"""The cockpit application."""

from django.apps import AppConfig


class CockpitConfig(AppConfig):
    """Registers the cockpit application."""

    name = "interco.cockpit"
    label = "cockpit"
    verbose_name = "Tableau"
