"""What I owe: lines by delay, each with the one act that solves it. A constant number of queries.

What is owed follows the posts held today: an interim sees the actions of the post the day it starts, and no more the day
it ends. Lines: a stance awaited, an action, an item sent back, a draft; for whoever keeps a body, proposals to examine,
a session to convene, a record to release.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.committees.enums import ItemState, MeetingState, RoundPhase
from interco.committees.models import Action, Item, Meeting, ProposalText, Respondent, Round, Stance
from interco.committees.policies.bodies import sees_all
from interco.committees.queries.actions import OPEN, owned_by
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor

CONVENE_DAYS = 7
RELEASE_DAYS = 30


class Delay(StrEnum):
    """When a line is due."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something owed. `kind` chooses the act of the page; `key` is the public identifier it acts on."""

    kind: str
    title: str
    detail: str
    delay: Delay
    due_on: date | None = None
    key: str = ""
    meeting: str = ""
    version: int = 0
    question: str = ""
    extra: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """The next session of a body I sit in or keep."""

    meeting: Meeting
    items: int
    minutes: int
    mine: int


def delay_of(due_on: date | None, today: date) -> Delay:
    """Late before today; this week up to the coming Sunday; later beyond. No date is for this week."""
    if due_on is None:
        return Delay.WEEK
    if due_on < today:
        return Delay.LATE
    if due_on == today:
        return Delay.TODAY
    return Delay.WEEK if due_on <= today + timedelta(days=6 - today.weekday()) else Delay.LATER


def to_do(actor: Actor) -> dict[Delay, list[Line]]:
    """The lines of the actor by delay, the most pressing first."""
    groups: dict[Delay, list[Line]] = {delay: [] for delay in Delay}
    if actor.person_id is None:
        return groups
    for line in (*_stances(actor), *_actions(actor), *_items(actor), *_keeping(actor)):
        groups[line.delay].append(line)
    for lines in groups.values():
        lines.sort(key=lambda line: (line.kind != "stance", line.due_on or date.max, line.title))
    return groups


def count_of(actor: Actor) -> int:
    """How many lines are not for later: the figure beside « À traiter »."""
    groups = to_do(actor)
    return sum(len(lines) for delay, lines in groups.items() if delay != Delay.LATER)


def _stances(actor: Actor) -> Iterator[Line]:
    last_text = ProposalText.objects.filter(round=OuterRef("round")).order_by("-number")
    given = Stance.objects.filter(round=OuterRef("round"), attendee=OuterRef("attendee"), text=OuterRef("last_text"))
    asked = (
        Respondent.objects.filter(
            attendee__person_id=actor.person_id or 0, round__phase=RoundPhase.STANCES, round__closed_at=None
        )
        .annotate(last_text=Subquery(last_text.values("pk")[:1]), words=Subquery(last_text.values("text")[:1]))
        .annotate(text_number=Subquery(last_text.values("number")[:1]))
        .filter(~Exists(given))
        .select_related("round__item__rapporteur", "round__meeting")
    )
    for row in asked:
        round_: Round = row.round
        item = round_.item
        yield Line(
            kind="stance", title=item.title, delay=Delay.TODAY, due_on=actor.today, key=round_.public_id,
            meeting=round_.meeting.public_id, question=row.words,
            detail=_("Tour %(number)s · point %(reference)s, porté par %(name)s")
            % {"number": round_.number, "reference": item.reference, "name": item.rapporteur.full_name},
            extra={"text_number": row.text_number},
        )  # fmt: skip


def _actions(actor: Actor) -> Iterator[Line]:
    rows = Action.objects.filter(owned_by(actor), state__in=OPEN).select_related("decision").order_by("due_on")[:200]
    for row in rows:
        origin = _(", issue de %s") % row.decision.reference if row.decision and row.decision.reference else ""
        late = (actor.today - row.due_on).days
        delay = " · " + ngettext("retard de %d j", "retard de %d j", late) % late if late > 0 else ""
        yield Line(
            kind="action", title=row.title, detail=_("Action %s") % row.reference + origin + delay, due_on=row.due_on,
            delay=delay_of(row.due_on, actor.today), key=row.public_id, version=row.version,
        )  # fmt: skip


