"""The working hours of the territory. One query."""

from interco.scheduling.models import WorkingSpan
from interco.scheduling.rules.working_hours import Week, week_of


def working_week() -> Week:
    """What the secretariat keeps, or the default week."""
    return week_of(WorkingSpan.objects.values_list("weekday", "opens_at", "closes_at"))
