"""Agendas entrusted to an assistant: given by their owner, taken back by one or the other."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Person
from interco.scheduling.models import AgendaDelegation
from interco.scheduling.policies.delegations import check_can_entrust, check_can_withdraw


@transaction.atomic
def entrust_agenda(owner: Person, delegate: Person, *, by: Actor, until: date | None = None) -> AgendaDelegation:
    """Have somebody of the house keep one's agenda from today on; `until` is the first day without them."""
    check_can_entrust(by, owner.pk)
    if delegate.pk == owner.pk:
        raise Invalid(_("Vous tenez déjà votre agenda."), field="delegate")
    if delegate.collectivity_id != owner.collectivity_id:
        raise Invalid(_("Un agenda se confie à quelqu’un de la même collectivité."), field="delegate")
    if until is not None and until <= by.today:
        raise Invalid(_("La délégation finit après aujourd’hui."), field="until")
    held = AgendaDelegation.objects.effective_after(by.today).filter(owner=owner, delegate=delegate)
    if held.exists():
        raise Invalid(_("%s tient déjà cet agenda.") % delegate.full_name, field="delegate")
    row = AgendaDelegation.objects.create(owner=owner, delegate=delegate, starts_on=by.today, ends_on=until)
    people = {"owner": owner.full_name, "delegate": delegate.full_name}
    facts = {"until": until.isoformat() if until else None}
    journal.record("agenda.entrusted", by=by, subject=row, facts=facts, personal=people)
    return row


@transaction.atomic
def withdraw_agenda(row: AgendaDelegation, *, by: Actor) -> None:
    """Take an agenda back, today: what was written stays, with both names."""
    check_can_withdraw(by, row)
    people = {"owner": row.owner.full_name, "delegate": row.delegate.full_name}
    journal.record("agenda.withdrawn", by=by, subject=row, facts={"day": by.today.isoformat()}, personal=people)
    if row.starts_on >= by.today:
        row.delete()
    else:
        row.ends_on = by.today
        row.save(update_fields=["ends_on"])
