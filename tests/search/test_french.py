"""How French is folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.foundation.search.rules import french
from interco.foundation.search.rules.question import for_postgresql, for_sqlite, marked, parse


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Schœlcher", "schoelcher"), ("Schoelcher", "SCHŒLCHER"), ("L’École d’été", "ecole"), ("Ex æquo", "aequo"),
        ("mutualisation", "mutualiser"), ("décisions", "decision"), ("élections", "election"),
        ("nationaux", "national"), ("CODIR-2026-014", "2026-14"),
        ("Saint-Joseph", "joseph"), ("naïveté", "naivete"), ("1ᵉʳ juillet", "1er"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_word_meet(written: str, typed: str) -> None:
    """What is indexed of the one holds a form of each word of the other."""
    indexed = set(french.indexed(written).split())
    assert all(indexed & set(term.forms) for term in parse(typed).terms)
    assert parse(typed).terms


def test_words_that_mean_nothing_are_left_out() -> None:
    """Elided ones included."""
    assert french.words("L’œuvre d’été, à Schœlcher et dans les villes") == ["oeuvre", "ete", "schoelcher", "villes"]


def test_the_last_word_counts_as_a_beginning() -> None:
    """And only the last one."""
    finished, last = parse("note serv").terms
    assert (finished.beginning, last.beginning) == ("", "serv")


def test_a_stop_word_alone_is_a_beginning() -> None:
    """Le Lamentin is being typed; « note de » is not asked to hold a word in de-."""
    assert [term.beginning for term in parse("le").terms] == ["le"]
    assert [term.forms for term in parse("note de").terms] == [french.forms("note")]
    assert not parse("note de").terms[0].beginning


@pytest.mark.parametrize("typed", ["", " ", "a", "-", "«»", "’", "\x00", "é"])
def test_too_little_asks_nothing(typed: str) -> None:
    """One letter, or no letter at all."""
    assert parse(typed).is_empty


def test_a_reference_has_one_key_however_it_is_typed() -> None:
    """Zeros, dashes, spaces and case do not count."""
    assert len({french.reference_key(text) for text in ("CODIR-2026-014", "codir 2026 14", "Codir2026-14")}) == 1


def test_found_words_are_marked_as_written() -> None:
    """The pieces put together are the text."""
    pieces = marked("Mutualiser l’instruction des permis", parse("instructions mutual"))
    assert [text for text, found in pieces if found] == ["Mutualiser", "instruction"]
    assert "".join(text for text, _found in pieces) == "Mutualiser l’instruction des permis"


@given(st.text(max_size=300))
def test_any_text_can_be_typed_and_indexed(text: str) -> None:
    """Words never carry what an engine would read as its own grammar."""
    asked = parse(text)
    for word in french.indexed(text).split():
        assert word.isalnum()
        assert len(word.encode()) < 2046
    for written in (for_sqlite(asked), for_postgresql(asked)):
        for sign in ("\\", "\x00", ";"):
            assert sign not in written
    assert "".join(piece for piece, _found in marked(text, asked)) == text
