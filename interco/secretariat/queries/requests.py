"""Lists of requests: filtered, with what their lines say; the follow-up by desk and by asker; what the forms offer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from interco.foundation.core.actor import Actor
from interco.organisation.models import Assignment, Person, Post, PostVersion, Unit, UnitVersion
from interco.organisation.queries.holders import holders_on
from interco.secretariat.enums import OPEN_REQUESTS, RequestState
from interco.secretariat.models import Request
from interco.secretariat.queries.desks import DeskNames, names_of

Choice = tuple[str, str]
VIEWS = ("ours", "desk", "all")
STATES = ("open", "late", "ended", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilter:
    """What the reader asks. `desk` and `asker` are `unit:<key>` or `post:<key>`; `view` is one of `VIEWS`."""

    view: str = "all"
    state: str = "open"
    words: str = ""
    kind: str = ""
    desk: str = ""
    asker: str = ""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as a line shows it. Ages are in days; `late_days` is positive when it is overdue."""

    request: Request
    desk: str
    asker: str
    age: int
    late_days: int


def matching(readable: QuerySet[Request], asked: RequestFilter, actor: Actor) -> QuerySet[Request]:
    """Those that match; open ones by their date, the others the last first."""
    found = _in_view(readable, asked.view, actor)
    for word in asked.words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(reference__icontains=word))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.desk:
        place, _colon, key = asked.desk.partition(":")
        field = "desk_unit__public_id" if place == "unit" else "desk_post__public_id"
        found = found.filter(**{field: key})
    if asked.asker:
        found = found.filter(unit__public_id=asked.asker.removeprefix("unit:"))
    if asked.state == "open":
        found = found.filter(state__in=OPEN_REQUESTS)
    elif asked.state == "late":
        found = found.filter(state__in=OPEN_REQUESTS, due_on__lt=actor.today)
    elif asked.state == "ended":
        found = found.exclude(state__in=OPEN_REQUESTS)
    order = ("due_on", "pk") if asked.state in {"open", "late"} else ("-created_at", "-pk")
    return found.order_by(*order)


def _in_view(readable: QuerySet[Request], view: str, actor: Actor) -> QuerySet[Request]:
    if view == "ours":
        return readable.filter(Q(unit_id__in=actor.unit_ids) | Q(author_id=actor.person_id or 0))
    if view == "desk":
        mine = Q(desk_unit_id__in=actor.unit_ids) | Q(desk_post_id__in=actor.post_ids)
        return readable.filter(mine | Q(assignee_id=actor.person_id or 0))
    return readable


def lines(rows: Sequence[Request], day: date) -> list[RequestLine]:
    """Each request with its desk, its asker and its age. Three queries, whatever their number."""
    names = names_of(((row.desk_unit_id, row.desk_post_id) for row in rows), day, *(row.unit_id for row in rows))
    return [
        RequestLine(
            request=row, desk=names.of(row.desk_unit_id, row.desk_post_id), asker=names.units.get(row.unit_id, ""),
            age=((_local(row.ended_at) if row.ended_at else day) - _local(row.created_at)).days,
            late_days=late_days(row, day),
        )
        for row in rows
    ]  # fmt: skip


def _local(at: datetime) -> date:
    return timezone.localtime(at).date()


