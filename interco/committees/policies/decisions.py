"""Who reads the register: those who may read the item. A project of decision is read by those who sit, until it is sealed."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.committees.enums import DecisionState
from interco.committees.models import Decision
from interco.committees.policies.bodies import keeps, sees_all
from interco.committees.policies.items import visible_to as visible_items
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused


def visible_to(actor: Actor) -> QuerySet[Decision]:
    """Decisions the actor may read."""
    if sees_all(actor):
        return Decision.objects.all()
    if actor.person_id is None:
        return Decision.objects.none()
    sealed = ~Q(state=DecisionState.DRAFT) & Q(item__in=visible_items(actor))
    return Decision.objects.filter(sealed | Q(body_id__in=bodies_of(actor)))


def may_keep(actor: Actor, decision: Decision) -> bool:
    """Whether the actor may replace the decision: to show or hide a button."""
    return keeps(actor, decision.body)


def check_can_export_proof(actor: Actor) -> None:
    """The whole register with its names leaves by the hands of those who read all of it."""
    if not sees_all(actor):
        raise Refused(_("L’export du registre entier revient au secrétariat général ou au DGS."))
