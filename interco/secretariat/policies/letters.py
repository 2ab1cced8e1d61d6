"""Whether the addressee of a letter about a request may still receive it when it leaves."""

from datetime import datetime

from interco.committees.policies.letters import is_still_there
from interco.foundation.notifications.rules.kinds import Addressed
from interco.secretariat.models import Request


def is_still_the_author(message: Addressed, at: datetime) -> bool:
    """Still there under the same address, and still the author of the request the letter tells of."""
    asked = Request.objects.filter(
        public_id=message.subject_key.removeprefix("request:"),
        author__public_id=message.recipient_key.removeprefix("person:"),
    )
    return asked.exists() and is_still_there(message, at)
