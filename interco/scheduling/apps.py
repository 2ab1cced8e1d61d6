"""The scheduling application."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchedulingConfig(AppConfig):
    """Registers the scheduling application."""

    name = "interco.scheduling"
    label = "scheduling"
    verbose_name = "Calendrier"

    def ready(self) -> None:
        """The agenda enters the navigation, events the search, their letters the outbox."""
        from interco.foundation.accounts.services.accounts import register_closing
        from interco.foundation.core.periodic import register_periodic
        from interco.foundation.notifications.rules.failures import register_failures
        from interco.foundation.notifications.rules.kinds import register_kind
        from interco.foundation.notifications.services.mailbox import register_calendar_reader
        from interco.foundation.search.queries import providers
        from interco.scheduling.indexing import EventsProvider
        from interco.scheduling.navigation import register_entries
        from interco.scheduling.policies.letters import is_still_invited, may_be_told
        from interco.scheduling.policies.polls import is_still_asked
        from interco.scheduling.queries import sources
        from interco.scheduling.queries.linked_calendars import LinkFailures
        from interco.scheduling.queries.outside_busy import OutsideHours
        from interco.scheduling.services.feeds import close_feeds
        from interco.scheduling.services.linked_calendars import close_links
        from interco.scheduling.services.replies import Events, register_answerable, take_reply
        from interco.scheduling.tasks import remind_voters_of_polls, run_linked_calendars, write_texts_of_events

        register_entries()
        providers.register(EventsProvider())
        register_periodic("scheduling.polls", remind_voters_of_polls, every=timedelta(hours=6))
        register_kind("event.invited", label=_("Invitation"), still_allowed=is_still_invited)
        register_kind("event.updated", label=_("Mise à jour d’une invitation"), still_allowed=is_still_invited)
        register_kind("poll.asked", label=_("Sondage de dates"), still_allowed=is_still_asked)
        register_kind("poll.asked_outside", label=_("Sondage de dates, au dehors"), still_allowed=is_still_asked)
        register_kind("poll.withdrawn", label=_("Sondage de dates retiré"), still_allowed=may_be_told)
        register_kind("event.cancelled", label=_("Annulation d’un événement"), still_allowed=may_be_told)
        register_closing(close_feeds)
        register_periodic("scheduling.texts", write_texts_of_events, every=timedelta(hours=12))
        sources.register(OutsideHours())
        register_closing(close_links)
        register_failures(LinkFailures())
        register_periodic("scheduling.linked", run_linked_calendars, every=timedelta(minutes=1))
        register_calendar_reader(take_reply)
        register_answerable(Events())
