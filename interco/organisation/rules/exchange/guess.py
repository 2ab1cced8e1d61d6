"""Guessing what a sheet and its columns are, from the words somebody chose.

Rule: titles are compared without case, accents, ligatures or punctuation. A column is first the one whose title is
exactly known, then the one whose words hold all the words of a known title (the longest wins); a field is filled by one
column at most, the first. A sheet is the table of the full layout that its name says when its columns fit; otherwise
the table that knows most of its columns, first those whose needed columns are all there, then the list of agents.

Worked example: « NOM D'USAGE | Prénom | Mél. | Affectation » is the list of agents: last name, first name, e-mail, unit.
"""

from collections.abc import Sequence

from interco.organisation.rules.exchange.layout import AGENTS, TABLES, TableLayout
from interco.organisation.rules.reference import fold

Mapping = tuple[str, ...]
#: A title that holds one of these words is about something else, whatever the others.
_ELSEWHERE = frozenset(
    ["naissance", "age", "domicile", "grade", "echelon", "salaire", "sortie", "depart", "remuneration"]
)


def guess_columns(header: Sequence[str], table: TableLayout) -> Mapping:
    """The field of each column, in their order; empty for a column that says nothing we know."""
    titles = [fold(title) for title in header]
    known = [(fold(title), column.field) for column in table.columns for title in (column.title, *column.other_titles)]
    found = [""] * len(titles)
    for exact in (True, False):
        for place, title in enumerate(titles):
            if not title or found[place]:
                continue
            fields = [
                (len(words), name)
                for words, name in known
                if name not in found and (words == title if exact else _says(title, words))
            ]
            if fields:
                found[place] = max(fields, key=lambda each: each[0])[1]
    return tuple(found)


def _says(title: str, words: str) -> bool:
    given = set(title.split())
    return set(words.split()) <= given and given.isdisjoint(_ELSEWHERE)


def guess_table(sheet: str, header: Sequence[str]) -> TableLayout:
    """The table a sheet is."""
    name = fold(sheet)
    candidates = [AGENTS, *TABLES]
    for table in candidates:
        if name in {fold(title) for title in (table.title, table.name, *table.other_titles)} and fits(header, table):
            return table
    return max(candidates, key=lambda table: (sum(map(bool, guess_columns(header, table))), fits(header, table)))


def fits(header: Sequence[str], table: TableLayout) -> bool:
    """Whether every column the table cannot do without is there."""
    return not missing(guess_columns(header, table), table)


def missing(mapping: Mapping, table: TableLayout) -> list[str]:
    """The titles of the columns that are needed and that nothing fills."""
    return [column.title for column in table.columns if column.required and column.field not in mapping]
