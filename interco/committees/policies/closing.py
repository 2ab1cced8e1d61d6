"""Who closes a session, replaces a decision, releases a record."""

from django.utils.translation import gettext as _

from interco.committees.enums import DecisionState, MeetingState
from interco.committees.models import Decision, Meeting
from interco.committees.policies.bodies import check_can_keep
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused


def check_can_close(actor: Actor, meeting: Meeting) -> None:
    """Close an open session: its chair or its secretariat, once every round is over."""
    check_can_keep(actor, meeting.body)
    if meeting.state != MeetingState.OPEN:
        raise Refused(
            _("La séance est %(state)s : seule une séance ouverte se clôt.")
            % {"state": MeetingState(meeting.state).label}
        )
    waiting = meeting.rounds.filter(closed_at__isnull=True).select_related("item").first()
    if waiting is not None:
        raise Refused(
            _("Un tour est encore ouvert sur « %(title)s » : terminez-le avant de clore la séance.")
            % {"title": waiting.item.title}
        )


def check_can_replace(actor: Actor, decision: Decision) -> None:
    """Say that a later decision replaces this one: the secretariat or the chair, and only a sealed decision."""
    check_can_keep(actor, decision.body)
    if decision.state != DecisionState.SEALED:
        raise Refused(_("Seule une décision scellée, non encore remplacée, peut l’être."))


def check_can_release(actor: Actor, meeting: Meeting) -> None:
    """Release the record of a closed session, once."""
    check_can_keep(actor, meeting.body)
    if meeting.state != MeetingState.CLOSED:
        raise Refused(_("Le relevé est prêt quand la séance est close."))
