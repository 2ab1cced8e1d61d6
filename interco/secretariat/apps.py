"""The general secretariat: notes to staff, requests between services and the DGS, preparation of its events."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecretariatConfig(AppConfig):
    """Registers the secretariat."""

    name = "interco.secretariat"
    label = "secretariat"
    verbose_name = _("Secrétariat général")

    def ready(self) -> None:
        """Each noun enters the navigation, the search, the outbox and the worker; what a session ends comes back."""
        _notes()
        _requests()
        _sheets()
        _preparations()


def _notes() -> None:
    from interco.committees.policies.letters import is_still_there
    from interco.foundation.core.periodic import register_periodic
    from interco.foundation.notifications.rules.kinds import register_kind
    from interco.foundation.search.queries import providers
    from interco.secretariat import tasks
    from interco.secretariat.indexing import NotesProvider
    from interco.secretariat.navigation import register_notes
    from interco.secretariat.policies.note_letters import is_still_addressed, is_still_awaited, is_still_told

    register_notes()
    providers.register(NotesProvider())
    register_periodic("secretariat.release_notes", tasks.release_notes, every=timedelta(minutes=5))
    register_periodic("secretariat.follow_notes", tasks.follow_notes, every=timedelta(hours=6))
    register_kind("note.released", label=_("Note de service"), still_allowed=is_still_addressed)
    register_kind("note.reminder", label=_("Rappel d’une note de service"), still_allowed=is_still_awaited)
    register_kind("note.escalated", label=_("Note de service non lue"), still_allowed=is_still_told)
    register_kind("note.endorsement_asked", label=_("Visa demandé"), still_allowed=is_still_there)
    register_kind("note.to_sign", label=_("Note à signer"), still_allowed=is_still_there)
    register_kind("note.returned", label=_("Note revenue à son auteur"), still_allowed=is_still_there)


def _requests() -> None:
    from interco.committees.policies.letters import is_still_there
    from interco.committees.queries.origins import register_origin
    from interco.committees.services.sequels import register_sequel
    from interco.foundation.core.periodic import register_periodic
    from interco.foundation.notifications.rules.kinds import register_kind
    from interco.foundation.search.queries import providers
    from interco.scheduling.queries.origins import register_event_origin
    from interco.secretariat.indexing import RequestsProvider
    from interco.secretariat.navigation import register_requests
    from interco.secretariat.policies import requests
    from interco.secretariat.policies.letters import is_still_the_author
    from interco.secretariat.queries.request_origins import RequestOrigins
    from interco.secretariat.services.request_outcomes import bring_back
    from interco.secretariat.tasks import send_morning_digests

    register_requests()
    providers.register(RequestsProvider())
    origins = RequestOrigins(requests.visible_to)
    register_origin(origins)
    register_event_origin(origins)
    register_sequel("secretariat.requests", bring_back)
    register_kind("request.moved", label=_("Suite d’une demande"), still_allowed=is_still_the_author)
    register_kind("requests.digest", label=_("Demandes en attente"), still_allowed=is_still_there)
    register_periodic("secretariat.digest", send_morning_digests, every=timedelta(minutes=5))


def _sheets() -> None:
    from interco.committees.queries.action_homes import register_home
    from interco.committees.queries.origins import register_origin
    from interco.foundation.notifications.rules.kinds import register_kind
    from interco.foundation.search.queries import providers
    from interco.scheduling.queries.event_links import register_event_links
    from interco.scheduling.services.sequels import register_event_sequel
    from interco.secretariat.indexing import SheetsProvider
    from interco.secretariat.navigation import register_sheets
    from interco.secretariat.policies import sheets
    from interco.secretariat.policies.sheet_letters import is_still_of_the_meeting
    from interco.secretariat.queries.sheet_links import SheetLinks
    from interco.secretariat.queries.sheet_origins import SheetOrigins
    from interco.secretariat.services.sheet_days import follow_event

    register_sheets()
    providers.register(SheetsProvider())
    register_home(sheets.SheetActions())
    register_origin(SheetOrigins(sheets.visible_to))
    register_event_sequel("secretariat.sheets", follow_event)
    register_event_links("secretariat.sheets", SheetLinks(sheets.visible_to, sheets.may_open))
    register_kind("sheet.agenda", label=_("Ordre du jour d’une réunion"), still_allowed=is_still_of_the_meeting)
    register_kind("sheet.released", label=_("Compte rendu d’une réunion"), still_allowed=is_still_of_the_meeting)


def _preparations() -> None:
    from interco.foundation.core.periodic import register_periodic
    from interco.foundation.notifications.rules.kinds import register_kind
    from interco.foundation.search.queries import providers
    from interco.scheduling.queries.event_links import register_event_links
    from interco.scheduling.services.sequels import register_event_sequel
    from interco.secretariat.indexing import PreparationsProvider
    from interco.secretariat.navigation import register_preparations
    from interco.secretariat.policies import preparations
    from interco.secretariat.policies.preparation_letters import still_owes
    from interco.secretariat.queries.preparation_links import PreparationLinks
    from interco.secretariat.services.preparation_life import follow_event
    from interco.secretariat.tasks import follow_preparations

    register_preparations()
    providers.register(PreparationsProvider())
    links = PreparationLinks(preparations.visible_to, preparations.may_prepare)
    register_event_links("secretariat.preparations", links)
    register_event_sequel("secretariat.preparations", follow_event)
    register_kind("preparation.entrusted", label=_("Étape confiée"), still_allowed=still_owes)
    register_kind("preparation.reminder", label=_("Rappel d’une étape"), still_allowed=still_owes)
    register_periodic("secretariat.preparations", follow_preparations, every=timedelta(minutes=5))
