"""The documents application of the foundation."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Lets the outbox read the files that leave with a letter."""

    name = "interco.foundation.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Give the outbox the reader of the file store."""
        from interco.foundation.documents.services.store import content_of
        from interco.foundation.notifications.services.delivery import register_enclosure_reader

        register_enclosure_reader(content_of)
