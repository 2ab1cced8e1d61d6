"""Working hours: written as a whole by the general secretariat."""

from collections.abc import Iterable
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Territory
from interco.scheduling.models import WorkingSpan
from interco.scheduling.policies.closures import check_can_set_hours
from interco.scheduling.queries.working_hours import working_week
from interco.scheduling.rules.working_hours import Week, fault_of


@transaction.atomic
def set_working_hours(week: Week, *, by: Actor) -> None:
    """Replace the whole week. `Invalid` on the day whose hours overlap or end before they begin, or for no hours at all."""
    check_can_set_hours(by)
    rows = [WorkingSpan(weekday=day, opens_at=opens, closes_at=closes) for day, opens, closes in _flat(week)]
    for day, spans in week.items():
        if fault_of(spans):
            raise Invalid(_("Ces heures se chevauchent, ou finissent avant de commencer."), field=f"day_{day}")
    if not rows:
        raise Invalid(_("Donnez au moins une plage d’heures dans la semaine."), field="day_0")
    territory = Territory.objects.select_for_update().get()
    before = working_week()
    WorkingSpan.objects.all().delete()
    WorkingSpan.objects.bulk_create(rows)
    facts = {"from": _told(before), "to": _told(week)}
    journal.record("working_hours.changed", by=by, subject=territory, facts=facts)


def _flat(week: Week) -> Iterable[tuple[int, time, time]]:
    return [(day, opens, closes) for day, spans in week.items() for opens, closes in spans]


def _told(week: Week) -> list[str]:
    return [f"{day} {opens:%H:%M}-{closes:%H:%M}" for day, spans in sorted(week.items()) for opens, closes in spans]
