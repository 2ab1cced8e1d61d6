"""What the open screens of a session are told. Everybody who follows reads it: no stance before the reveal, no note."""

from typing import Any

from interco.committees.models import Meeting
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import live


def channel_of(meeting: Meeting) -> str:
    """The live channel of a session."""
    return f"meeting:{meeting.public_id}"


def tell(meeting: Meeting, kind: str, *, by: Actor, **payload: Any) -> None:
    """Publish a notice to the screens of a session, once the transaction is committed."""
    live.publish(channel_of(meeting), kind, by=by, payload=payload)
