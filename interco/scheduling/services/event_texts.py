"""The texts of events for feeds, written with the change that makes them."""

from django.db import transaction

from interco.scheduling.models import Event, EventText
from interco.scheduling.queries.event_texts import text_of, texts_of, without_text

BATCH = 200
_FIELDS = ("version", "ends_at", "whole", "busy")


def write_text(event: Event) -> None:
    """Keep the text of an event, in the transaction that changed it."""
    _keep([text_of(event, event.occurrences.all())])


def write_missing_texts() -> int:
    """Write the texts that are missing, a few at a time; returns how many. Running it twice changes nothing."""
    written = 0
    while keys := list(without_text().order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            _keep(list(texts_of(keys).values()))
        written += len(keys)
    return written


def _keep(rows: list[EventText]) -> None:
    EventText.objects.bulk_create(rows, update_conflicts=True, unique_fields=["event"], update_fields=_FIELDS)
