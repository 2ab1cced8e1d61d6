"""The organisation application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Tells the foundation who an account is, and what can be found in the organisation."""

    name = "interco.organisation"
    label = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        """Register the builder of actors and what the search finds."""
        from interco.foundation.core.actor import register_actor_builder
        from interco.foundation.search.queries import providers
        from interco.organisation.indexing import PeopleProvider, UnitsProvider
        from interco.organisation.queries.standing import actor_of_user

        register_actor_builder(actor_of_user)
        providers.register(PeopleProvider())
        providers.register(UnitsProvider())
