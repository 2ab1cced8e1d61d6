"""Stances awaited: rounds that ask this person, on a text not answered yet. Two queries."""

from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Line, Question, address
from interco.committees.enums import MeetingState, RoundPhase
from interco.committees.models import ProposalText, Respondent, Round, Stance
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor


def awaited(actor: Actor) -> QuerySet[Round]:
    """The rounds, with the key of their current text."""
    last_text = ProposalText.objects.filter(round=OuterRef("pk")).order_by("-number")
    mine = Respondent.objects.filter(round=OuterRef("pk"), attendee__person_id=actor.person_id or 0)
    given = Stance.objects.filter(
        round=OuterRef("pk"), attendee__person_id=actor.person_id or 0, text_id=OuterRef("text_pk")
    )
    return (
        Round.objects.filter(Exists(mine), closed_at=None, phase=RoundPhase.STANCES, meeting__state=MeetingState.OPEN)
        .alias(text_pk=Subquery(last_text.values("pk")[:1]))
        .filter(~Exists(given))
    )


def _with_figures(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """The rounds with their text, and how many answered of those asked."""
    last_text = ProposalText.objects.filter(round=OuterRef("pk")).order_by("-number")
    return rounds.annotate(
        text=Subquery(last_text.values("text")[:1]),
        text_number=Subquery(last_text.values("number")[:1]),
        received=Count("stances__attendee", filter=Q(stances__text__number=F("text_number")), distinct=True),
        expected=Count("respondents", distinct=True),
    ).select_related("item__rapporteur", "meeting")


_ASKED = PreparedFor(lambda actor: _with_figures(awaited(actor)))


def stance_lines(actor: Actor) -> Iterable[Line]:
    """One line a round, with its question and its four answers."""
    for row in _ASKED(actor):
        meeting = row.meeting.public_id
        yield Line(
            key=f"tour-{row.public_id}",
            title=row.item.title,
            detail=_("Tour %(number)s · point %(reference)s, porté par %(name)s")
            % {"number": row.number, "reference": row.item.reference, "name": row.item.rapporteur},
            due=actor.today,
            at=row.opened_at,
            url=address("session_follow", meeting),
            question=Question(
                text=row.text, text_number=row.text_number, received=row.received, expected=row.expected,
                answer_url=address("to_do_stance", row.public_id), reason_url=address("session_position", meeting),
                brief_url=address("item", row.item.public_id),
            ),
        )  # fmt: skip
