"""Whose agendas somebody keeps, and which events they may read: the facts that policies and calendars share.

| who | reads |
|---|---|
| the owner, who keeps the owner's agenda, a guest | everything of the event |
| an agent of the house | the events open to the staff; of a private one, only that its owner is « occupé » |
| anybody else (communes, elected readers) | the events they are invited to |
| technical accounts | nothing |
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role
from interco.organisation.models import Person
from interco.scheduling.enums import Visibility
from interco.scheduling.models import AgendaDelegation, Event, Participant


def entrusted_to(actor: Actor) -> QuerySet[AgendaDelegation]:
    """The delegations by which the actor keeps an agenda today, to be asked inside another query."""
    return AgendaDelegation.objects.effective_on(actor.today).filter(delegate_id=actor.person_id or 0)


def kept_agendas(actor: Actor) -> frozenset[int]:
    """Keys of the people whose agenda the actor keeps today, their own aside. One query."""
    if actor.person_id is None:
        return frozenset()
    return frozenset(entrusted_to(actor).values_list("owner_id", flat=True))


def own_agendas(actor: Actor) -> frozenset[int]:
    """The agendas the actor writes in: their own and those they keep."""
    return kept_agendas(actor) | ({actor.person_id} if actor.person_id is not None else frozenset())


def is_of_the_house(actor: Actor) -> bool:
    """Whether the actor works for the intercommunality."""
    return actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT)


def close_to(actor: Actor) -> Q:
    """Events of one's own agendas, and those one is invited to."""
    if actor.person_id is None:
        return Q(pk__in=[])
    kept = entrusted_to(actor)
    invited = Exists(Participant.objects.filter(event=OuterRef("pk"), person_id=actor.person_id))
    return Q(owner_id=actor.person_id) | Q(owner_id__in=kept.values("owner_id")) | Q(invited)


def readable(actor: Actor) -> QuerySet[Event]:
    """The events the actor may read whole."""
    allowed = close_to(actor)
    if is_of_the_house(actor):
        allowed |= Q(visibility=Visibility.STAFF)
    return Event.objects.filter(allowed)


def agendas_open_to(actor: Actor, day: date) -> QuerySet[Person]:
    """People whose agenda the actor may open, were it only to see when they are taken: colleagues of the house."""
    if is_of_the_house(actor):
        return Person.objects.effective_on(day).filter(collectivity__is_home=True)
    return Person.objects.filter(pk__in=own_agendas(actor))
