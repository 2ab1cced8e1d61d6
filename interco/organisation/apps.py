"""The organisation application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Tells the foundation who an account is."""

    name = "interco.organisation"
    label = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        """Register the builder of actors."""
        from interco.foundation.core.actor import register_actor_builder
        from interco.organisation.queries.standing import actor_of_user

        register_actor_builder(actor_of_user)
