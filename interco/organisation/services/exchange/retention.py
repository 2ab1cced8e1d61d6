"""What imports keep about people goes when it can no longer serve: after 24 hours, only the fact and its figures stay."""

from django.db import transaction

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.organisation.enums import ImportState
from interco.organisation.models import ImportedRow, OrganisationImport
from interco.organisation.services.exchange.deposit import KEPT
from interco.organisation.services.exchange.undo import UNDONE_WITHIN


@transaction.atomic
def forget_old_imports(*, by: Actor) -> int:
    """Delete drafts left aside and the rows of imports that can no longer be undone; how many imports were cleared."""
    drafts = list(OrganisationImport.objects.filter(state=ImportState.DRAFT, at__lte=by.at - KEPT))
    for draft in drafts:
        journal.record("organisation.import_discarded", by=by, subject=draft)
        draft.delete()
    old = OrganisationImport.objects.filter(
        applied_at__lte=by.at - UNDONE_WITHIN, rows__isnull=False, state=ImportState.APPLIED
    )  # one that the worker is taking back was asked for in time
    keys = set(old.values_list("pk", flat=True))
    ImportedRow.objects.filter(made_by__in=keys).delete()
    return len(drafts) + len(keys)
