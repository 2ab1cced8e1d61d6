"""Large imports, in the hands of the worker: asked for by a page, carried out whole or not at all, told when over.

The request only says what is wanted, and puts the job in the queue in the same transaction. The job writes everything
in one transaction with the end of its own state: a worker killed in the middle leaves an import that is still to be
done, which another worker takes up (`core.workers`), or which is started again, or called off, from its page.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.accounts.models import User
from interco.foundation.accounts.rules.languages import preferred
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Recipient
from interco.organisation.enums import IMPORT_UNDER_WAY, ImportState
from interco.organisation.models import OrganisationImport
from interco.organisation.notices import import_letter
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.queries.imports import is_in_hand
from interco.organisation.services.exchange.apply import apply_import
from interco.organisation.services.exchange.deposit import draft_of
from interco.organisation.services.exchange.lifecycle import advance_import
from interco.organisation.services.exchange.progress import forget, shown
from interco.organisation.services.exchange.undo import blockers_of, may_be_undone, undo_import

KEPT_BLOCKERS = 100


def is_large(row: OrganisationImport) -> bool:
    """Whether it is too long for a request."""
    return row.size > settings.IMPORT_AT_ONCE


@transaction.atomic
def ask_to_apply(row: OrganisationImport, *, digest: str, by: Actor) -> OrganisationImport:
    """Have the worker write the plan that `digest` names; `Conflict` when it is no longer a draft."""
    check_can_write(by)
    locked = draft_of(row)
    locked.digest = digest[:64]
    return _hand_over(locked, ImportState.APPLYING, by)


@transaction.atomic
def ask_to_undo(row: OrganisationImport, *, by: Actor) -> OrganisationImport:
    """Have the worker take an import back; `Conflict` when it is too late."""
    check_can_write(by)
    locked = OrganisationImport.objects.select_for_update().get(pk=row.pk)
    if not may_be_undone(locked, by.at):
        raise Conflict(_("Cet import ne s’annule plus : 24 heures sont passées, ou il est déjà annulé."))
    return _hand_over(locked, ImportState.UNDOING, by)


@transaction.atomic
def start_again(row: OrganisationImport, *, by: Actor) -> OrganisationImport:
    """Put a work that stopped back in the queue; one that is still in hand is left alone."""
    check_can_write(by)
    locked = OrganisationImport.objects.select_for_update().get(pk=row.pk)
    if locked.state not in IMPORT_UNDER_WAY or is_in_hand(locked):
        return locked
    return _hand_over(locked, ImportState(locked.state), by)


@transaction.atomic
def call_off(row: OrganisationImport, *, by: Actor) -> OrganisationImport:
    """Take a work that is not over out of the hands of the worker: back to the preview, or to what was written."""
    check_can_write(by)
    locked = OrganisationImport.objects.select_for_update().get(pk=row.pk)
    if locked.state not in IMPORT_UNDER_WAY:
        raise Conflict(_("Ce travail est déjà terminé."))
    _put_back(locked, {}, by)
    return locked


def carry_out(key: str, *, clock: Callable[[], datetime]) -> str:
    """Do what was asked of an import, once whatever the number of calls; the state it is left in."""
    row = OrganisationImport.objects.select_related("asked_by").filter(public_id=key).first()
    if row is None or row.state not in IMPORT_UNDER_WAY:
        return row.state if row else ""
    by = actor_of(row.asked_by_id, clock())
    with override(preferred(row.asked_by.preferences if row.asked_by else {})):
        try:
            _do(row, by)
        except (Invalid, Conflict, Refused) as refusal:
            _refuse(row, refusal.sentence, by)
        finally:
            forget(key)
    row.refresh_from_db(fields=["state"])
    return row.state


@transaction.atomic
def _do(row: OrganisationImport, by: Actor) -> None:
    progress = shown(row.public_id, row.state)
    if row.state == ImportState.APPLYING:
        done = apply_import(row, digest=row.digest, by=by, state=ImportState.APPLYING, progress=progress)
    else:
        done = undo_import(row, by=by, state=ImportState.UNDOING, progress=progress)
    _tell(done, row.asked_by, by)


@transaction.atomic
def _refuse(row: OrganisationImport, sentence: str, by: Actor) -> None:
    locked = OrganisationImport.objects.select_for_update().filter(pk=row.pk, state=row.state).first()
    if locked is None:
        return  # called off meanwhile
    in_the_way = blockers_of(locked)[:KEPT_BLOCKERS] if locked.state == ImportState.UNDOING else []
    _put_back(
        locked, {"sentence": sentence, "blockers": [[each.kind, each.name, each.reason] for each in in_the_way]}, by
    )
    _tell(locked, row.asked_by, by)


def _hand_over(row: OrganisationImport, state: ImportState, by: Actor) -> OrganisationImport:
    from interco.organisation.tasks import carry_out_import  # noqa: PLC0415 - the task calls the service

    if row.state != state:  # else a work that stopped is started again
        advance_import(row, to=state)
    row.asked_by_id, row.asked_at, row.trouble = by.user_id, by.at, {}
    row.task = str(carry_out_import.enqueue(row.public_id).id)
    row.save()
    journal.record("organisation.import_asked", by=by, subject=row, facts={"work": state.value, "rows": row.size})
    return row


def _put_back(row: OrganisationImport, trouble: dict[str, object], by: Actor) -> None:
    work = row.state
    advance_import(row, to=IMPORT_UNDER_WAY[row.state])
    row.trouble, row.task = trouble, ""
    row.save()
    event = "organisation.import_refused" if trouble else "organisation.import_called_off"
    journal.record(event, by=by, subject=row, facts={"work": work})


def _tell(row: OrganisationImport, user: User | None, by: Actor) -> None:
    if user is None:
        return
    recipient = Recipient(key=f"user:{user.public_id}", name=user.name, address=user.email)
    outbox.queue(import_letter(row), to=recipient, by=by, reference=f"{row.public_id}.{row.version}")
