"""Whether the addressee of a letter is still of the territory when it leaves, which may be long after it was written."""

from datetime import datetime

from django.db.models import Q

from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.models import Person
from interco.organisation.queries.standing import territory_zone


def is_still_there(message: Addressed, at: datetime) -> bool:
    """Somebody who has not left the collectivity, under the same address."""
    today = at.astimezone(territory_zone()).date()
    staying = Person.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), email__iexact=message.address)
    return staying.filter(public_id=person_of(message)).exists()


def person_of(message: Addressed) -> str:
    """The public identifier of the person written to."""
    return message.recipient_key.removeprefix("person:")
