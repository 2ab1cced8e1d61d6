"""Invitations without an answer: events to come where this person, or who entrusted them their agenda, is expected.
One query."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.scheduling.enums import Answer, EventState
from interco.scheduling.models import Participant
from interco.scheduling.queries.access import entrusted_to
from interco.scheduling.queries.words import author_words, when_of


def _unanswered(actor: Actor) -> QuerySet[Participant]:
    """The invitations, with the next time of their event."""
    mine = Q(person_id=actor.person_id or 0) | Q(person_id__in=entrusted_to(actor).order_by().values("owner_id"))
    standing = Q(event__occurrences__ends_at__gt=actor.at, event__occurrences__state=EventState.CONFIRMED)
    rows = Participant.objects.filter(mine, answer=Answer.NEEDED, event__state=EventState.CONFIRMED).annotate(
        next_at=Min("event__occurrences__starts_at", filter=standing)
    )
    return rows.filter(next_at__isnull=False).select_related("event__owner").order_by("next_at", "pk")


_UNANSWERED = PreparedFor(_unanswered)


def invitation_lines(actor: Actor) -> Iterable[Line]:
    """One line an invitation: accepted from here, answered otherwise from its page."""
    return (_line(row, actor) for row in _UNANSWERED(actor))


def _line(row: Participant, actor: Actor) -> Line:
    event = row.event
    next_at = row.next_at  # type: ignore[attr-defined]  # annotated by the query
    detail = [author_words(event), when_of(event, next_at, next_at + timedelta(minutes=event.minutes))]
    if row.person_id != actor.person_id:
        detail.append(_("pour %s") % row.name)
    fields = (("guest", row.public_id), ("answer", Answer.ACCEPTED.value))
    return Line(
        key=f"invitation-{row.public_id}", title=event.title, detail=", ".join(detail),
        due=next_at.astimezone(actor.zone).date(), at=next_at if event.at is not None else None,
        url=address("event", event.public_id),
        act=Act(label=_("Accepter"), url=address("event_answer", event.public_id), is_sent=True, fields=fields),
        other=Act(label=_("Répondre"), url=address("event", event.public_id)),
    )  # fmt: skip
