"""What the outbox knows of each kind of letter: its name for people, and whether its addressee may still receive it.

Each application registers its own in `apps.py`. The right is checked again when the letter leaves: somebody may have
lost it since. A kind nobody registered leaves as it was written.
Example: `register_kind("meeting.convocation", label=_("Convocation"), still_allowed=is_still_seated)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Addressed(Protocol):
    """What the check reads of a message."""

    kind: str
    subject_key: str
    recipient_key: str
    address: str


StillAllowed = Callable[[Addressed, datetime], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter."""

    name: str
    label: object
    still_allowed: StillAllowed | None


_kinds: dict[str, Kind] = {}


def register_kind(name: str, *, label: object, still_allowed: StillAllowed | None = None) -> None:
    """Name a kind of letter; `label` may be lazy."""
    _kinds[name] = Kind(name, label, still_allowed)


def label_of(name: str) -> str:
    """What a kind is called, its own name when nobody told."""
    kind = _kinds.get(name)
    return str(kind.label) if kind else name


def may_still_receive(message: Addressed, *, at: datetime) -> bool:
    """Whether the addressee may receive the letter now."""
    kind = _kinds.get(message.kind)
    return kind is None or kind.still_allowed is None or kind.still_allowed(message, at)
