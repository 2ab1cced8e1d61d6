"""Whether the addressee of a letter may still receive it when it leaves, which may be long after it was written."""

from datetime import datetime

from django.db.models import Q

from interco.committees.models import Attendee
from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.models import Person
from interco.organisation.queries.standing import territory_zone


def is_still_there(message: Addressed, at: datetime) -> bool:
    """Somebody who has not left the collectivity, under the same address."""
    today = at.astimezone(territory_zone()).date()
    staying = Person.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), email__iexact=message.address)
    return staying.filter(public_id=_person_of(message)).exists()


def is_still_convened(message: Addressed, at: datetime) -> bool:
    """The same, still convened to the session that the letter tells of."""
    seats = Attendee.objects.filter(meeting__public_id=message.subject_key.removeprefix("meeting:"))
    return is_still_there(message, at) and seats.filter(person__public_id=_person_of(message)).exists()


def _person_of(message: Addressed) -> str:
    return message.recipient_key.removeprefix("person:")
