"""Finding: what matches, among what the actor may see, in one query whatever the number of objects.

Order: the reference typed exactly; a reference or a title that begins so; a word of the title that begins so; all
words in the title; anywhere. Then people and units before the dated things, the most recent first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import BigIntegerField, Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.urls import NoReverseMatch, reverse

from interco.foundation.core.actor import Actor
from interco.foundation.search.models import Entry
from interco.foundation.search.queries.providers import SearchProvider, providers
from interco.foundation.search.rules import question as questions
from interco.foundation.search.rules.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer, ready to be shown."""

    kind: str
    kind_label: str
    icon: str
    title: str
    detail: str
    reference: str
    url: str
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many answers there are of a kind."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of answers, the figures of each kind, and whether there are more."""

    answers: Sequence[Found]
    kinds: Sequence[KindCount]
    total: int
    has_more: bool


def find(typed: str, *, actor: Actor, limit: int = 12) -> list[Found]:
    """The best answers, for the palette: one query."""
    asked = questions.parse(typed)
    if asked.is_empty:
        return []
    shown = _reachable()
    return _dressed(_ordered(_visible(asked, actor, shown), asked)[:limit], asked, shown)


def find_page(typed: str, *, actor: Actor, kind: str = "", page: int = 1, size: int = 20) -> Results:
    """A page of answers with the figures of each kind: two queries."""
    asked = questions.parse(typed)
    if asked.is_empty:
        return Results(answers=(), kinds=(), total=0, has_more=False)
    shown = _reachable()
    matching = _visible(asked, actor, shown)
    figures = dict(matching.order_by().values_list("kind").annotate(Count("pk")))
    kinds = [
        KindCount(kind=each.kind, label=str(each.plural), count=figures[each.kind])
        for each in shown.values() if each.kind in figures
    ]  # fmt: skip
    total = figures.get(kind, 0) if kind else sum(figures.values())
    wanted = matching.filter(kind=kind) if kind else matching
    start = (page - 1) * size
    answers = _dressed(_ordered(wanted, asked)[start : start + size], asked, shown)
    return Results(answers=answers, kinds=kinds, total=total, has_more=start + size < total)


def _reachable() -> dict[str, SearchProvider]:
    """Providers whose page exists, by kind."""
    found = {}
    for provider in providers():
        try:
            reverse(provider.route, args=["x"])
        except NoReverseMatch:
            continue
        found[provider.kind] = provider
    return found


def _visible(asked: Question, actor: Actor, shown: dict[str, SearchProvider]) -> QuerySet[Entry]:
    if not shown:
        return Entry.objects.none()
    rights = [
        Q(Exists(provider.visible_to(actor).filter(public_id=OuterRef("object_id")).order_by()), kind=provider.kind)
        for provider in shown.values()
    ]
    return Entry.objects.filter(Q(pk__in=_keys(asked)), reduce(or_, rights))


def _keys(asked: Question, *, in_title: bool = False) -> RawSQL:
    if connection.vendor == "sqlite":
        sql, expression = "SELECT rowid FROM search_text WHERE search_text MATCH %s", questions.for_sqlite
    else:
        sql, expression = "SELECT id FROM search_entry WHERE vector @@ %s::tsquery", questions.for_postgresql
    return RawSQL(sql, [expression(asked, in_title=in_title)], output_field=BigIntegerField())  # noqa: S611 - constant SQL


def _ordered(entries: QuerySet[Entry], asked: Question) -> QuerySet[Entry]:
    ways = [
        When(Q(reference_key=asked.reference_key) & ~Q(reference_key=""), then=Value(0)),
        When(Q(reference_key__startswith=asked.reference_key) & ~Q(reference_key=""), then=Value(1)),
        When(title_key__startswith=asked.title_key, then=Value(1)),
        When(title_key__contains=asked.title_key, then=Value(2)),
        When(pk__in=_keys(asked, in_title=True), then=Value(3)),
    ]
    rank = Case(*ways, default=Value(4), output_field=IntegerField())
    return entries.annotate(rank=rank).order_by("rank", "weight", F("day").desc(nulls_last=True), "title", "pk")


def _dressed(entries: QuerySet[Entry], asked: Question, shown: dict[str, SearchProvider]) -> list[Found]:
    return [
        Found(
            kind=entry.kind, kind_label=str(shown[entry.kind].label), icon=shown[entry.kind].icon, title=entry.title,
            detail=entry.detail, reference=entry.reference, pieces=questions.marked(entry.title, asked),
            url=reverse(shown[entry.kind].route, args=[entry.object_id]),
        )
        for entry in entries
    ]  # fmt: skip
