"""One step in a life: the table beside an enum says which state may follow which, and nothing else moves a row."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid


def step(row: Any, to: Any, table: Mapping[Any, frozenset[Any]]) -> str:
    """Move a row to a state that its table allows; returns the one it left. `Invalid` otherwise, and nothing moves.

    Called by the one service that advances each life (`advance_item`, `advance_meeting`…), which saves.
    """
    origin, kind = row.state, type(to)
    if not isinstance(to, Enum) or to not in table[origin]:
        raise Invalid(
            _("« %(what)s » est « %(state)s » et ne peut pas devenir « %(to)s ».")
            % {"what": row, "state": kind(origin).label, "to": getattr(to, "label", to)},
            field="state",
        )
    row.state = to
    return str(origin)
