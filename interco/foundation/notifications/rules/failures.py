"""What fails for long beside letters, told on the screen of the queue: each application above registers its own.

register_failures(LinkFailures())      # in the `apps.py` of the application
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that fails: whose it is, since when, why in a sentence, and what the server said."""

    name: str
    since: datetime
    sentence: str
    detail: str = ""


class Failures(Protocol):
    """What an application tells of its own."""

    @property
    def label(self) -> str:
        """Over the list, in the language of who reads."""
        ...

    def failures(self) -> Sequence[Failure]:
        """Those that last, the oldest first; no content."""
        ...


_sources: list[Failures] = []


def register_failures(source: Failures) -> None:
    """Have them shown."""
    if source not in _sources:
        _sources.append(source)


def failing() -> list[tuple[str, Sequence[Failure]]]:
    """Each list that is not empty, under its label."""
    found = [(source.label, source.failures()) for source in _sources]
    return [(label, rows) for label, rows in found if rows]
