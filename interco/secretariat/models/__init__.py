"""Tables of the general secretariat."""

from interco.secretariat.models.audience import Addressee, Escalation, NoteTarget
from interco.secretariat.models.endorsement import Endorsement
from interco.secretariat.models.note import NoteEvent, NoteFile, NoteModel, StaffNote

__all__ = [
    "Addressee",
    "Endorsement",
    "Escalation",
    "NoteEvent",
    "NoteFile",
    "NoteModel",
    "NoteTarget",
    "StaffNote",
]
