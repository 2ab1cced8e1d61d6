"""Forgetting what served its time: answers kept for double clicks, sessions that ended, results of tasks done."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from interco.foundation.core.actor import Actor
from interco.foundation.core.models import Submission

#: A double click comes back within seconds, a browser restored within days.
ANSWERS_KEPT = timedelta(days=7)
RESULTS_KEPT = timedelta(days=7)
#: Rows deleted in one statement: a purge never holds the writers for long.
BATCH = 500


def purge(*, by: Actor) -> int:
    """Delete what is past its time, a batch at a time; returns how many rows went."""
    ended = (
        Submission.objects.filter(at__lt=by.at - ANSWERS_KEPT),
        Session.objects.filter(expire_date__lt=by.at),
        DBTaskResult.objects.finished().filter(finished_at__lt=by.at - RESULTS_KEPT),
    )
    return sum(_delete(rows) for rows in ended)


def _delete(rows: QuerySet[Any]) -> int:
    gone = 0
    while True:
        keys: Any = list(rows.order_by().values_list("pk", flat=True)[:BATCH])
        if not keys:
            return gone
        rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
