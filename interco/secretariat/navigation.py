"""The secretariat in the side navigation, by noun."""

from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.foundation.ui.navigation import Entry, register
from interco.scheduling.navigation import has_an_agenda
from interco.secretariat.policies import preparations
from interco.secretariat.policies.notes import may_write
from interco.secretariat.policies.requests import may_ask, takes_part


def may_receive_notes(actor: Actor) -> bool:
    """Those a note may be addressed to: agents and who sits in a body; not the technical accounts."""
    return actor.person_id is not None or actor.has(Role.SECRETARIAT)


def register_notes() -> None:
    """The notes, and the keys that write one."""
    register(
        Entry(
            key="notes", label=_("Notes"), icon="file-text", route="notes", order=42, keys="g n",
            also=("/secretariat/notes/",), allowed=may_receive_notes,
        ),
        Entry(
            key="note_write", label=_("Écrire une note"), icon="plus", route="note_write", order=46, keys="n n",
            listed=False, allowed=may_write,
        ),
    )  # fmt: skip


def register_requests() -> None:
    """Requests; asking for something has its keys on every page."""
    register(
        Entry(
            key="requests", label=_("Demandes"), icon="send", route="requests", order=43, keys="g r",
            also=("/secretariat/parapheur",), allowed=takes_part,
        ),
        Entry(
            key="request_ask", label=_("Nouvelle demande"), icon="plus", route="request_ask", order=47, keys="n d",
            listed=False, allowed=may_ask,
        ),
    )  # fmt: skip


def register_sheets() -> None:
    """The sheets of meetings."""
    register(
        Entry(
            key="sheets", label=_("Réunions"), icon="clipboard-list", route="sheets", order=18, keys="g u",
            also=("/secretariat/reunions/",), allowed=has_an_agenda,
        ),
    )  # fmt: skip


def register_preparations() -> None:
    """The preparations of events."""
    register(
        Entry(
            key="preparations", label=_("Préparations"), icon="list-tree", route="preparations", order=44, keys="g p",
            also=("/secretariat/preparations/",), allowed=preparations.takes_part,
        ),
    )  # fmt: skip
