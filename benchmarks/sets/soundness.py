"""A data set is used only when it holds what the application itself guarantees."""

from django.db import connection

from interco.committees.models import Decision, Item
from interco.committees.rules.numbering import gaps
from interco.committees.services.register import verify_register
from interco.foundation.audit.models import ChainHead, Entry
from interco.foundation.audit.rules.chain import link
from interco.installation.queries.soundness import faults


class UnsoundError(Exception):
    """The data set does not hold."""


def require_sound() -> None:
    """Verify constraints, foreign keys, triggers, both chains and the numbers of decisions, or raise."""
    found = [*faults(), *_foreign_keys(), *_journal(), *_numbers()]
    register = verify_register()
    found += [f"register, place {fault.number}: {fault.kind}" for fault in register.faults]
    if found:
        raise UnsoundError("; ".join(found[:10]))


def _foreign_keys() -> list[str]:
    connection.check_constraints()
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]


def _journal() -> list[str]:
    number, last = 0, ""
    rows = Entry.objects.order_by("number").values_list("number", "payload", "previous_hash", "hash")
    for place, payload, previous, own in rows.iterator():
        if place != number + 1 or previous != last or link(previous, payload) != own:
            return [f"the journal breaks at {place}"]
        number, last = place, own
    head = ChainHead.objects.get(name="journal")
    return [] if (head.number, head.hash) == (number, last) else ["the head of the journal is elsewhere"]


def _numbers() -> list[str]:
    series: dict[tuple[int, int], list[int]] = {}
    rows = Decision.objects.exclude(number=None).values_list("body_id", "year", "number")
    for body, year, number in rows:
        series.setdefault((body, year or 0), []).append(number or 0)
    missing = [f"decisions {key}: {gaps(numbers)}" for key, numbers in series.items() if gaps(numbers)]
    return missing + [f"{item} has no history" for item in Item.objects.filter(events=None).exclude(state="draft")[:3]]
