"""The committees application."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

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
        """Sealed decisions are append-only; pages enter the navigation, objects the search, letters the
        outbox, sessions the calendars."""
        from interco.committees.calendars import BodySessions, BodyShelves
        from interco.committees.indexing import DecisionsProvider, ItemsProvider
        from interco.committees.navigation import register_entries
        from interco.committees.policies.letters import is_still_convened, is_still_there
        from interco.committees.services.replies import Sessions
        from interco.committees.tasks import remind_owners_of_actions
        from interco.foundation.audit import append_only
        from interco.foundation.core.periodic import register_periodic
        from interco.foundation.notifications.rules.kinds import register_kind
        from interco.foundation.search.queries import providers
        from interco.scheduling.queries import shelves, sources
        from interco.scheduling.services.replies import register_answerable

        register_entries()
        providers.register(ItemsProvider())
        providers.register(DecisionsProvider())
        sources.register(BodySessions())
        shelves.register(BodyShelves())
        register_answerable(Sessions())
        register_periodic("committees.reminders", remind_owners_of_actions, every=timedelta(hours=6))

        register_kind("meeting.convened", label=_("Convocation"), still_allowed=is_still_convened)
        register_kind("meeting.updated", label=_("Mise à jour d’une convocation"), still_allowed=is_still_convened)
        register_kind("meeting.cancelled", label=_("Annulation d’une séance"), still_allowed=is_still_convened)
        register_kind("record.released", label=_("Relevé de décisions"), still_allowed=is_still_convened)
        register_kind("item.returned", label=_("Point renvoyé"), still_allowed=is_still_there)
        register_kind("actions.reminder", label=_("Rappel d’actions"), still_allowed=is_still_there)

        append_only.protect("committees_decision", SEALED_COLUMNS, when="OLD.hash <> ''")
