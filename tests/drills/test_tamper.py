"""Somebody with every right on the database alters the register or the journal: each alteration is told.

The triggers are taken away first: what is drilled is what remains when they did not hold.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from interco.committees.apps import SEALED_COLUMNS
from interco.committees.exports import verifier
from interco.committees.models import Action, Decision, SealedPersonalValue
from interco.committees.services.closing import close_meeting
from interco.committees.services.register import anchors_of_the_journal, replace_decision, verify_register
from interco.committees.services.register_export import register_document
from interco.config.demo.organisation import Built
from interco.foundation.audit import append_only
from interco.foundation.audit.append_only import missing_triggers
from interco.foundation.audit.models import ChainHead, Entry, PersonalValue
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.audit.rules.chain import link
from tests.cast import actor
from tests.committees.records.test_release import a_closed_session
from tests.drills.conftest import Tell
from tests.drills.sessions import a_session_in_progress

pytestmark = pytest.mark.django_db

#: The counter of concurrent edits says nothing of the decision.
NOT_SEALED = {(Decision, "version")}
GUARDED: tuple[type[models.Model], ...] = (Decision, SealedPersonalValue, Entry, PersonalValue, ChainHead)
TABLES = ("audit_entry", "committees_decision")


@pytest.fixture
def register(cast: Built) -> Built:
    """A register with reservations, a lifted objection, several sessions and a replaced decision; no trigger left."""
    a_closed_session(cast)
    for rank in range(2):
        close_meeting(a_session_in_progress(cast, rank), by=actor(cast, "dgs"))
    first, *_others, last = Decision.objects.exclude(hash="").order_by("chain_number")
    replace_decision(first, new=last, by=actor(cast, "secretariat"))
    a_session_in_progress(cast, 2)
    assert not told()
    _take_the_triggers_away()
    return cast


def _take_the_triggers_away() -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            for kind in append_only.KINDS:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{table}_{kind}"{on}')


def told() -> list[Any]:
    """What the two verifications tell, as `interco verify-register` runs them."""
    return [*verify_register().faults, *verify_journal(anchors_of_the_journal()).faults]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever the block alters is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def another(row: models.Model, name: str) -> Any:
    """Another value that the column takes, as close to the first as a forger would like."""
    field = next(field for field in row._meta.concrete_fields if field.attname == name)
    value = getattr(row, name)
    if isinstance(field, models.ForeignKey):
        known = field.related_model._default_manager.exclude(pk=value)
        taken = type(row)._default_manager.values_list(name, flat=True) if field.unique else []
        return known.exclude(pk__in=[one for one in taken if one]).values_list("pk", flat=True).last()
    if isinstance(value, bool) or value is None:
        return _filled(field)
    changes: dict[type, Callable[[Any], Any]] = {
        int: lambda one: one + 4000, datetime: lambda one: one + timedelta(seconds=1),
        date: lambda one: one + timedelta(days=1), str: _one_letter_off, dict: lambda one: {**one, "more": 1},
    }  # fmt: skip
    return changes[type(value)](value)


def _filled(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.DateField):
        return date(2030, 1, 1)
    return 4000 if isinstance(field, models.IntegerField) else "x"


def _one_letter_off(text: str) -> str:
    return text[:-1] + ("0" if text[-1:] != "0" else "1") if text else "x"


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)
def test_every_column_altered_is_told(model: type[models.Model], register: Built, figure: Tell) -> None:
    rows = list(model._default_manager.exclude(hash="") if model is Decision else model._default_manager.all())
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    altered, missed = 0, []
    for name in [name for name in names if (model, name) not in NOT_SEALED]:
        for row in {one.pk: one for one in (rows[0], rows[1], rows[-2], rows[-1])}.values():
            with undone():
                altered += model._default_manager.filter(pk=row.pk).update(**{name: another(row, name)})
                if not told():
                    missed.append(f"{name} of {row.pk}")
    figure(f"{model.__name__}: values altered", altered)
    figure(f"{model.__name__}: altered and not told", len(missed), most=0)
    assert altered >= len(names)
    assert not missed


def _payload_of(row: Any, **changes: Any) -> dict[str, Any]:
    return {**row.payload, **changes}


def _delete_decision() -> None:
    row = Decision.objects.exclude(hash="").order_by("chain_number")[2]
    row.personal_values.all().delete()
    Decision.objects.filter(pk=row.pk).delete()


def _delete_entry() -> None:
    Entry.objects.order_by("number")[2].delete()


def _swap(model: Any, place: str) -> None:
    one, two = model.objects.exclude(hash="").order_by(place)[2:4]
    first, second = getattr(one, place), getattr(two, place)
    model.objects.filter(pk=one.pk).update(**{place: 999_999})
    model.objects.filter(pk=two.pk).update(**{place: first})
    model.objects.filter(pk=one.pk).update(**{place: second})


def _insert_entry() -> None:
    last = Entry.objects.order_by("number").last()
    assert last is not None
    number, payload = last.number + 1, _payload_of(last, number=last.number + 1, event="forged")
    Entry.objects.create(
        number=number, at=last.at, event="forged", actor_id=last.actor_id, subject_type=last.subject_type,
        subject_id=last.subject_id, payload=payload, previous_hash=last.hash, hash=link(last.hash, payload),
    )  # fmt: skip


def _insert_decision() -> None:
    row = Decision.objects.exclude(chain_number=None).order_by("chain_number").last()
    assert row is not None
    number = (row.chain_number or 0) + 1
    payload = _payload_of(row, number=number, reference="CODIR-2026-900", public_id="forged", personal={})
    previous, row.pk, row.public_id, row.reference, row.number = row.hash, None, "forged", "CODIR-2026-900", 900
    row.chain_number, row.payload, row.previous_hash, row.hash = number, payload, previous, link(previous, payload)
    row.save(force_insert=True)
    ChainHead.objects.filter(name="decisions").update(number=number, hash=row.hash)


def _cut(model: Any, place: str, chain: str, personal: Any) -> None:
    """The last entry goes, with what is kept beside it, and the head is put back before it."""
    kept, last = model.objects.exclude(hash="").order_by(f"-{place}")[:2][::-1]
    personal(last).delete()
    model.objects.filter(pk=last.pk).delete()
    ChainHead.objects.filter(name=chain).update(number=getattr(kept, place), hash=kept.hash)


def _cut_register() -> None:
    Decision.objects.exclude(replaced_by=None).update(replaced_by=None, state="sealed")
    _cut(Decision, "chain_number", "decisions", lambda row: row.personal_values.all())


def _cut_journal() -> None:
    """As far back as the last sealed decision holds the end of the journal."""
    anchor = max(anchors_of_the_journal(), key=lambda one: one.number)
    while ChainHead.objects.get(name="journal").number >= anchor.number:
        _cut(Entry, "number", "journal", lambda row: row.personal_values.all())


def _rewrite(rows: Any, place: str, chain: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Every hash made again from an altered payload on, and the head with them."""
    previous = ""
    for row in rows:
        payload = change(row.payload)
        row.payload, row.previous_hash, row.hash = payload, previous, link(previous, payload)
        type(row).objects.filter(pk=row.pk).update(
            payload=payload, previous_hash=previous, hash=row.hash, **_readable(row, payload)
        )
        previous = row.hash
        ChainHead.objects.filter(name=chain).update(number=getattr(row, place), hash=row.hash)


