"""The committees application."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """Registers the committees application."""

    name = "interco.committees"
    label = "committees"
    verbose_name = "Instances"
