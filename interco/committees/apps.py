"""The committees application."""

from datetime import timedelta

from django.apps import AppConfig

#: What of a decision never changes once it is sealed (docs: trust).
SEALED_COLUMNS = (
    "public_id", "title", "text", "outcome", "reason", "due_on", "review_on", "decided_at", "year", "number", "reference",
    "payload", "chain_number", "previous_hash", "hash", "sealed_at", "sealed_by_name", "body_id", "meeting_id", "item_id",
    "round_id", "owner_post_id",
)  # fmt: skip


class CommitteesConfig(AppConfig):
    """Protects the register of decisions."""

    name = "interco.committees"
    label = "committees"
    verbose_name = "Instances"

    def ready(self) -> None:
        """Sealed decisions are append-only; the pages enter the navigation, their objects the search."""
        from interco.committees.indexing import DecisionsProvider, ItemsProvider
        from interco.committees.navigation import register_entries
        from interco.committees.tasks import remind_owners_of_actions
        from interco.foundation.audit import append_only
        from interco.foundation.core.periodic import register_periodic
        from interco.foundation.search.queries import providers

        register_entries()
        providers.register(ItemsProvider())
        providers.register(DecisionsProvider())
        register_periodic("committees.reminders", remind_owners_of_actions, every=timedelta(hours=6))

        append_only.protect("committees_decision", SEALED_COLUMNS, when="OLD.hash <> ''")
