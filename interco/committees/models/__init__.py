"""Tables of the committees."""

from interco.committees.models.body import Body, Membership
from interco.committees.models.decision import Action, Counter, Decision, SealedPersonalValue
from interco.committees.models.item import Attachment, DecisionBrief, Item, ItemEvent, NoteVersion
from interco.committees.models.meeting import Attendee, Meeting
from interco.committees.models.round import Contribution, ProposalText, Respondent, Round, Stance

__all__ = [
    "Action",
    "Attachment",
    "Attendee",
    "Body",
    "Contribution",
    "Counter",
    "Decision",
    "DecisionBrief",
    "Item",
    "ItemEvent",
    "Meeting",
    "Membership",
    "NoteVersion",
    "ProposalText",
    "Respondent",
    "Round",
    "SealedPersonalValue",
    "Stance",
]
