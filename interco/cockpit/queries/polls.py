"""Polls of dates: those that wait for one's answer, those whose date may be chosen. Two queries."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.scheduling.queries.polls import to_answer, to_settle

_TO_ANSWER = PreparedFor(to_answer)
_TO_SETTLE = PreparedFor(to_settle)


def poll_lines(actor: Actor) -> Iterable[Line]:
    """One line a poll."""
    for voter in _TO_ANSWER(actor):
        url = address("poll", voter.poll.public_id)
        yield Line(
            key=f"sondage-{voter.poll.public_id}",
            title=_("Dire quelles dates conviennent : %s") % voter.poll.title,
            detail=_("Sondage de %s") % voter.poll.owner.full_name,
            due=voter.poll.closes_on,
            url=url,
            act=Act(label=_("Répondre"), url=url),
        )
    for poll in _TO_SETTLE(actor):
        url = address("poll", poll.public_id)
        answered = poll.answered
        yield Line(
            key=f"sondage-{poll.public_id}",
            title=_("Retenir une date : %s") % poll.title,
            detail=ngettext("%(num)s réponse", "%(num)s réponses", answered) % {"num": answered},
            due=actor.today,
            url=url,
            act=Act(label=_("Choisir la date"), url=url),
        )
