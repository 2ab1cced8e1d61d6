"""The scheduling application."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """Registers the scheduling application."""

    name = "interco.scheduling"
    label = "scheduling"
    verbose_name = "Calendrier"
