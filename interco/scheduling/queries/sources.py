"""What stands in agendas beside events: the applications above register theirs (sessions of bodies, projects…).

    register(BodySessions())      # in the `apps.py` of the application

A source answers two questions, each in a constant number of queries: what to show somebody between two instants, and
when people are busy. It gives only what its own policies let the actor read; the busy times say nothing else.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from interco.foundation.core.actor import Actor


class Busy(NamedTuple):
    """A person (its key in the database) taken from an instant to another."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a calendar. `uid` is that of its iCalendar object; `layer` names the layer it is drawn in.

    Of an event: `key` and `day` name one of its days, `people` are those asked about whom it takes, `is_hidden` says that
    the actor sees only that they are taken. `owner` and `author` are names, two when somebody acts for somebody.
    """

    uid: str
    layer: str
    title: str
    starts_at: datetime
    ends_at: datetime
    url: str = ""
    place: str = ""
    is_whole_day: bool = False
    is_cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None
    key: str = ""
    day: date | None = None
    kind: str = ""
    zone: str = ""
    owner: str = ""
    author: str = ""
    answer: str = ""
    people: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_mine: bool = False
    is_series: bool = False
    version: int = 0


class CalendarSource(Protocol):
    """What an application gives to the calendar."""

    layer: str
    label: object

    def entries(
        self, actor: Actor, start: datetime, end: datetime, *, people: Collection[int] | None
    ) -> Iterable[Entry]:
        """What the actor may read between two instants: of those people, or of everybody when `None`."""
        ...

    def busy(self, people: Collection[int], start: datetime, end: datetime) -> Iterable[Busy]:
        """When those people are taken, whoever asks."""
        ...


_sources: dict[str, CalendarSource] = {}


def register(source: CalendarSource) -> None:
    """Add a source, or replace the one of the same layer."""
    _sources[source.layer] = source


def sources() -> list[CalendarSource]:
    """All of them, in the order of registration."""
    return list(_sources.values())
