"""The documents application of the foundation."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the documents application."""

    name = "interco.foundation.documents"
    label = "documents"
    verbose_name = "Documents"
