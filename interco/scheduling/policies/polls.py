"""Who reads a poll of dates, who answers it, who settles it.

Somebody with a secret address reads the dates proposed and answers under their own name, nothing else (ADR 0013).
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.notifications.rules.kinds import Addressed
from interco.organisation.policies.letters import is_still_there
from interco.scheduling.enums import PollState
from interco.scheduling.models import Poll, Voter
from interco.scheduling.policies.events import check_can_plan
from interco.scheduling.queries.access import own_agendas

PERSON = "person:"


def visible_to(actor: Actor) -> QuerySet[Poll]:
    """The polls of the agendas the actor writes in, and those they are asked."""
    if actor.person_id is None:
        return Poll.objects.none()
    asked = Exists(Voter.objects.filter(poll=OuterRef("pk"), person_id=actor.person_id))
    return Poll.objects.filter(Q(owner_id__in=own_agendas(actor)) | Q(asked))


def check_can_manage(actor: Actor, poll: Poll) -> None:
    """Remind, settle, withdraw: who writes in the agenda, while the poll is open."""
    check_can_plan(actor, poll.owner_id)
    if poll.state != PollState.OPEN:
        raise Refused(_("Ce sondage est clos."))


def check_can_answer(actor: Actor, voter: Voter) -> None:
    """Answer in the application: for oneself, while answers are awaited."""
    if voter.person_id is None or voter.person_id != actor.person_id:
        raise Refused(_("Chacun répond pour soi."))
    check_is_awaited(voter, actor.at)


def check_is_awaited(voter: Voter, at: datetime) -> None:
    """Whether the poll still takes answers."""
    if voter.poll.state != PollState.OPEN or voter.poll.expires_at <= at:
        raise Refused(_("Ce sondage est clos."))


def is_still_asked(message: Addressed, at: datetime) -> bool:
    """Whether somebody may receive the letter of a poll when it leaves: still asked, still awaited, still there."""
    voters = Voter.objects.filter(
        poll__public_id=message.subject_key.removeprefix("poll:"), poll__state=PollState.OPEN, poll__expires_at__gt=at,
        address__iexact=message.address,
    )  # fmt: skip
    return (not message.recipient_key.startswith(PERSON) or is_still_there(message, at)) and voters.exists()