def _readable(row: Any, payload: dict[str, Any]) -> dict[str, Any]:
    return {"text": payload["text"]} if isinstance(row, Decision) else {"actor_id": payload["actor_id"]}


def _rewrite_register() -> None:
    rows = Decision.objects.exclude(hash="").order_by("chain_number")
    _rewrite(rows, "chain_number", "decisions", lambda one: {**one, "text": one["text"] + "."})


def _rewrite_journal() -> None:
    _rewrite(Entry.objects.order_by("number"), "number", "journal", lambda one: {**one, "actor_id": 1})


def _forget_personal(model: Any) -> None:
    model.objects.first().delete()


def _garbage() -> None:
    row = Decision.objects.exclude(hash="").first()
    assert row is not None
    Decision.objects.filter(pk=row.pk).update(payload=["no", "object"])


def _empty() -> None:
    Action.objects.update(decision=None)
    SealedPersonalValue.objects.all().delete()
    Decision.objects.update(replaced_by=None)
    Decision.objects.all().delete()


FORGERIES: dict[str, Callable[[], object]] = {
    "a decision is deleted": _delete_decision,
    "an entry of the journal is deleted": _delete_entry,
    "two decisions are swapped": lambda: _swap(Decision, "chain_number"),
    "two entries of the journal are swapped": lambda: _swap(Entry, "number"),
    "a decision is inserted, the head moved": _insert_decision,
    "an entry of the journal is inserted": _insert_entry,
    "the end of the register is cut, the head put back": _cut_register,
    "the end of the journal is cut, the head put back": _cut_journal,
    "the register is written again, the head with it": _rewrite_register,
    "the journal is written again, the head with it": _rewrite_journal,
    "the register is emptied": _empty,
    "the head of the register is forgotten": lambda: ChainHead.objects.filter(name="decisions").delete(),
    "the head of the journal is forgotten": lambda: ChainHead.objects.filter(name="journal").delete(),
    "a word sealed with a decision is deleted": lambda: _forget_personal(SealedPersonalValue),
    "a word committed to by the journal is deleted": lambda: _forget_personal(PersonalValue),
    "a payload is replaced by something else": _garbage,
}


