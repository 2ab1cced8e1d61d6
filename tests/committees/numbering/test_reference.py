"""Names of what is numbered."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interco.committees.rules.numbering import (
    Draft,
    format_reference,
    gaps,
    local_year,
    order_of_decision,
)

NINE = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


def test_the_year_is_the_one_on_the_wall() -> None:
    late = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
    assert local_year(late, ZoneInfo("America/Martinique")) == 2026
    assert local_year(late, ZoneInfo("Europe/Paris")) == 2027
    assert local_year(datetime(2026, 12, 31, 20, 0, tzinfo=UTC), ZoneInfo("Pacific/Noumea")) == 2027


def test_numbers_are_given_in_the_order_of_decision() -> None:
    drafts = [Draft(1, NINE + timedelta(minutes=40)), Draft(2, NINE + timedelta(minutes=12)),
              Draft(3, NINE + timedelta(minutes=65)), Draft(4, NINE + timedelta(minutes=12))]  # fmt: skip
    assert [draft.key for draft in order_of_decision(drafts)] == [2, 4, 1, 3]


def test_references_are_said_with_three_digits_and_grow_beyond() -> None:
    assert format_reference("CODIR", 2026, 14) == "CODIR-2026-014"
    assert format_reference("P", 2026, 1398) == "P-2026-1398"
    with pytest.raises(ValueError, match="start at 1"):
        format_reference("P", 2026, 0)


def test_a_gap_is_found() -> None:
    assert gaps([1, 2, 4, 7]) == [3, 5, 6]
    assert gaps([2, 1]) == []
    assert gaps([]) == []
