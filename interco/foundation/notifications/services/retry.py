"""Trying a dead letter again, by hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.models import refresh
from interco.foundation.core.roles import Role
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.services.outbox import wake_the_worker


@transaction.atomic
def try_again(message: OutgoingMessage, *, by: Actor) -> None:
    """Put a dead letter back in the queue with all its tries; the Message-ID stays."""
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("Seul l’administrateur technique relance un courrier."))
    refresh(message)
    if message.state != OutgoingState.DEAD:
        raise Refused(_("Ce courrier n’est pas en échec."))
    message.state, message.attempts, message.next_attempt_at = OutgoingState.WAITING, 0, by.at
    message.save(update_fields=["state", "attempts", "next_attempt_at"])
    journal.record("notifications.retried", by=by, subject=message, facts={"kind": message.kind})
    transaction.on_commit(wake_the_worker)