def test_every_forgery_is_told(register: Built, figure: Tell) -> None:
    missed = []
    for name, forge in FORGERIES.items():
        with undone():
            forge()
            if not told():
                missed.append(name)
    figure("forgeries", len(FORGERIES))
    figure("forgeries not told", len(missed), most=0)
    assert not missed


def test_what_is_exported_convicts_the_register_without_interco(register: Built) -> None:
    """The stand-alone verifier, with an anchor printed on a record before the forgery."""
    whole = json.loads(json.dumps(register_document()))
    printed = (whole["head"]["number"], whole["head"]["hash"][:8])
    assert verifier.verify(whole, [printed]) == []
    for name in ("a decision is deleted", "two decisions are swapped", "the end of the register is cut, the head put back",
                 "the register is written again, the head with it", "the register is emptied"):  # fmt: skip
        with undone():
            FORGERIES[name]()
            forged = json.loads(json.dumps(register_document()))
        assert verifier.verify(forged, [printed]), name


def test_while_they_stand_the_triggers_refuse_every_column(cast: Built) -> None:
    a_closed_session(cast)
    for rank in range(2):
        close_meeting(a_session_in_progress(cast, rank), by=actor(cast, "dgs"))
    row = Decision.objects.exclude(hash="").order_by("chain_number")[1]
    for column in SEALED_COLUMNS:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Decision.objects.filter(pk=row.pk).update(**{column: another(row, column)})


def _weakened(table: str) -> str:
    if connection.vendor == "sqlite":
        return f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" WHEN 1=0 BEGIN SELECT 1; END'
    call = f'BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN (1=0) EXECUTE FUNCTION "{table}_append_only"()'
    return f'CREATE TRIGGER "{table}_no_update" {call}'


@pytest.mark.parametrize("table", TABLES)
def test_a_trigger_that_was_weakened_under_its_own_name_is_told(table: str, cast: Built) -> None:
    assert missing_triggers() == []
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_no_update"{on}')
        cursor.execute(_weakened(table))
    assert missing_triggers() == [f"{table}_no_update"]
    append_only.install()
    assert missing_triggers() == []


@pytest.mark.postgres
def test_a_trigger_that_was_switched_off_is_told(cast: Built) -> None:
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE "audit_entry" DISABLE TRIGGER "audit_entry_no_delete"')
    assert missing_triggers() == ["audit_entry_no_delete"]
