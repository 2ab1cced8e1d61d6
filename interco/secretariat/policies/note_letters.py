"""Whether the addressee of a letter about a note may still receive it when it leaves."""

from datetime import datetime

from interco.committees.policies.letters import is_still_there
from interco.foundation.notifications.rules.kinds import Addressed
from interco.secretariat.models import Addressee, Escalation


def is_still_addressed(message: Addressed, at: datetime) -> bool:
    """Somebody still there whom the note was released to."""
    return is_still_there(message, at) and Addressee.objects.filter(**_named(message)).exists()


def is_still_awaited(message: Addressed, at: datetime) -> bool:
    """The same, who has not acknowledged since: nobody is reminded of what they did."""
    waiting = Addressee.objects.filter(acknowledged_at=None, **_named(message))
    return is_still_there(message, at) and waiting.exists()


def is_still_told(message: Addressed, at: datetime) -> bool:
    """A head that the delay was told to."""
    return is_still_there(message, at) and Escalation.objects.filter(**_named(message)).exists()


def _named(message: Addressed) -> dict[str, str]:
    return {
        "note__public_id": message.subject_key.removeprefix("note:"),
        "person__public_id": message.recipient_key.removeprefix("person:"),
    }
