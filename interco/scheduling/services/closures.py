"""Local closures: a day the collectivity is closed, added or taken off by the general secretariat."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import one_line
from interco.scheduling.models import Closure
from interco.scheduling.policies.closures import check_can_close_days
from interco.scheduling.rules.holidays import FIRST_YEAR, LAST_YEAR


@transaction.atomic
def add_closure(*, day: date, label: str, by: Actor) -> Closure:
    """Close a day; sessions already planned on it stay, those planned afterwards follow their body's rule."""
    check_can_close_days(by)
    said = one_line(label, field="label", limit=120, required=True)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(_("Cette date est trop lointaine."), field="day")
    closure, created = Closure.objects.get_or_create(day=day, defaults={"label": said})
    if not created:
        raise Invalid(_("Ce jour est déjà fermé : %s.") % closure.label, field="day")
    journal.record("closure.added", by=by, subject=closure, facts={"day": day.isoformat(), "label": said})
    return closure


@transaction.atomic
def remove_closure(closure: Closure, *, by: Actor) -> None:
    """Open a day again."""
    check_can_close_days(by)
    journal.record("closure.removed", by=by, subject=closure, facts={"day": closure.day.isoformat()})
    closure.delete()
