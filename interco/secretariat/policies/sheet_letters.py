"""Whether the addressee of an agenda or of a record is still of the meeting when the letter leaves."""

from datetime import datetime

from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.policies.letters import is_still_there
from interco.scheduling.models import Participant
from interco.scheduling.policies.letters import PERSON, is_among
from interco.secretariat.models import MeetingSheet


def is_still_of_the_meeting(message: Addressed, at: datetime) -> bool:
    """The organiser or a guest, still of the territory if they were of it; somebody from outside still invited."""
    key = message.subject_key.removeprefix("sheet:")
    found = MeetingSheet.objects.filter(public_id=key).select_related("event__owner").first()
    if found is None:
        return False
    if message.recipient_key == f"{PERSON}{found.event.owner.public_id}":
        return is_still_there(message, at)
    return is_among(Participant.objects.filter(event_id=found.event_id), message, at)
