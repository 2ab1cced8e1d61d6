"""Whether the addressee of a letter about a preparation may still receive it when it leaves."""

from datetime import datetime

from django.db.models import Q

from interco.committees.policies.letters import is_still_there
from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.models import Assignment
from interco.secretariat.models import PreparationStep


def still_owes(message: Addressed, at: datetime) -> bool:
    """Still there under the same address, and still in charge of an open step of what the letter tells of."""
    if not is_still_there(message, at):
        return False
    key = message.recipient_key.removeprefix("person:")
    held = Assignment.objects.effective_on(at.date()).filter(person__public_id=key)
    posts = frozenset(held.values_list("post_id", flat=True))
    owed = PreparationStep.objects.owed()
    if message.subject_key:
        owed = owed.filter(preparation__public_id=message.subject_key.removeprefix("preparation:"))
    return owed.filter(Q(person__public_id=key) | Q(post_id__in=posts) | Q(preparation__pilot_id__in=posts)).exists()
