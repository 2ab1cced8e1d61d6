"""Items one writes or presents: returned, left as drafts, or whose brief is not complete before their session. One query."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Act, Line, address
from interco.committees.enums import DECIDING_KINDS, ItemState, MeetingState
from interco.committees.models import DecisionBrief, Item, ItemEvent
from interco.committees.rules.brief_gaps import Gap, gaps
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor

BEFORE_SESSION = frozenset({ItemState.SUBMITTED, ItemState.ACCEPTED, ItemState.SCHEDULED})
AHEAD = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})


def written_by(actor: Actor) -> QuerySet[Item]:
    """Items of this person that may still want something."""
    mine = Q(author_id=actor.person_id or 0) | Q(rapporteur_id=actor.person_id or 0)
    unfinished = Q(state__in=(ItemState.DRAFT, ItemState.RETURNED))
    coming = Q(state__in=BEFORE_SESSION, kind__in=DECIDING_KINDS) & (
        Q(meeting__state__in=AHEAD) | Q(meeting=None, wished_meeting__state__in=AHEAD)
    )
    return Item.objects.filter(mine, unfinished | coming)


def _with_reason(items: QuerySet[Item]) -> QuerySet[Item]:
    """The items with what was said when they came back."""
    returned = ItemEvent.objects.filter(item=OuterRef("pk"), to_state=ItemState.RETURNED).order_by("-at", "-pk")
    reason = Subquery(returned.values("reason")[:1])
    return items.annotate(why=reason).select_related("brief", "body", "meeting", "wished_meeting").order_by("pk")


_WRITTEN = PreparedFor(lambda actor: _with_reason(written_by(actor)))


def item_lines(actor: Actor) -> Iterable[Line]:
    """One line an item that wants its author."""
    return [line for row in _WRITTEN(actor) if (line := _line(row, actor)) is not None]


def _line(row: Item, actor: Actor) -> Line | None:
    key = row.public_id
    session = row.meeting or row.wished_meeting
    if row.state in BEFORE_SESSION:
        parts = missing_parts(row)
        if not parts or session is None:
            return None
        detail = _("Votre point au %(body)s · il manque %(parts)s") % {"body": row.body.code, "parts": parts}
        due: date | None = session.starts_at.astimezone(actor.zone).date()
        act = Act(label=_("Compléter la note"), url=address("item_brief", key))
    else:
        due = session.deadline_at.astimezone(actor.zone).date() if session is not None else None
        if row.state == ItemState.RETURNED:
            detail = _("Renvoyé par le secrétariat : %s") % row.why  # type: ignore[attr-defined]  # annotated by the query
            act = Act(label=_("Corriger le point"), url=address("item_edit", key))
        else:
            detail = _("Brouillon pour le %s, pas encore envoyé") % row.body.code
            act = Act(label=_("Reprendre le brouillon"), url=address("item_edit", key))
    return Line(
        key=f"point-{key}", title=row.title, detail=detail, due=due, url=address("item", key), act=act, is_mine=True
    )


def missing_parts(row: Item) -> str:
    """What the brief lacks, as it is said: « l’impact budgétaire », « le contexte et la recommandation »."""
    brief: DecisionBrief | None = getattr(row, "brief", None)
    if brief is None:
        return _("la note d’aide à la décision")
    names = {
        Gap.CONTEXT: _("le contexte"), Gap.OPTIONS: _("les options"), Gap.BUDGET: _("l’impact budgétaire"),
        Gap.RECOMMENDATION: _("la recommandation"),
    }  # fmt: skip
    lacking = gaps(
        context=brief.context, options=len(brief.options), budget_impact=brief.budget_impact,
        recommendation=brief.recommendation,
    )  # fmt: skip
    if len(lacking) == len(names):
        return _("la note d’aide à la décision")
    said = [names[gap] for gap in lacking]
    if len(said) < 2:
        return "".join(said)
    return _("%(first)s et %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}
