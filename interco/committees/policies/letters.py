"""Whether the addressee of a letter may still receive it when it leaves, which may be long after it was written."""

from datetime import datetime

from interco.committees.models import Attendee
from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.policies.letters import is_still_there, person_of

__all__ = ["is_still_convened", "is_still_there"]


def is_still_convened(message: Addressed, at: datetime) -> bool:
    """Somebody still there, still convened to the session that the letter tells of."""
    seats = Attendee.objects.filter(meeting__public_id=message.subject_key.removeprefix("meeting:"))
    return is_still_there(message, at) and seats.filter(person__public_id=person_of(message)).exists()
