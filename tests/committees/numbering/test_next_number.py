"""Gap-free numbers."""

import pytest
from django.db import transaction

from interco.committees.services.numbering import next_number, next_reference


@pytest.mark.django_db
def test_a_series_starts_at_one_and_counts() -> None:
    assert [next_number("P-2026") for _ in range(3)] == [1, 2, 3]


@pytest.mark.django_db
def test_two_series_do_not_share_their_numbers() -> None:
    next_number("P-2026")
    assert next_number("A-2026") == 1
    assert next_number("P-2027") == 1


@pytest.mark.django_db
def test_a_number_undone_with_its_transaction_is_given_again() -> None:
    next_number("P-2026")
    with transaction.atomic():
        assert next_number("P-2026") == 2
        transaction.set_rollback(True)
    assert next_number("P-2026") == 2


@pytest.mark.django_db
def test_a_reference_is_said_with_its_series_and_three_digits() -> None:
    assert next_reference("P", 2026) == "P-2026-001"
