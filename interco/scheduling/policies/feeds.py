"""Who opens a feed, who ends it, and what its address still opens: never more than its account may read today."""

from django.utils.translation import gettext as _

from interco.foundation.accounts.policies.api_tokens import check_can_create_token, demands_second_factor
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused, SignInRequired
from interco.scheduling.models import Feed
from interco.scheduling.queries.feeds import Asked, may_open, shelf_named


def check_can_open_feed(actor: Actor, *, person_id: int | None, shelf: str, with_second_factor: bool) -> None:
    """An account subscribes to what it may read; with its second factor when it has one or must have one."""
    if actor.user_id is None:
        raise SignInRequired
    check_can_create_token(actor, with_second_factor=with_second_factor)
    is_open = shelf_named(actor, shelf) is not None if person_id is None else may_open(actor, person_id)
    if not is_open:
        raise Refused(_("Cet agenda ne vous est pas ouvert."))


def check_can_revoke_feed(actor: Actor, feed: Feed) -> None:
    """An account ends its own."""
    if actor.user_id is None or feed.user_id != actor.user_id:
        raise Refused(_("Un abonnement se supprime par le compte qui l’a créé."))


def still_opens(actor: Actor, feed: Asked) -> bool:
    """Whether the address opens something: an address made without a second factor does not, once the role demands it."""
    return actor.user_id is not None and (feed.with_second_factor or not demands_second_factor(actor))
