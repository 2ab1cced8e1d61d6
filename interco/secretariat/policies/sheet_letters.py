"""Whether the addressee of an agenda or of a record is still of the meeting when the letter leaves."""

from datetime import datetime

from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.policies.letters import is_still_there, person_of
from interco.scheduling.models import Participant
from interco.secretariat.models import MeetingSheet


def is_still_of_the_meeting(message: Addressed, at: datetime) -> bool:
    """The organiser or a guest, still of the territory if they were of it; somebody from outside still invited."""
    sheet = MeetingSheet.objects.filter(public_id=message.subject_key.removeprefix("sheet:")).select_related(
        "event__owner"
    )
    found = sheet.first()
    if found is None:
        return False
    guests = Participant.objects.filter(event_id=found.event_id)
    if not message.recipient_key.startswith("person:"):
        return guests.filter(person=None, address__iexact=message.address).exists()
    key = person_of(message)
    is_there = found.event.owner.public_id == key or guests.filter(person__public_id=key).exists()
    return is_there and is_still_there(message, at)
