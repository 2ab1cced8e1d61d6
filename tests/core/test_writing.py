"""Rows written by statements built once."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from interco.foundation.core.models import Submission
from interco.foundation.core.writing import insert, update
from interco.foundation.notifications.models import LiveNotice

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_row_inserted_is_the_row_that_the_orm_reads() -> None:
    row = insert(LiveNotice(channel="meeting:é", at=NOON, kind="agenda", payload={"placed": ["œ", 1, None]}))
    assert not row._state.adding
    read = LiveNotice.objects.get(pk=row.pk)
    for name in ("channel", "at", "kind", "payload"):
        assert getattr(read, name) == getattr(row, name)


def test_a_row_inserted_keeps_the_constraints_of_its_table() -> None:
    insert(Submission(key="k", body_hash="", at=NOON))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Submission(key="k", body_hash="", at=NOON))
    assert Submission.objects.count() == 1


def test_only_the_fields_named_are_updated() -> None:
    row = insert(Submission(key="k", body_hash="before", at=NOON))
    row.status, row.content, row.body_hash = 201, b"\x00bytes", "after"
    update(row, "status", "content")
    read = Submission.objects.get(pk=row.pk)
    assert (read.status, bytes(read.content), read.body_hash) == (201, b"\x00bytes", "before")


def test_a_row_that_is_gone_is_not_updated_in_silence() -> None:
    row = insert(Submission(key="k", body_hash="", at=NOON))
    Submission.objects.all().delete()
    row.status = 201
    with pytest.raises(DatabaseError):
        update(row, "status")
