"""The search application of the foundation."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the search application."""

    name = "interco.foundation.search"
    label = "search"
    verbose_name = "Recherche"
