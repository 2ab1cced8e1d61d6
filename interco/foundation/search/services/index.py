"""Keeping the index: services of the trade call `index(row, by=by)` at the end of their transaction.

It is written in that same transaction: no second commit to pay, and nothing to catch up after a cut.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import connection, models, transaction

from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.writing import insert
from interco.foundation.search.models import Entry
from interco.foundation.search.queries.providers import Content, SearchProvider, provider_of, providers
from interco.foundation.search.rules import french

BATCH = 500
Progress = Callable[[str, int, int], None]


def index(*rows: models.Model, by: Actor) -> None:
    """Make these rows (of one model) findable as they are now; what is no longer to be found leaves the index."""
    if rows:
        _refresh(provider_of(rows[0]), [row.pk for row in rows], [_object_id(row) for row in rows], by.today)


@transaction.atomic
def forget(row: models.Model) -> None:
    """Take an object that disappears out of the index."""
    _drop(provider_of(row).kind, [_object_id(row)])


#: Asked at each change of one row (ADR 0006).
_KEPT = Prepared(lambda kind, key: Entry.objects.filter(kind=kind, object_id=key).values_list("pk"), str, str)


def _object_id(row: models.Model) -> str:
    return str(getattr(row, "public_id"))  # noqa: B009 - every model of a provider is Identified


def reindex(*, by: Actor, progress: Progress | None = None) -> int:
    """Build the whole index again, one transaction a batch, telling (kind, done, total); the number of entries."""
    for provider in providers():
        keys = list(provider.model._default_manager.order_by("pk").values_list("pk", "public_id"))
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            _refresh(provider, [key for key, _public in batch], [public for _key, public in batch], by.today)
            if progress:
                progress(str(provider.plural), min(start + BATCH, len(keys)), len(keys))
        gone = Entry.objects.filter(kind=provider.kind).exclude(
            models.Exists(provider.model._default_manager.filter(public_id=models.OuterRef("object_id")))
        )
        _drop(provider.kind, list(gone.values_list("object_id", flat=True)))
    return Entry.objects.count()


@transaction.atomic(savepoint=False)
def _refresh(provider: SearchProvider, keys: Sequence[int], object_ids: Sequence[str], day: date) -> None:
    contents = list(provider.contents(keys, day=day))
    _drop(provider.kind, object_ids)
    rows = [_entry(provider, content) for content in contents]
    if len(rows) == 1:
        insert(rows[0])
    else:
        Entry.objects.bulk_create(rows)
    _write_texts([(row.pk, content) for row, content in zip(rows, contents, strict=True)])


def _entry(provider: SearchProvider, content: Content) -> Entry:
    return Entry(
        kind=provider.kind, object_id=content.object_id, reference=content.reference[:60], title=content.title[:300],
        detail=content.detail[:300], reference_key=french.reference_key(content.reference)[:80],
        title_key=french.title_key(content.title)[:400], weight=provider.weight, day=content.day,
    )  # fmt: skip


def _drop(kind: str, object_ids: Sequence[str]) -> None:
    for start in range(0, len(object_ids), BATCH):
        batch = object_ids[start : start + BATCH]
        if len(batch) == 1:
            keys = [key for (key,) in _KEPT(kind, batch[0])]
        else:
            keys = list(Entry.objects.filter(kind=kind, object_id__in=batch).values_list("pk", flat=True))
        if keys:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(key,) for key in keys])
            Entry.objects.filter(pk__in=keys).delete()


def _write_texts(texts: Sequence[tuple[int, Content]]) -> None:
    if not texts:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT OR REPLACE INTO search_text (rowid, title, detail, body) VALUES (%s, %s, %s, %s)",
                [(key, *_columns(content)) for key, content in texts],
            )
        else:
            cursor.executemany(
                "UPDATE search_entry SET vector = %s::tsvector WHERE id = %s",
                [(_vector(_columns(content)), key) for key, content in texts],
            )


def _columns(content: Content) -> tuple[str, str, str]:
    title = french.indexed(f"{content.reference} {content.title}")
    return title, french.indexed(content.detail), french.indexed(content.body)


def _vector(columns: tuple[str, str, str]) -> str:
    """The text of a `tsvector`: each word once in each weight (A title, B detail, D body), which positions carry."""
    places: dict[str, list[str]] = {}
    for position, (weight, text) in enumerate(zip("ABD", columns, strict=True), start=1):
        for word in dict.fromkeys(text.split()):
            places.setdefault(word, []).append(f"{position}{weight}")
    return " ".join(f"'{word}':{','.join(marks)}" for word, marks in places.items())