def _items(actor: Actor) -> Iterator[Line]:
    mine = Q(author_id=actor.person_id) | Q(rapporteur_id=actor.person_id)
    rows = Item.objects.filter(mine, state__in=[ItemState.RETURNED, ItemState.DRAFT]).select_related("wished_meeting")
    for row in rows:
        due_on = row.wished_meeting.deadline_at.astimezone(actor.zone).date() if row.wished_meeting else None
        detail = _("Point %s, renvoyé : à compléter") if row.state == ItemState.RETURNED else _("Point %s, brouillon")
        yield Line(
            kind="item", title=row.title, detail=detail % row.reference, due_on=due_on, key=row.public_id,
            delay=delay_of(due_on, actor.today),
        )  # fmt: skip


def _keeping(actor: Actor) -> Iterator[Line]:
    """What waits for whoever keeps a body: three queries."""
    if sees_all(actor):
        kept = Q()
    elif actor.post_ids:
        kept = Q(body__secretary_post_id__in=actor.post_ids) | Q(body__chair_post_id__in=actor.post_ids)
    else:
        return
    proposed = (
        Item.objects.filter(kept, state=ItemState.SUBMITTED)
        .values("body__code")
        .annotate(how_many=Count("pk"), due=Max("wished_meeting__starts_at"), key=Max("wished_meeting__public_id"))
    )
    for row in proposed:
        due_on = _day(row["due"], actor)
        text = ngettext("%(n)d point proposé au %(body)s", "%(n)d points proposés au %(body)s", row["how_many"])
        yield Line(
            kind="inbox", title=text % {"n": row["how_many"], "body": row["body__code"]}, due_on=due_on,
            detail=_("À examiner, puis à placer dans l’ordre du jour"), delay=delay_of(due_on, actor.today),
            meeting=row["key"] or "",
        )  # fmt: skip
    yield from _sessions_to_keep(actor, kept)


def _sessions_to_keep(actor: Actor, kept: Q) -> Iterator[Line]:
    soon = actor.at + timedelta(days=CONVENE_DAYS)
    planned = Meeting.objects.filter(kept, state=MeetingState.PLANNED, starts_at__gt=actor.at, starts_at__lt=soon)
    for meeting in planned.select_related("body").order_by("starts_at"):
        due_on = _day(meeting.starts_at, actor)
        yield Line(
            kind="convene", title=_("Convoquer le %(body)s n° %(number)s") % _names(meeting), due_on=due_on,
            detail=_("Ordre du jour à bâtir, puis convocation"), delay=delay_of(due_on, actor.today),
            meeting=meeting.public_id,
        )  # fmt: skip
    since = actor.at - timedelta(days=RELEASE_DAYS)
    closed = Meeting.objects.filter(kept, state=MeetingState.CLOSED, record_released_at=None, closed_at__gt=since)
    for meeting in closed.select_related("body").order_by("-closed_at")[:1]:
        yield Line(
            kind="record", title=_("Diffuser le relevé du %(body)s n° %(number)s") % _names(meeting),
            detail=_("Le relevé est prêt depuis la clôture"), delay=Delay.WEEK, meeting=meeting.public_id,
        )  # fmt: skip


def _names(meeting: Meeting) -> dict[str, object]:
    return {"body": meeting.body.code, "number": meeting.number}


def _day(instant: datetime | None, actor: Actor) -> date | None:
    return instant.astimezone(actor.zone).date() if instant else None


def next_meeting(actor: Actor) -> NextMeeting | None:
    """The next session of a body I sit in or keep, with its agenda in figures."""
    if actor.person_id is None:
        return None
    known = Meeting.objects.filter(state__in=[MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN])
    if not sees_all(actor):
        known = known.filter(body_id__in=bodies_of(actor))
    found = (
        known.filter(Q(starts_at__gt=actor.at - timedelta(hours=4)))
        .select_related("body")
        .annotate(
            how_many=Count("items"), total=Sum("items__duration_minutes"),
            own=Count("items", filter=Q(items__rapporteur_id=actor.person_id)),
        )
        .order_by(F("starts_at"))
        .first()
    )  # fmt: skip
    if found is None:
        return None
    return NextMeeting(meeting=found, items=found.how_many, minutes=found.total or 0, mine=found.own)
