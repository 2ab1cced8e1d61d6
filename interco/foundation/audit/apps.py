"""The journal of the foundation."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install(**_kwargs: Any) -> None:
    from interco.foundation.audit import append_only

    append_only.install()


class AuditConfig(AppConfig):
    """Protects the journal and installs the triggers of every append-only table after a migration."""

    name = "interco.foundation.audit"
    label = "audit"
    verbose_name = "Journal"

    def ready(self) -> None:
        """Declare the journal append-only."""
        from interco.foundation.audit import append_only

        columns = [
            "number",
            "at",
            "event",
            "actor_id",
            "subject_type",
            "subject_id",
            "payload",
            "previous_hash",
            "hash",
        ]
        append_only.protect("audit_entry", columns)
        post_migrate.connect(_install, dispatch_uid="audit.append_only")
