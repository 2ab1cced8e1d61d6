"""What the sessions ask of those who keep or chair them: proposals to examine, a convocation to send, a session to run,
a record to release. Three queries."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.cockpit.queries.lines import Act, Line, address
from interco.committees.enums import DecisionState, ItemState, MeetingState
from interco.committees.models import Body, Item, Meeting
from interco.committees.policies.bodies import kept_by
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.foundation.core.roles import Role

#: A session is prepared from two weeks before.
AHEAD = timedelta(days=14)
#: A record that did not leave within a month no longer waits: it is read where it is.
BEHIND = timedelta(days=31)
PLACED = Count("items", distinct=True)
DRAFTS = Count("decisions", filter=Q(decisions__state=DecisionState.DRAFT), distinct=True)


def bodies_kept(actor: Actor) -> QuerySet[Body]:
    """Bodies whose sessions the actor prepares: the secretariat does, not the DGS, who chairs."""
    if actor.has(Role.DGS) and not actor.has(Role.SECRETARIAT):
        return Body.objects.filter(secretary_post_id__in=actor.post_ids, is_active=True)
    return Body.objects.filter(kept_by(actor), is_active=True)


def proposals(actor: Actor) -> QuerySet[Item]:
    """Items sent that wait for an answer."""
    sent = Item.objects.filter(body__in=bodies_kept(actor), state=ItemState.SUBMITTED)
    return sent.select_related("body", "rapporteur", "wished_meeting")


def to_prepare(actor: Actor, until: datetime, since: datetime) -> QuerySet[Meeting]:
    """The next planned session of each body kept, before `until`; those closed from `since` whose record did not leave."""
    following = Meeting.objects.filter(
        body=OuterRef("body"), state=MeetingState.PLANNED, starts_at__gt=actor.at, starts_at__lt=until
    ).order_by("starts_at")
    next_one = Q(pk=Subquery(following.values("pk")[:1]))
    unreleased = Q(state=MeetingState.CLOSED, record_released_at=None, closed_at__gt=since)
    rows = Meeting.objects.filter(next_one | unreleased, body__in=bodies_kept(actor))
    return rows.annotate(placed=PLACED).select_related("body").order_by("starts_at")


def to_run(actor: Actor, before: datetime) -> QuerySet[Meeting]:
    """Sessions one chairs or keeps, convened before this hour, or open."""
    chaired = Q(body__chair_post_id__in=actor.post_ids) | Q(body__in=bodies_kept(actor))
    near = Q(state=MeetingState.CONVENED, starts_at__lt=before)
    rows = Meeting.objects.filter(chaired, near | Q(state=MeetingState.OPEN))
    return rows.annotate(drafts=DRAFTS, placed=PLACED).select_related("body").order_by("starts_at")


_PROPOSALS = PreparedFor(proposals)
_TO_PREPARE = PreparedFor(to_prepare, datetime, datetime)
_TO_RUN = PreparedFor(to_run, datetime)


def session_lines(actor: Actor) -> Iterable[Line]:
    """The lines of the three."""
    for row in _PROPOSALS(actor):
        yield _proposal(row, actor)
    for row in _TO_PREPARE(actor, actor.at + AHEAD, actor.at - BEHIND):
        yield _to_convene(row, actor) if row.state == MeetingState.PLANNED else _to_release(row, actor)
    for row in _TO_RUN(actor, _end_of(actor.today + timedelta(days=1), actor)):
        yield _to_open(row, actor) if row.state == MeetingState.CONVENED else _under_way(row, actor)


def _day(at: datetime, actor: Actor) -> date:
    return at.astimezone(actor.zone).date()


def _end_of(day: date, actor: Actor) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=actor.zone) + timedelta(days=1)


def _proposal(row: Item, actor: Actor) -> Line:
    session = row.wished_meeting
    detail = _("Point %(reference)s, proposé au %(body)s par %(name)s") % {
        "reference": row.reference, "body": row.body.code, "name": row.rapporteur,
    }  # fmt: skip
    if row.is_late:
        detail += " · " + _("hors délai")
    return Line(
        key=f"proposition-{row.public_id}",
        title=row.title,
        detail=detail,
        due=_day(session.deadline_at, actor) if session is not None and not row.is_late else actor.today,
        url=address("item", row.public_id),
        act=Act(label=_("Accepter"), url=address("to_do_accept", row.public_id), is_sent=True),
        other=Act(label=_("Renvoyer"), url=f"{address('item', row.public_id)}#renvoyer"),
    )


def _to_convene(row: Meeting, actor: Actor) -> Line:
    placed = row.placed  # type: ignore[attr-defined]  # annotated by the query
    said = (
        ngettext("%(num)s point inscrit", "%(num)s points inscrits", placed) % {"num": placed}
        if placed
        else _("aucun point inscrit")
    )
    return Line(
        key=f"convocation-{row.public_id}",
        title=_("Préparer et convoquer le %(body)s n° %(number)s") % {"body": row.body.code, "number": row.number},
        detail=_("Ordre du jour · %s") % said,
        due=_day(row.deadline_at, actor) + timedelta(days=1),
        url=address("meeting", row.public_id),
        act=Act(label=_("Préparer l’ordre du jour"), url=address("agenda", row.public_id)),
    )


def _to_release(row: Meeting, actor: Actor) -> Line:
    closed = row.closed_at or row.starts_at
    return Line(
        key=f"releve-{row.public_id}",
        title=_("Diffuser le relevé du %(body)s n° %(number)s") % {"body": row.body.code, "number": row.number},
        detail=_("Relevé %s, prêt depuis la clôture") % row.record_reference,
        due=_day(closed, actor) + timedelta(days=1),
        url=address("meeting", row.public_id),
        act=Act(label=_("Diffuser le relevé"), url=address("record_release", row.public_id)),
    )


def _to_open(row: Meeting, actor: Actor) -> Line:
    chairs = row.body.chair_post_id in actor.post_ids
    words = _("Présider le %(body)s n° %(number)s") if chairs else _("Tenir le %(body)s n° %(number)s")
    placed = row.placed  # type: ignore[attr-defined]  # annotated by the query
    return Line(
        key=f"seance-{row.public_id}",
        title=words % {"body": row.body.code, "number": row.number},
        detail=" · ".join(
            filter(None, [ngettext("%(num)s point", "%(num)s points", placed) % {"num": placed}, row.place])
        ),
        due=_day(row.starts_at, actor),
        at=row.starts_at,
        url=address("meeting_dossier", row.public_id),
        act=Act(label=_("Conduire la séance"), url=address("session_lead", row.public_id)),
    )


def _under_way(row: Meeting, actor: Actor) -> Line:
    drafts = row.drafts  # type: ignore[attr-defined]  # annotated by the query
    return Line(
        key=f"seance-{row.public_id}",
        title=_("%(body)s n° %(number)s, en séance") % {"body": row.body.code, "number": row.number},
        detail=ngettext("%(num)s projet de décision", "%(num)s projets de décision", drafts) % {"num": drafts},
        due=actor.today,
        at=row.starts_at,
        url=address("session_follow", row.public_id),
        act=Act(label=_("Reprendre la conduite"), url=address("session_lead", row.public_id)),
    )
