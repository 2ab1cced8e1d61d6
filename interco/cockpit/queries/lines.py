"""A line of À traiter, whatever room it comes from, and the rooms that give some.

Later rooms (notes, requests, operations…) add their function to `PROVIDERS` in `to_do.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.urls import NoReverseMatch, reverse

from interco.foundation.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What solves a line: a link, or a gesture sent with its fields (`is_sent`)."""

    label: str
    url: str
    is_sent: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A stance awaited: the text, and how many have answered."""

    text: str
    text_number: int
    received: int
    expected: int
    answer_url: str
    reason_url: str
    brief_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something owed. `at` is an hour of the day it is due; `key` names it in the page."""

    key: str
    title: str
    detail: str
    due: date | None
    at: datetime | None = None
    url: str = ""
    act: Act | None = None
    other: Act | None = None
    question: Question | None = None
    is_mine: bool = field(default=False)


class ToDoProvider(Protocol):
    """What a room owes somebody today, in a constant number of queries."""

    def __call__(self, actor: Actor) -> Iterable[Line]:
        """The lines of this actor."""
        ...


def address(name: str, *arguments: str) -> str:
    """The address of a page, or nothing where this installation does not have it."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
