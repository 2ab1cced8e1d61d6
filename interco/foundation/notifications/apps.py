"""The notifications application of the foundation."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Registers the periodic jobs and the page of the letters."""

    name = "interco.foundation.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """The outbox is swept each minute, whatever woke the worker."""
        from interco.foundation.core.periodic import register_periodic
        from interco.foundation.notifications import tasks
        from interco.foundation.notifications.policies.letters import sees_the_queue
        from interco.foundation.ui.navigation import Entry, register

        register_periodic("notifications.sweep", tasks.deliver_due_messages, every=timedelta(minutes=1))
        register_periodic("notifications.answers", tasks.read_answers, every=timedelta(minutes=1))
        register_periodic("notifications.forget", tasks.forget_old_notices, every=timedelta(hours=1))
        register(
            Entry(
                key="letters",
                label=_("Courriers partis"),
                icon="mail",
                route="letters",
                group=3,
                phone=True,
                allowed=sees_the_queue,
            )
        )
