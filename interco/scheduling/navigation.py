"""The agenda in the side navigation, and the key that writes an event from any page."""

from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.foundation.ui.navigation import Entry, register


def has_an_agenda(actor: Actor) -> bool:
    """People of the organisation: a technical account has none."""
    return actor.person_id is not None and actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.COMMUNE_STAFF)


def plans(actor: Actor) -> bool:
    """Those who write in an agenda."""
    return actor.person_id is not None and actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT)


def register_entries() -> None:
    """The agenda, and a new event."""
    register(
        Entry(key="calendar", label=_("Agenda"), icon="calendar", route="calendar", order=15, keys="g c", allowed=has_an_agenda),
        Entry(
            key="event_add", label=_("Nouvel événement"), icon="calendar-plus", route="event_add", order=46, keys="n e",
            listed=False, allowed=plans,
        ),
    )  # fmt: skip
