"""Notes of the tests, at each step of their life, made by the services themselves with people of the cast."""

from datetime import timedelta
from typing import Any

from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from interco.secretariat.models import StaffNote
from interco.secretariat.services.endorsements import give_endorsement, send_note, set_circuit
from interco.secretariat.services.note_audience import Named, name_target
from interco.secretariat.services.note_signing import sign_note
from interco.secretariat.services.notes import NoteContent, write_note
from tests.cast import NOW, actor


def content(cast: Built, **given: Any) -> NoteContent:
    """What a note of RH says."""
    usual: dict[str, Any] = {
        "title": "Horaires d’été", "unit": cast.units["rh"], "signatory_post": cast.posts["dgs"],
        "text": "Les services ouvrent à **7 h 30** du 1er juillet au 31 août.", "escalate_after_days": 7,
    }  # fmt: skip
    return NoteContent(**(usual | given))


def a_draft(cast: Built, *units: str, author: str = "agent_rh", **given: Any) -> StaffNote:
    """A draft addressed to units with what stands under them (RH by default)."""
    by = actor(cast, author)
    note = write_note(content(cast, **given), by=by)
    for key in units or ("rh",):
        name_target(note, Named(thing=cast.units[key]), by=by)
    return note


def a_sent(cast: Built, *units: str, **given: Any) -> StaffNote:
    """A note whose first visa, that of the head of RH, is asked."""
    return send_note(a_draft(cast, *units, **given), by=actor(cast, "agent_rh"))


def a_sent_to_nobody(cast: Built) -> StaffNote:
    """A note whose visa is asked of a vacant post."""
    note = a_draft(cast)
    set_circuit(note, [(cast.posts["finances"], 3)], by=actor(cast, "agent_rh"))
    return send_note(note, by=actor(cast, "agent_rh"))


def a_ready(cast: Built, *units: str, **given: Any) -> StaffNote:
    """A note at the signature."""
    return give_endorsement(a_sent(cast, *units, **given), by=actor(cast, "rh"))


def a_released(cast: Built, *units: str, **given: Any) -> StaffNote:
    """A note signed and released now."""
    return sign_note(a_ready(cast, *units, **given), by=actor(cast, "dgs"))


def later(cast: Built, key: str, **delay: float) -> Actor:
    """Someone of the cast, some days or hours later."""
    return actor(cast, key, NOW + timedelta(**delay))
