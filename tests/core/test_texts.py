"""Texts as they come in."""

import pytest

from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Budget 2027 ", "Budget 2027"),
        ("Budget\r\n2027", "Budget 2027"),
        ("Budget\t 2027", "Budget 2027"),
        ("e\u0301lus", "élus"),
        ("ميزانية 2027", "ميزانية 2027"),
        ("Plan 🌀 cyclone", "Plan 🌀 cyclone"),
        ("l\u2019\u00e9tat\u00a0: 3\u202f000", "l\u2019\u00e9tat : 3 000"),
    ],
)
def test_a_line_keeps_what_was_typed(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x1f", "\x85", "\u202e", "\u2066", "\ud800"])
def test_a_hidden_character_is_refused_with_a_sentence(hidden: str) -> None:
    for clean in (one_line, many_lines):
        with pytest.raises(Invalid, match="invisibles") as error:
            clean(f"Budget{hidden}2027", field="title")
        assert set(error.value.fields) == {"title"}


def test_a_text_keeps_its_lines() -> None:
    assert many_lines("un\r\ndeux\rtrois\n") == "un\ndeux\ntrois"


def test_what_is_too_long_is_told_with_both_lengths() -> None:
    with pytest.raises(Invalid, match="201 caractères pour 200"):
        one_line("x" * 201)


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_what_is_needed_and_empty_is_refused(blank: str) -> None:
    with pytest.raises(Invalid, match="nécessaire"):
        one_line(blank, required=True)
    assert one_line(blank) == ""
