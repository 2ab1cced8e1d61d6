"""What the secretariat answers to a proposal; and the item that comes back by itself."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.committees.enums import ItemState
from interco.committees.models import Item
from interco.committees.policies import items as policy
from interco.committees.queries.sessions import ahead
from interco.committees.services.lifecycle import advance_item
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.texts import many_lines
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.organisation.queries.languages import language_of

REASON_LIMIT = 1000


@transaction.atomic
def accept_item(item: Item, *, by: Actor) -> Item:
    """Accept a proposal: it may be placed on an agenda."""
    policy.check_can_judge(by, item)
    refresh(item)
    if item.state != ItemState.SUBMITTED:  # an item placed meanwhile would leave its agenda
        raise Conflict(_("Le point « %s » a déjà reçu sa réponse : rechargez la page.") % item.title)
    advance_item(item, to=ItemState.ACCEPTED, by=by, meeting=item.wished_meeting)
    return item


@transaction.atomic
def return_item(item: Item, *, reason: str, by: Actor) -> Item:
    """Send a proposal back to its author with a reason; the author is told by mail."""
    policy.check_can_judge(by, item)
    said = many_lines(reason, field="reason", limit=REASON_LIMIT)
    event = advance_item(item, to=ItemState.RETURNED, by=by, reason=said, meeting=item.wished_meeting)
    if item.author.email and item.author_id != by.person_id:
        with override(language_of(item.author.public_id)):
            letter = _returned(item, said, by)
        to = Recipient(key=f"person:{item.author.public_id}", name=item.author.full_name, address=item.author.email)
        outbox.queue(letter, to=to, by=by, reference=f"{item.public_id}.{event.pk}")
    return item


def _returned(item: Item, reason: str, by: Actor) -> Letter:
    text = _(
        "Bonjour,\n\nVotre point « %(title)s » (%(reference)s) vous est renvoyé par %(name)s :\n\n%(reason)s\n\n"
        "Complétez-le puis envoyez-le de nouveau depuis la page du point.\n"
    ) % {"title": item.title, "reference": item.reference, "name": by.name, "reason": reason}
    title = _("Point renvoyé : %s") % item.title
    return Letter(kind="item.returned", title=title, text=text, subject_key=item.public_id)


@transaction.atomic
def carry_over(item: Item, *, by: Actor, reason: str = "") -> Item:
    """Send an item that its session did not treat to the next one, accepted, its count of carry-overs raised.

    Called when a session closes, for the items still scheduled, in session or postponed: it waits in « À placer » of
    the next session of the body, ahead of the new proposals.
    """
    if item.state not in {ItemState.SCHEDULED, ItemState.IN_SESSION, ItemState.POSTPONED}:
        raise Invalid(_("Le point « %s » a été traité : il ne se reporte pas.") % item.title)
    left = item.meeting
    advance_item(item, to=ItemState.ACCEPTED, by=by, reason=reason, meeting=left)
    sessions = ahead(item.body, by.at)
    following = (sessions if left is None else sessions.exclude(pk=left.pk)).first()
    item.wished_meeting, item.carry_count, item.is_late = following, item.carry_count + 1, False
    item.save(update_fields=["wished_meeting", "carry_count", "is_late"])
    return item
