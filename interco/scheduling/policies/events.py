"""Who reads an event, who writes in an agenda, who answers an invitation."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event, Participant
from interco.scheduling.queries.access import is_of_the_house, own_agendas, readable


def visible_to(actor: Actor) -> QuerySet[Event]:
    """The events this actor may read: the same rule for lists, search, exports and feeds."""
    return readable(actor)


def writes_for(actor: Actor, owner_id: int) -> bool:
    """Whether the actor writes in this agenda: its owner, or who keeps it today."""
    return owner_id in own_agendas(actor)


def check_can_plan(actor: Actor, owner_id: int) -> None:
    """Put an event in an agenda: one's own, or one kept « pour le compte de »."""
    if not (is_of_the_house(actor) or actor.has(Role.SYSTEM)) or not writes_for(actor, owner_id):
        raise Refused(_("Cet agenda n’est pas le vôtre, et son titulaire ne vous l’a pas confié."))


def check_can_change(actor: Actor, event: Event) -> None:
    """Change, move, invite, cancel: who writes in the agenda, while the event stands."""
    check_can_plan(actor, event.owner_id)
    if event.state == EventState.CANCELLED:
        raise Refused(_("Cet événement est annulé : il ne change plus."))


def check_can_answer(actor: Actor, participant: Participant) -> None:
    """Answer an invitation: the guest, or who keeps their agenda; the organiser notes what an outside guest said."""
    if participant.event.state == EventState.CANCELLED:
        raise Refused(_("Cet événement est annulé : il n’attend plus de réponse."))
    if participant.person_id is None:
        check_can_plan(actor, participant.event.owner_id)
    elif participant.person_id not in own_agendas(actor):
        raise Refused(_("Vous ne pouvez répondre que pour vous, ou pour qui vous confie son agenda."))
