"""The journal as its keepers read it: when, which event, who, on what, under which hash. Never what was said."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db.models import OuterRef, QuerySet, Subquery

from interco.foundation.audit.models import Entry, PersonalValue

PAGE = 50
ACTOR = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the keeper looks for; days are those of the territory, both included."""

    event: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry, without its facts."""

    number: int
    at: datetime
    event: str
    actor: str
    subject_type: str
    subject_id: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One page of entries, latest first."""

    rows: list[EntryLine]
    total: int
    page: int
    pages: int


def entry_page(search: Search, *, zone: tzinfo, page: int = 1) -> EntryPage:
    """The entries that answer, in two queries whatever their number."""
    found = _matching(search, zone)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    here = min(max(1, page), pages)
    name = PersonalValue.objects.filter(entry=OuterRef("pk"), field=ACTOR).values("value")[:1]
    rows = found.annotate(actor_name=Subquery(name)).order_by("-number").defer("payload")
    lines = [
        EntryLine(
            number=row.number, at=row.at, event=row.event, actor=row.actor_name or "",
            subject_type=row.subject_type, subject_id=row.subject_id, hash=row.hash,
        )
        for row in rows[(here - 1) * PAGE : here * PAGE]
    ]  # fmt: skip
    return EntryPage(rows=lines, total=total, page=here, pages=pages)


def _matching(search: Search, zone: tzinfo) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    if search.event:
        rows = rows.filter(event=search.event)
    if search.person:
        names = PersonalValue.objects.filter(field=ACTOR, value__icontains=search.person)
        rows = rows.filter(pk__in=names.values("entry"))
    if search.first:
        rows = rows.filter(at__gte=datetime.combine(search.first, time(), zone))
    if search.last:
        rows = rows.filter(at__lt=datetime.combine(search.last + timedelta(days=1), time(), zone))
    return rows


def known_events() -> list[str]:
    """The names of the events that ever happened, in their order."""
    return list(Entry.objects.order_by("event").values_list("event", flat=True).distinct())
