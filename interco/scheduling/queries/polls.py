"""Polls of dates as they are read: the page, the secret address, the list, what awaits somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from interco.foundation.accounts.rules.tokens import token_hash
from interco.foundation.core.actor import Actor
from interco.scheduling.enums import PollState
from interco.scheduling.models import Poll, PollDate, Voter
from interco.scheduling.queries.access import own_agendas
from interco.scheduling.queries.words import span_words
from interco.scheduling.rules.polls import Tally, best_of, tally_of


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date proposed: in words, its answers counted, whether it is the best so far."""

    date: PollDate
    words: str
    tally: Tally
    is_best: bool


@dataclass(frozen=True, slots=True)
class PollPage:
    """The poll with the answers of everybody; `mine` is the actor's own line."""

    poll: Poll
    dates: Sequence[DateLine]
    voters: Sequence[tuple[Voter, Mapping[int, str]]]
    mine: Voter | None
    my_choices: Mapping[int, str]
    waiting: int
    is_managed: bool
    is_awaited: bool


def poll_page(poll: Poll, actor: Actor) -> PollPage:
    """The page of a poll the actor may read. Four queries, whatever the number of dates and people."""
    dates = list(poll.dates.all())
    voters = list(poll.voters.prefetch_related("answers"))
    choices = {row.pk: {one.date_id: one.choice for one in row.answers.all()} for row in voters}
    tallies = {
        date.pk: tally_of([given[date.pk] for given in choices.values() if date.pk in given]) for date in dates
    }  # fmt: skip
    best = best_of(tallies)
    mine = next((row for row in voters if actor.person_id is not None and row.person_id == actor.person_id), None)
    return PollPage(
        poll=poll, dates=[DateLine(date, date_words(poll, date), tallies[date.pk], date.pk == best) for date in dates],
        voters=[(row, choices[row.pk]) for row in voters], mine=mine, my_choices=choices[mine.pk] if mine else {},
        waiting=sum(1 for row in voters if row.answered_at is None), is_managed=poll.owner_id in own_agendas(actor),
        is_awaited=is_awaited(poll, actor.at),
    )  # fmt: skip


def date_words(poll: Poll, date: PollDate) -> str:
    """« mardi 8 décembre 2026, de 8 h 30 à 11 h », by the clocks of the poll."""
    ends_at = date.starts_at + timedelta(minutes=poll.minutes)
    return span_words(date.starts_at, ends_at, ZoneInfo(poll.zone), is_whole_day=False)


def is_awaited(poll: Poll, at: datetime) -> bool:
    """Whether answers are still taken."""
    return poll.state == PollState.OPEN and poll.expires_at > at


def voter_of_token(token: str, at: datetime) -> Voter | None:
    """Who a secret address stands for, while the poll takes answers. The token itself is kept nowhere."""
    rows = Voter.objects.filter(token_hash=token_hash(token), poll__state=PollState.OPEN, poll__expires_at__gt=at)
    return rows.select_related("poll__owner").first()


def with_figures(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    """Each poll with how many are asked (`asked`) and how many answered (`answered`)."""
    return polls.select_related("owner").annotate(
        asked=Count("voters"), answered=Count("voters", filter=Q(voters__answered_at__isnull=False))
    )


def to_answer(actor: Actor) -> QuerySet[Voter]:
    """The polls that wait for the actor's own answer."""
    return Voter.objects.filter(
        person_id=actor.person_id or 0, answered_at=None, poll__state=PollState.OPEN, poll__expires_at__gt=actor.at
    ).select_related("poll__owner").order_by("poll__closes_on", "pk")  # fmt: skip


def to_settle(actor: Actor) -> QuerySet[Poll]:
    """The polls of the actor's own agenda whose date may be chosen: everybody answered, or it is over."""
    rows = with_figures(Poll.objects.filter(owner_id=actor.person_id or 0, state=PollState.OPEN))
    waiting = Count("voters", filter=Q(voters__answered_at__isnull=True))
    return rows.annotate(waiting=waiting).filter(Q(expires_at__lte=actor.at) | Q(waiting=0))
