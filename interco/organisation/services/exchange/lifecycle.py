"""The one place where an import changes state."""

from interco.foundation.core.states import step
from interco.organisation.enums import IMPORT_TRANSITIONS, ImportState
from interco.organisation.models import OrganisationImport


def advance_import(row: OrganisationImport, *, to: ImportState) -> None:
    """Move an import whose row is held to a state, or `Invalid`; its version is raised, the caller saves it."""
    step(row, to, IMPORT_TRANSITIONS)
    row.version += 1
