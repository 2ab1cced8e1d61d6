"""Who keeps a body: its secretary and its chair, the general secretariat, the DGS. Who may see that it exists."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.committees.models import Body
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.roles import Role


def visible_to(actor: Actor) -> QuerySet[Body]:
    """Bodies the actor may know of: all for the staff, one's own for whoever else sits in one."""
    if sees_all(actor) or actor.has(Role.STAFF):
        return Body.objects.all()
    return Body.objects.filter(pk__in=bodies_of(actor))


_ACTIVE = Prepared(lambda: Body.objects.filter(is_active=True).order_by("pk"))


def active_bodies(actor: Actor) -> list[Body]:
    """The active ones the actor may know of, the oldest first. Two queries at most; bodies are few."""
    if sees_all(actor) or actor.has(Role.STAFF):
        return _ACTIVE()
    own = bodies_of(actor)
    return [body for body in _ACTIVE() if body.pk in own] if own else []


def sees_all(actor: Actor) -> bool:
    """The general secretariat, the DGS and the machine read everything but drafts."""
    return actor.has(Role.SECRETARIAT, Role.DGS, Role.SYSTEM)


def keeps(actor: Actor, body: Body) -> bool:
    """Whether the actor prepares the sessions of this body."""
    return sees_all(actor) or bool({body.secretary_post_id, body.chair_post_id} & actor.post_ids)


def kept_by(actor: Actor) -> Q:
    """The same rule, as a condition on `Body`."""
    if sees_all(actor):
        return Q()
    return Q(secretary_post_id__in=actor.post_ids) | Q(chair_post_id__in=actor.post_ids)


def check_can_keep(actor: Actor, body: Body) -> None:
    """Prepare, plan and convene the sessions of a body, or `Refused`."""
    if not keeps(actor, body):
        raise Refused(_("Ce geste revient au secrétariat de l’instance ou à qui la préside."))


def check_can_manage(actor: Actor) -> None:
    """Create a body or change its rules and its members, or `Refused`."""
    if not sees_all(actor):
        raise Refused(_("Créer ou régler une instance revient au secrétariat général ou au DGS."))
