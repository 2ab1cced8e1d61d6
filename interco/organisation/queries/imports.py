"""The imports made before, the last first."""

from collections.abc import Sequence

from interco.organisation.models import OrganisationImport

SHOWN = 30


def past_imports() -> Sequence[OrganisationImport]:
    """The last imports with who made them, without their content; one query."""
    return list(OrganisationImport.objects.select_related("user").defer("content", "columns")[:SHOWN])
