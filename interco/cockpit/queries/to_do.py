"""À traiter: what somebody owes today, in groups by delay; and its figure for the navigation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import caches

from interco.cockpit.queries.actions import action_lines
from interco.cockpit.queries.invitations import invitation_lines
from interco.cockpit.queries.items import item_lines
from interco.cockpit.queries.lines import Line, ToDoProvider
from interco.cockpit.queries.notes import note_lines
from interco.cockpit.queries.polls import poll_lines
from interco.cockpit.queries.preparations import preparation_lines
from interco.cockpit.queries.requests import request_lines
from interco.cockpit.queries.sessions import session_lines
from interco.cockpit.queries.sheets import sheet_lines
from interco.cockpit.queries.stances import stance_lines
from interco.cockpit.rules.delays import Delay, delay_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.identifiers import scoped

PROVIDERS: tuple[ToDoProvider, ...] = (
    stance_lines,
    session_lines,
    invitation_lines,
    item_lines,
    action_lines,
    note_lines,
    request_lines,
    poll_lines,
    sheet_lines,
    preparation_lines,
)
#: The figure of the navigation may be this old, in seconds; the page itself is always exact.
FIGURE_LASTS = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one delay, the most pressing first."""

    delay: Delay
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ToDo:
    """Everything owed, and the figures of the sentence above it."""

    groups: Sequence[Group]
    total: int
    late: int
    today: int


def to_do(actor: Actor) -> ToDo:
    """What this actor owes, in a constant number of queries."""
    lines = [line for provider in PROVIDERS for line in provider(actor)] if actor.person_id is not None else []
    by_delay: dict[Delay, list[Line]] = {delay: [] for delay in Delay}
    for line in lines:
        by_delay[delay_of(line.due, actor.today)].append(line)
    groups = [Group(delay, sorted(found, key=_place)) for delay, found in by_delay.items() if found]
    caches["process"].set(_name(actor), len(lines), FIGURE_LASTS)
    return ToDo(groups, len(lines), len(by_delay[Delay.LATE]), len(by_delay[Delay.TODAY]))


def figure(actor: Actor) -> int:
    """How many lines, for the navigation of every page."""
    known = caches["process"].get(_name(actor))
    return int(known) if known is not None else to_do(actor).total


def _place(line: Line) -> tuple[bool, object, bool, object, str]:
    """A stance awaited first, then by day, by hour, by title."""
    return line.question is None, str(line.due), line.at is None, str(line.at), line.title


def _name(actor: Actor) -> str:
    return scoped("to-do", str(actor.user_id))