def late_days(row: Request, day: date) -> int:
    """Days since the date of an open request; not positive while it is on time, zero once it ended."""
    return (day - row.due_on).days if row.state in OPEN_REQUESTS else 0


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A desk or an asker with its figures; `key` filters the list by it. `oldest` is in days, none without open ones."""

    key: str
    name: str
    open: int
    late: int
    oldest: int | None
    ended: int


@dataclass(frozen=True, slots=True)
class Board:
    """The follow-up of the requests somebody reads."""

    desks: list[BoardLine]
    askers: list[BoardLine]
    open: int
    late: int


def board(readable: QuerySet[Request], day: date) -> Board:
    """Figures by desk and by asker, the latest first. Seven queries."""
    is_open = Q(state__in=OPEN_REQUESTS)
    counts = {
        "open": Count("pk", filter=is_open), "late": Count("pk", filter=is_open & Q(due_on__lt=day)),
        "since": Min("created_at", filter=is_open), "ended": Count("pk", filter=~is_open),
    }  # fmt: skip
    places = ("desk_unit_id", "desk_post_id", "desk_unit__public_id", "desk_post__public_id")
    by_desk = list(readable.order_by().values(*places).annotate(**counts))
    by_asker = list(readable.order_by().values("unit_id", "unit__public_id").annotate(**counts))
    names = names_of(
        ((row["desk_unit_id"], row["desk_post_id"]) for row in by_desk), day, *(row["unit_id"] for row in by_asker)
    )
    desks = [
        _board_line(
            row, names.of(row["desk_unit_id"], row["desk_post_id"]), day,
            f"unit:{row['desk_unit__public_id']}" if row["desk_unit_id"] else f"post:{row['desk_post__public_id']}",
        )
        for row in by_desk
    ]  # fmt: skip
    askers = [
        _board_line(row, names.units.get(row["unit_id"], ""), day, f"unit:{row['unit__public_id']}") for row in by_asker
    ]
    return Board(
        sorted(desks, key=_pressing), sorted(askers, key=_pressing), sum(line.open for line in desks),
        sum(line.late for line in desks),
    )  # fmt: skip


def _board_line(row: Mapping[str, Any], name: str, day: date, key: str) -> BoardLine:
    since = row["since"]
    oldest = (day - _local(since)).days if since is not None else None
    return BoardLine(key, name, row["open"], row["late"], oldest, row["ended"])


def _pressing(line: BoardLine) -> tuple[int, int, str]:
    return -line.late, -line.open, line.name


def destinations(day: date) -> list[Choice]:
    """Where a request may go: the units of the intercommunality, then the posts that lead one. Four queries."""
    units = UnitVersion.objects.effective_on(day).filter(unit__collectivity__is_home=True).order_by("rank", "name")
    found = [(f"unit:{key}", name) for key, name in units.values_list("unit__public_id", "name")]
    versions = list(
        PostVersion.objects.effective_on(day).filter(leads_unit=True, unit__collectivity__is_home=True)
        .select_related("post").order_by("unit__pk", "pk")
    )  # fmt: skip
    holders = holders_on((row.post_id for row in versions), day)
    for row in versions:
        holder = holders[row.post_id]
        name = f"{holder.name}, {holder.title}" if holder.name else f"{holder.title}"
        found.append((f"post:{row.post.public_id}", name))
    return found


def destination(key: str) -> Unit | Post | None:
    """The unit or the post of a choice, of the intercommunality."""
    place, _colon, public_id = key.partition(":")
    if place == "unit":
        return Unit.objects.filter(public_id=public_id, collectivity__is_home=True).first()
    return Post.objects.filter(public_id=public_id, versions__unit__collectivity__is_home=True).distinct().first()


def people_of_the_desk(request: Request, day: date) -> QuerySet[Person]:
    """Those a request may be entrusted to: the people of the unit of its desk."""
    posts = PostVersion.objects.effective_on(day)
    unit = request.desk_unit_id or 0
    inside = posts.filter(unit_id__in=posts.filter(post_id=request.desk_post_id or 0).values("unit_id"))
    held = posts.filter(unit_id=unit).values("post_id") if request.desk_unit_id else inside.values("post_id")
    people = Assignment.objects.effective_on(day).filter(post_id__in=held).values("person_id")
    return Person.objects.effective_on(day).filter(pk__in=people).order_by("last_name", "first_name")


def mergeable(readable: QuerySet[Request], request: Request) -> QuerySet[Request]:
    """Other open requests at the same desk: what a request may be joined to."""
    same = readable.filter(
        desk_unit_id=request.desk_unit_id, desk_post_id=request.desk_post_id, state__in=OPEN_REQUESTS
    )
    return same.exclude(pk=request.pk).order_by("-created_at", "-pk")


def filters_of(readable: QuerySet[Request], day: date) -> tuple[list[Choice], list[Choice]]:
    """The desks and the askers found in what somebody reads, by name. Five queries."""
    found = board(readable, day)
    return _by_name(found.desks), _by_name(found.askers)


def _by_name(rows: Iterable[BoardLine]) -> list[Choice]:
    return sorted(((row.key, row.name) for row in rows), key=lambda choice: choice[1])


def desk_names(rows: Iterable[Request], day: date) -> DeskNames:
    """The names of the desks of these requests."""
    return names_of(((row.desk_unit_id, row.desk_post_id) for row in rows), day)


def is_waiting_for_asker(request: Request) -> bool:
    """Whether the next step is the asker's."""
    return request.state in {RequestState.QUESTIONED, RequestState.ANSWERED, RequestState.REFUSED}
