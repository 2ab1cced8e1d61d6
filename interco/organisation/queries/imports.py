"""The imports made before, the last first; whether the worker has one in hand."""

from collections.abc import Sequence

from django_tasks_db.models import DBTaskResult

from interco.organisation.models import OrganisationImport

SHOWN = 30


def past_imports() -> Sequence[OrganisationImport]:
    """The last imports with who made them, without their content; one query."""
    return list(OrganisationImport.objects.select_related("user").defer("content", "columns")[:SHOWN])


def is_in_hand(row: OrganisationImport) -> bool:
    """Whether its job waits in the queue or runs; not once it was given up."""
    return bool(row.task) and DBTaskResult.objects.filter(pk=row.task, status__in=("READY", "RUNNING")).exists()
