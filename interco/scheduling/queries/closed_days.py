"""The closed days of the territory: its public holidays and the closures the secretariat added. Two queries."""

from interco.organisation.models import Territory
from interco.scheduling.models import Closure
from interco.scheduling.rules.holidays import ClosedDays


def closed_days() -> ClosedDays:
    """What `rules.holidays` needs to place a series."""
    department = Territory.objects.values_list("department", flat=True).first() or ""
    return ClosedDays(department, dict(Closure.objects.values_list("day", "label")))
