"""What somebody typed, ready to be asked to either engine.

Every meaningful word must be found in one of its forms; the last one, perhaps not finished, also counts as a beginning
of word. A stop word at the end is dropped, unless nothing else was typed (« le » begins « Le Lamentin »).

Example: `parse("note de serv")` asks for `note`, and for `serv` or what begins with it.
"""

from dataclasses import dataclass

from interco.foundation.search.rules import french

LONGEST = 100
MOST_WORDS = 8
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One word: any of its forms; `beginning` when it may be unfinished."""

    forms: tuple[str, ...]
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The terms that must all be found, and the two keys of what was typed as a whole."""

    terms: tuple[Term, ...]
    title_key: str
    reference_key: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be looked up."""
        return not self.terms


def parse(typed: str) -> Question:
    """The question behind what was typed; empty when too short to mean anything."""
    given = french.split(typed[:LONGEST])[:MOST_WORDS]
    if not given:
        return Question((), "", "")
    meaningful = [word for word in given if french.fold(word) not in french.STOP_WORDS]
    terms = [Term(french.forms(word)) for word in meaningful]
    last = french.fold(given[-1])
    if meaningful and meaningful[-1] == given[-1]:
        terms[-1] = Term(terms[-1].forms, last)
    elif not meaningful:
        terms = [Term((last,), last)]
    if len(terms) == 1 and len(terms[0].beginning or terms[0].forms[0]) < SHORTEST:
        terms = []
    return Question(tuple(terms), french.title_key(" ".join(given)), french.reference_key(typed[:LONGEST]))


def for_sqlite(question: Question, *, in_title: bool = False) -> str:
    """The expression of FTS5. Words hold letters and digits only, quoted all the same."""

    def one(term: Term) -> str:
        ways = [f'"{form}"' for form in term.forms]
        if term.beginning:
            ways.append(f'"{term.beginning}" *')
        return f"({' OR '.join(ways)})"

    asked = " AND ".join(one(term) for term in question.terms)
    return f"title : ({asked})" if in_title else asked


def for_postgresql(question: Question, *, in_title: bool = False) -> str:
    """The text of a `tsquery`; titles carry the weight A."""
    weight = "A" if in_title else ""

    def one(term: Term) -> str:
        ways = [f"'{form}':{weight}" if weight else f"'{form}'" for form in term.forms]
        if term.beginning:
            ways.append(f"'{term.beginning}':*{weight}")
        return f"({' | '.join(ways)})"

    return " & ".join(one(term) for term in question.terms)


def marked(text: str, question: Question) -> list[tuple[str, bool]]:
    """The text cut in pieces, each with whether it answers the question (shown in bold)."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _spans(text):
        if any(_answers(text[start:stop], term) for term in question.terms):
            pieces += [(text[end:start], False), (text[start:stop], True)]
            end = stop
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for place, letter in enumerate(f"{text} "):
        if letter.isalnum() and start is None:
            start = place
        elif not letter.isalnum() and start is not None:
            spans.append((start, place))
            start = None
    return spans


def _answers(word: str, term: Term) -> bool:
    own = french.forms(word.casefold())
    if set(own) & set(term.forms):
        return True
    return bool(term.beginning) and own[0].startswith(term.beginning)
