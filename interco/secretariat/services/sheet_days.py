"""The sheets of an event follow its days: a meeting put off takes its sheet along, a series continued by another as well.

A day that nothing replaces keeps its sheet, which says that it left the agenda: what was written there is not lost.
"""

from django.db import transaction

from interco.foundation.core.actor import Actor
from interco.scheduling.models import Event
from interco.secretariat.models import MeetingSheet


@transaction.atomic
def follow_event(event: Event, *, by: Actor, continued_by: Event | None = None) -> None:  # noqa: ARG001 - of its protocol
    """Put the sheets of the days that an event lost where those days are now, when it is certain where that is."""
    days = set(event.occurrences.values_list("day", flat=True))
    sheets = list(MeetingSheet.objects.select_for_update(no_key=True).filter(event=event))
    lost = [sheet for sheet in sheets if sheet.day not in days]
    if not lost:
        return
    put_off = len(sheets) == len(days) == 1
    following = set(continued_by.occurrences.values_list("day", flat=True)) if continued_by is not None else set()
    for sheet in lost:
        if continued_by is not None and sheet.day in following:
            sheet.event = continued_by
        elif put_off:
            (sheet.day,) = days
        else:
            continue
        sheet.save(update_fields=["event", "day"])
