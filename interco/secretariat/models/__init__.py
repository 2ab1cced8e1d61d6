"""Tables of the general secretariat."""

from interco.secretariat.models.audience import Addressee, Escalation, NoteTarget
from interco.secretariat.models.endorsement import Endorsement
from interco.secretariat.models.note import NoteEvent, NoteFile, NoteModel, StaffNote
from interco.secretariat.models.request import (
    ENDED_ITEMS,
    Desk,
    DigestDay,
    Request,
    RequestEvent,
    RequestFile,
    RequestSequel,
    Signature,
)

__all__ = [
    "ENDED_ITEMS",
    "Addressee",
    "Desk",
    "DigestDay",
    "Endorsement",
    "Escalation",
    "NoteEvent",
    "NoteFile",
    "NoteModel",
    "NoteTarget",
    "Request",
    "RequestEvent",
    "RequestFile",
    "RequestSequel",
    "Signature",
    "StaffNote",
]
