"""Who may read, write, judge and withdraw an item.

A draft is its unit's alone. Once submitted, an item is read by those who sit in the body, by the secretariat and by the
DGS; from its acceptance on, by every agent when its confidentiality says so. Elected readers, communes and technical
accounts see none, unless they sit in the body or are convened; a guest does not read what is for the members.

What is for the members is read by those who sit today, and in a session by whoever was convened in a seat: as long as
they hold the post they were convened for, or for ever when they were in the room, since they heard it. Worked example. An
interim is convened for the DOST on the 8th and the holder comes back on the 9th. Present on the 8th, the former interim
still reads the reserved items of that session, and of no other; absent, none.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.committees.enums import AttendeeRole, Confidentiality, ItemState, MeetingState, Presence
from interco.committees.models import Attendee, Body, Item
from interco.committees.policies.bodies import active_bodies, keeps, sees_all
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import Role
from interco.organisation.models import Unit

#: Not read outside the unit that writes.
PRIVATE = frozenset({ItemState.DRAFT})
#: Read by those who sit and keep only, until accepted.
UNDER_REVIEW = frozenset({ItemState.SUBMITTED, ItemState.RETURNED})
#: Before the session the text may still change.
EDITABLE = frozenset(
    {ItemState.DRAFT, ItemState.SUBMITTED, ItemState.RETURNED, ItemState.ACCEPTED, ItemState.SCHEDULED}
)


def visible_to(actor: Actor) -> QuerySet[Item]:
    """Items the actor may read."""
    return Item.objects.filter(visible(actor))


def visible(actor: Actor) -> Q:
    """The same rule as a condition on `Item`, for querysets that start elsewhere."""
    if actor.person_id is None and not sees_all(actor):
        return Q(pk__in=())
    own = _own(actor)
    sent = ~Q(state__in=PRIVATE) & ~(Q(state=ItemState.WITHDRAWN) & Q(submitted_at=None))
    if sees_all(actor):
        return own | sent
    called = Attendee.objects.filter(person_id=actor.person_id or 0)
    sitting = called.exclude(role=AttendeeRole.GUEST).filter(seated(actor))
    rule = own | (sent & Q(body_id__in=bodies_of(actor))) | (sent & Q(meeting__in=sitting.values("meeting")))
    rule |= sent & Q(meeting__in=called.values("meeting")) & Q(confidentiality=Confidentiality.STAFF)
    if actor.has(Role.STAFF):
        rule |= sent & ~Q(state__in=UNDER_REVIEW | {ItemState.WITHDRAWN}) & Q(confidentiality=Confidentiality.STAFF)
    return rule


def seated(actor: Actor) -> Q:
    """Seats of a session that still give to read what is for its members: held today, or filled in the room."""
    return Q(post_id=None) | Q(post_id__in=actor.post_ids) | Q(presence=Presence.PRESENT)


def _own(actor: Actor) -> Q:
    """Items one writes, presents, or that one's unit carries; a confidential one only when one leads the unit."""
    if actor.person_id is None:
        return Q(pk__in=())
    return (
        Q(author_id=actor.person_id)
        | Q(rapporteur_id=actor.person_id)
        | Q(unit_id__in=actor.led_unit_ids)
        | (Q(unit_id__in=actor.unit_ids) & Q(confidentiality=Confidentiality.STAFF))
    )


def writes(actor: Actor, item: Item) -> bool:
    """Whether the item is the actor's to write: author, rapporteur, head of the unit that carries it."""
    mine = actor.person_id is not None and actor.person_id in {item.author_id, item.rapporteur_id}
    return mine or item.unit_id in actor.led_unit_ids


def may_propose(actor: Actor) -> bool:
    """Whether the form of a proposal has a unit and a body to offer. Two queries at most."""
    if actor.person_id is None or not (actor.unit_ids or sees_all(actor)):
        return False
    return bool(active_bodies(actor))


def check_can_submit(actor: Actor, unit: Unit, body: Body) -> None:
    """Submit in the name of a unit: one's own; the secretariat for any. Others than the staff must sit in the body."""
    if not actor.has(Role.STAFF) and not sees_all(actor) and body.pk not in bodies_of(actor):
        raise Refused(_("Cette instance ne reçoit pas de points de votre collectivité."))
    if unit.pk not in actor.unit_ids and not sees_all(actor):
        raise Refused(_("Vous ne pouvez proposer un point qu’au nom de votre service."))


def check_can_edit(actor: Actor, item: Item) -> None:
    """Change the item or its brief before the session: whoever writes it, and the secretariat once it is sent."""
    if item.state not in EDITABLE or _session_has_begun(item):
        raise Refused(_("La séance a commencé ou le point est clos : sa note ne change plus."))
    if writes(actor, item) or (item.state not in PRIVATE and keeps(actor, item.body)):
        return
    raise Refused(
        _("Ce point appartient à un autre service : seuls son auteur, son rapporteur et le secrétariat l’écrivent.")
    )


def may_edit(actor: Actor, item: Item) -> bool:
    """The same rule, to show or hide a button."""
    try:
        check_can_edit(actor, item)
    except Refused:
        return False
    return True


def check_can_send(actor: Actor, item: Item) -> None:
    """Send a draft or a returned item to the secretariat."""
    if not writes(actor, item):
        raise Refused(_("Seuls l’auteur, le rapporteur ou le responsable du service envoient ce point."))


def check_can_judge(actor: Actor, item: Item) -> None:
    """Accept, return, schedule or place the item: the secretary and the chair of the body."""
    if not keeps(actor, item.body):
        raise Refused(_("Accepter, renvoyer ou inscrire un point revient au secrétariat de l’instance."))


def check_can_withdraw(actor: Actor, item: Item) -> None:
    """Withdraw, before the session: whoever writes it, or the secretariat."""
    if _session_has_begun(item):
        raise Refused(_("La séance a commencé : le point ne peut plus être retiré, il peut être reporté."))
    if not writes(actor, item) and not (item.state not in PRIVATE and keeps(actor, item.body)):
        raise Refused(_("Retirer un point revient à son auteur, à son rapporteur ou au secrétariat."))


def _session_has_begun(item: Item) -> bool:
    return item.meeting is not None and item.meeting.state in {MeetingState.OPEN, MeetingState.CLOSED}
