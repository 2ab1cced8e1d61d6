"""A checklist as a table: pasted from a spreadsheet, typed one step a line, or read from a CSV, ODS or XLSX file.

Columns: the day (« J-15 »), the step, and who is in charge when it is known. A first line that names the columns is
left aside; all is taken or nothing, and the sentence names the line at fault.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.documents.services.table_reading import read_table
from interco.foundation.search.rules.french import fold
from interco.organisation.models import Post
from interco.secretariat.queries.preparation_choices import Names
from interco.secretariat.rules.back_planning import FARTHEST, offset_of

MOST_STEPS = 120
#: How a first line names its first column.
HEADS = frozenset({"jour", "quand", "decalage", "day", "when", "offset"})
_DAY_FIRST = re.compile(r"\s*([jJdD]\s*(?:[-+−–]\s*\d{1,3})?)[\s:,.]+(\S.*)")


@dataclass(frozen=True, slots=True)
class StepGiven:
    """A step of a checklist, before it is anybody's."""

    label: str
    offset: int
    post: Post | None = None


def steps_of_text(text: str, day: date) -> list[StepGiven]:
    """The steps of a pasted text, in the order given, or `Invalid` on `steps`."""
    lines = many_lines(text, field="steps").split("\n")
    mark = "\t" if any("\t" in line for line in lines) else ";"
    return _steps((_cells(line, mark) for line in lines), day)


def steps_of_file(name: str, content: bytes, day: date) -> list[StepGiven]:
    """The steps of a table, in the order given, or `Invalid` with a sentence."""
    return _steps(read_table(content, name).rows, day)


def _cells(line: str, mark: str) -> list[str]:
    if mark in line:
        return line.split(mark)
    typed = _DAY_FIRST.fullmatch(line)  # « J-15 Réserver la salle »
    return [typed[1], typed[2]] if typed else [line]


def _steps(rows: Iterable[Sequence[str]], day: date) -> list[StepGiven]:
    names, found, seen = Names(day), [], set()
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row] + ["", "", ""]
        if not any(cells):
            continue
        try:
            offset = offset_of(cells[0])
        except ValueError:
            if number == 1 and fold(cells[0]) in HEADS:
                continue
            raise Invalid(_day_missing(number), field="steps") from None
        label = one_line(cells[1], field="steps")
        if not label:
            raise Invalid(_("Ligne %s : l’étape n’a pas de nom.") % number, field="steps")
        if (offset, label) in seen:
            raise Invalid(_("Ligne %s : cette étape est déjà dans la liste.") % number, field="steps")
        seen.add((offset, label))
        found.append(StepGiven(label, offset, names.post(cells[2], line=number)))
    if len(found) > MOST_STEPS:
        raise Invalid(_("Une préparation a au plus %s étapes.") % MOST_STEPS, field="steps")
    return found


def _day_missing(number: int) -> str:
    sentence = _("Ligne %(line)s : commencez par le jour, J-15, J ou J+1 (%(most)s jours au plus), puis l’étape.")
    return sentence % {"line": number, "most": FARTHEST}
