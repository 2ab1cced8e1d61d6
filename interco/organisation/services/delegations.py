"""Delegations of signature, given by order of the president (CGCT L5211-9); they last until withdrawn."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import claim
from interco.organisation.models import Person, Post, SignatureDelegation
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.rules.periods import covers
from interco.organisation.services.dating import check_period, said, told

FIELDS = ("person_id", "post_id", "order_reference", "scope", "starts_on", "ends_on")


def _check(row: SignatureDelegation) -> None:
    check_period(row.starts_on, row.ends_on)
    if not covers(row.person, row):
        values = {"name": row.person.full_name}
        raise Invalid(
            _("%(name)s n’est pas dans l’organisation pendant toute cette période.") % values, field="starts_on"
        )


@transaction.atomic
def delegate(
    person: Person, *, order_reference: str, scope: str, starts_on: date, by: Actor, ends_on: date | None = None,
    post: Post | None = None,
) -> SignatureDelegation:  # fmt: skip
    """Record a delegation of signature."""
    check_can_write(by)
    row = SignatureDelegation(
        person=person, post=post, order_reference=order_reference, scope=scope, starts_on=starts_on, ends_on=ends_on
    )
    _check(row)
    row.save()
    journal.record("delegation.given", by=by, subject=row, facts=told(row, FIELDS))
    return row


@transaction.atomic
def correct_delegation(
    row: SignatureDelegation, *, order_reference: str, scope: str, starts_on: date, ends_on: date | None, by: Actor,
    version: int | None = None,
) -> SignatureDelegation:  # fmt: skip
    """Correct what was recorded of a delegation."""
    check_can_write(by)
    claim(row, version, shown=("order_reference", "scope"))
    before = told(row, FIELDS)
    row.order_reference, row.scope, row.starts_on, row.ends_on = order_reference, scope, starts_on, ends_on
    _check(row)
    row.save()
    journal.record("delegation.corrected", by=by, subject=row, facts={"before": before, "after": told(row, FIELDS)})
    return row


@transaction.atomic
def withdraw(row: SignatureDelegation, *, day: date, by: Actor, version: int | None = None) -> SignatureDelegation:
    """Withdraw a delegation: `day` is the first day without it."""
    check_can_write(by)
    claim(row, version)
    if day <= row.starts_on:
        raise Invalid(_("La délégation commence le %(day)s.") % {"day": said(row.starts_on)}, field="day")
    row.ends_on = day
    row.save()
    journal.record("delegation.withdrawn", by=by, subject=row, facts={"day": day.isoformat()})
    return row
