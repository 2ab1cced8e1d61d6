"""Who sees an action, who moves it, who creates one."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.committees.models import Action, Body
from interco.committees.policies.bodies import keeps, sees_all
from interco.committees.policies.items import visible_to as visible_items
from interco.committees.queries.action_homes import kept_at_home, readable_at_home
from interco.committees.queries.membership import bodies_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused


def visible_to(actor: Actor) -> QuerySet[Action]:
    """One's own actions, those of one's bodies, those whose item one may read, those of one's meetings.

    All those of the bodies for the secretariat and the DGS; those of a meeting stay between the people who were there.
    """
    mine = Q(owner_post_id__in=actor.post_ids) | Q(contributor_posts__in=actor.post_ids)
    if sees_all(actor):
        rule = mine | Q(body__isnull=False)
    elif actor.person_id is None:
        return Action.objects.none()
    else:
        rule = mine | Q(body_id__in=bodies_of(actor)) | Q(item_id__in=visible_items(actor).values("pk"))
    found = Action.objects.filter(rule | readable_at_home(actor))
    return Action.objects.filter(pk__in=found.order_by().values("pk"))


def owns(actor: Actor, action: Action) -> bool:
    """Whether the actor holds the owner's post today, for good or as interim."""
    return action.owner_post_id in actor.post_ids


def check_can_move(actor: Actor, action: Action) -> None:
    """Change the state or the evidence: the owner, and whoever keeps the action."""
    if not may_move(actor, action):
        raise Refused(_("Seuls le pilote de l’action et le secrétariat la font avancer."))


def may_move(actor: Actor, action: Action) -> bool:
    """The same rule, to show or hide a button."""
    return owns(actor, action) or keeps_action(actor, action)


def keeps_action(actor: Actor, action: Action) -> bool:
    """Whether the action is the actor's to correct: the secretariat and the chair of its body, or what its home says."""
    return keeps(actor, action.body) if action.body is not None else kept_at_home(actor, action)


def check_can_reschedule(actor: Actor, action: Action) -> None:
    """Give another date, another owner: whoever keeps the action."""
    if not keeps_action(actor, action):
        raise Refused(
            _("Changer l’échéance ou le pilote revient au secrétariat de l’instance, ou à qui a tenu la réunion.")
        )


def check_can_create(actor: Actor, body: Body) -> None:
    """Add an action outside a session: the secretariat and the chair of the body."""
    if not keeps(actor, body):
        raise Refused(_("Ajouter une action revient au secrétariat de l’instance."))
