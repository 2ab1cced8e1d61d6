"""The notifications application of the foundation."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Registers the notifications application."""

    name = "interco.foundation.notifications"
    label = "notifications"
    verbose_name = "Notifications"
