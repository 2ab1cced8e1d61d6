"""What every view of the session begins with: the session, the item, the round one may see, or 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from interco.committees.models import Item, Meeting, Round
from interco.committees.policies.meetings import find
from interco.committees.policies.session import check_can_lead
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared

_ROUND = Prepared(
    lambda meeting, key: Round.objects.filter(meeting_id=meeting, public_id=key).select_related("meeting__body", "item"),
    int, str,
)  # fmt: skip


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def meeting_of(request: HttpRequest, key: str) -> Meeting:
    """The session of an address, when its reader may know of it."""
    found = find(actor_of_request(request), key, live=True)
    if found is None:
        raise Http404
    return found


def led_meeting(request: HttpRequest, key: str) -> Meeting:
    """The same, for whoever leads it."""
    meeting = meeting_of(request, key)
    check_can_lead(actor_of_request(request), meeting)
    return meeting


def item_of(meeting: Meeting, key: str) -> Item:
    """An item of the session's agenda."""
    return get_object_or_404(meeting.items.select_related("meeting__body", "rapporteur_post"), public_id=key)


def round_of(meeting: Meeting, key: str) -> Round:
    """A round of the session."""
    found: Round | None = _ROUND.first(meeting.pk, key)
    if found is None:
        raise Http404
    return found
