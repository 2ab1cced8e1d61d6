"""What does not hold is told in the language of the page that tells it."""

import pytest
from django.db import connection
from django.utils.translation import override

from interco.foundation.audit import append_only
from interco.installation.queries.soundness import standing_faults

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_missing_protection_is_told_in_french_and_in_english() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER audit_entry_no_update{'' if connection.vendor == 'sqlite' else ' ON audit_entry'}"
        )
    try:
        assert any("Des protections du journal manquent (audit_entry_no_update)" in each for each in standing_faults())
        with override("en"):
            told = standing_faults()
        assert told == ["Protections of the journal are missing (audit_entry_no_update): run “interco migrate”."]
    finally:
        append_only.install()
