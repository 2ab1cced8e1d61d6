"""Tables of the general secretariat."""

from interco.secretariat.models.audience import Addressee, Escalation, NoteTarget
from interco.secretariat.models.endorsement import Endorsement
from interco.secretariat.models.note import NoteEvent, NoteFile, NoteModel, StaffNote
from interco.secretariat.models.preparation import Preparation, PreparationFile, PreparationStep
from interco.secretariat.models.preparation_model import PreparationModel, PreparationModelStep
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
from interco.secretariat.models.sheet import SHEETED, MeetingSheet, SheetAction, SheetPoint, SheetPresence

__all__ = [
    "ENDED_ITEMS",
    "SHEETED",
    "Addressee",
    "Desk",
    "DigestDay",
    "Endorsement",
    "Escalation",
    "MeetingSheet",
    "NoteEvent",
    "NoteFile",
    "NoteModel",
    "NoteTarget",
    "Preparation",
    "PreparationFile",
    "PreparationModel",
    "PreparationModelStep",
    "PreparationStep",
    "Request",
    "RequestEvent",
    "RequestFile",
    "RequestSequel",
    "SheetAction",
    "SheetPoint",
    "SheetPresence",
    "Signature",
    "StaffNote",
]
