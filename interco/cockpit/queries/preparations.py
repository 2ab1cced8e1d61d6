"""Preparations: the steps one is in charge of in the two weeks to come, and the reviews one pilots. One query."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.secretariat.enums import PreparationStepState
from interco.secretariat.queries.preparations import Owed, owed_by

#: What comes later is read on the board: a séminaire has twenty steps.
HORIZON = timedelta(days=14)
#: A review is written within the week.
REVIEWED_WITHIN = timedelta(days=7)


def preparation_lines(actor: Actor) -> Iterable[Line]:
    """One line a step, done in one gesture; one for the review of what was held."""
    for row in owed_by(actor, actor.today + HORIZON):
        yield _review(row) if row.is_review else _step(row)


def _review(row: Owed) -> Line:
    return Line(
        key=f"bilan-{row.key}", title=row.title, due=row.on + REVIEWED_WITHIN, is_mine=True,
        detail=_("Préparation tenue, bilan à écrire"), url=address("preparation", row.key),
        act=Act(label=_("Écrire le bilan"), url=address("preparation_review", row.key)),
    )  # fmt: skip


def _step(row: Owed) -> Line:
    parts = [_("Préparation de « %s »") % row.preparation_title]
    if row.state == PreparationStepState.DOING:
        parts.append(_("en cours"))
    return Line(
        key=f"etape-{row.key}", title=row.title, due=row.on, is_mine=True, detail=" · ".join(parts),
        url=address("preparation_step", row.key),
        act=Act(
            label=_("Marquer faite"), url=address("preparation_step_act", row.key), is_sent=True, version=row.version,
            fields=(("state", PreparationStepState.DONE.value), ("next", "/")),
        ),
        other=Act(label=_("Voir la préparation"), url=address("preparation", row.preparation)),
    )  # fmt: skip
