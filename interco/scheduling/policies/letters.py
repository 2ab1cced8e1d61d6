"""Whether a guest may still receive the letter of an event when it leaves."""

from datetime import datetime

from django.db.models import QuerySet

from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.policies.letters import is_still_there, person_of
from interco.scheduling.models import Participant

PERSON = "person:"


def is_still_invited(message: Addressed, at: datetime) -> bool:
    """A guest of the event, still of the territory if they were of it."""
    guests = Participant.objects.filter(event__public_id=message.subject_key.removeprefix("event:"))
    return is_among(guests, message, at)


def is_among(guests: QuerySet[Participant], message: Addressed, at: datetime) -> bool:
    """Whether a letter goes to one of these guests, still of the territory if they were of it."""
    if message.recipient_key.startswith(PERSON):
        return is_still_there(message, at) and guests.filter(person__public_id=person_of(message)).exists()
    return guests.filter(person=None, address__iexact=message.address).exists()


def may_be_told(message: Addressed, at: datetime) -> bool:
    """A cancellation goes to whoever had the invitation, guest or no more."""
    return not message.recipient_key.startswith(PERSON) or is_still_there(message, at)
