"""Two days of the organisation compared: what opened, closed, moved, was filled or left empty, and the figures.

Rule: a thing that exists only after is created, only before is closed; what exists on both days is compared value by
value. Posts opened or closed with their whole unit are told by the unit (how many, how many FTE), not one by one. A
holder who leaves a post vacated is told with the post; one who only changes posts is moved, not gone and come.

Worked example, 7 December 2026 against 1 January 2027: « Autorisations d’urbanisme » opened under the DGA
Planification, 19 posts, 19.00 FTE; « Évaluation des politiques » moved from the DGA Affaires juridiques to the DOST;
« Responsable de la collecte » vacated by Basile Corossol on 31 December. Sentences are composed where the language is
known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from interco.organisation.rules.chart import NO_FTE, Chart, ChartPost, Totals
from interco.organisation.rules.rows import AssignmentRow, UnitVersionRow


class ChangeKind(StrEnum):
    """What happened between two days, in the order in which it is told."""

    UNIT_OPENED = "unit_opened"
    UNIT_MOVED = "unit_moved"
    UNIT_RENAMED = "unit_renamed"
    UNIT_KIND = "unit_kind"
    UNIT_STRENGTH = "unit_strength"
    UNIT_CLOSED = "unit_closed"
    POST_OPENED = "post_opened"
    POST_MOVED = "post_moved"
    POST_RENAMED = "post_renamed"
    POST_FTE = "post_fte"
    POST_CLOSED = "post_closed"
    POST_FILLED = "post_filled"
    POST_HANDED_OVER = "post_handed_over"
    POST_VACATED = "post_vacated"
    INTERIM_STARTED = "interim_started"
    INTERIM_ENDED = "interim_ended"
    PERSON_ARRIVED = "person_arrived"
    PERSON_MOVED = "person_moved"
    PERSON_LEFT = "person_left"
    STILL_VACANT = "still_vacant"


ORDER = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind, the thing by name, where, before and after, FTE before and after, and the day it took
    effect.

    `unit` is the name of the unit concerned (for a unit, its parent); `last_day` is the last day of what ended.
    """

    kind: ChangeKind
    name: str
    unit: str = ""
    before: str = ""
    after: str = ""
    people: tuple[str, ...] = ()
    fte_before: Decimal = NO_FTE
    fte_after: Decimal = NO_FTE
    posts: int = 0
    since: date | None = None
    last_day: date | None = None
    unit_id: int | None = None
    post_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChartDiff:
    """The comparison: its changes in telling order, and the totals of both days."""

    before: Totals
    after: Totals
    changes: tuple[Change, ...]

    def of(self, *kinds: ChangeKind) -> list[Change]:
        """The changes of some kinds."""
        return [change for change in self.changes if change.kind in kinds]


def compare(before: Chart, after: Chart) -> ChartDiff:
    """What differs from `before` to `after` (which may be the earlier day)."""
    found = [*_units(before, after), *_posts(before, after), *_people(before, after)]
    found.sort(key=lambda change: (ORDER[change.kind], change.name, change.post_id or 0))
    return ChartDiff(before.totals(), after.totals(), tuple(found))


def _label(row: UnitVersionRow) -> str:
    return row.short_name or row.name


def _unit_label(chart: Chart, unit_id: int | None) -> str:
    node = chart.units.get(unit_id) if unit_id is not None else None
    return _label(node.row) if node else ""


def _units(before: Chart, after: Chart) -> Iterator[Change]:
    for unit_id, node in after.units.items():
        if unit_id not in before.units:
            yield _whole_unit(ChangeKind.UNIT_OPENED, after, unit_id)
        else:
            yield from _unit_changes(before, after, before.units[unit_id].row, node.row)
    for unit_id in before.units.keys() - after.units.keys():
        yield _whole_unit(ChangeKind.UNIT_CLOSED, before, unit_id)


def _whole_unit(kind: ChangeKind, chart: Chart, unit_id: int) -> Change:
    row, fte = chart.units[unit_id].row, chart.own_fte(unit_id)
    is_opened = kind is ChangeKind.UNIT_OPENED
    return Change(
        kind, row.name, unit=_unit_label(chart, row.parent_id), unit_id=unit_id,
        posts=chart.post_count(unit_id),
        fte_before=NO_FTE if is_opened else fte, fte_after=fte if is_opened else NO_FTE,
        since=row.starts_on if is_opened else None, last_day=None if is_opened else _last_day(row.ends_on),
    )  # fmt: skip


def _unit_changes(before: Chart, after: Chart, old: UnitVersionRow, new: UnitVersionRow) -> Iterator[Change]:
    unit_id = new.unit_id
    fte_before, fte_after = before.own_fte(unit_id), after.own_fte(unit_id)
    told = Change(ChangeKind.UNIT_MOVED, new.name, unit_id=unit_id, fte_before=fte_before, fte_after=fte_after)
    if old.parent_id != new.parent_id:
        yield replace(told, before=_unit_label(before, old.parent_id), after=_unit_label(after, new.parent_id))
    if old.name != new.name:
        yield replace(told, kind=ChangeKind.UNIT_RENAMED, before=old.name, after=new.name)
    if old.kind != new.kind:
        yield replace(told, kind=ChangeKind.UNIT_KIND, before=old.kind, after=new.kind)
    if fte_before != fte_after:
        posts = after.post_count(unit_id) - before.post_count(unit_id)
        yield replace(told, kind=ChangeKind.UNIT_STRENGTH, posts=posts)


def _posts(before: Chart, after: Chart) -> Iterator[Change]:
    for post_id, new in after.posts.items():
        old = before.posts.get(post_id)
        told = _post_change(after, new)
        if old is None:
            if new.row.unit_id in before.units:
                yield replace(told, kind=ChangeKind.POST_OPENED, fte_after=new.row.fte, since=new.row.starts_on)
        else:
            yield from _same_post(before, after, old, new)
        if new.is_vacant and new.row.leads_unit and (old is None or old.is_vacant):
            yield replace(told, kind=ChangeKind.STILL_VACANT)
    for post_id in before.posts.keys() - after.posts.keys():
        old = before.posts[post_id]
        if old.row.unit_id in after.units:
            told = _post_change(before, old)
            yield replace(
                told, kind=ChangeKind.POST_CLOSED, fte_before=old.row.fte, last_day=_last_day(old.row.ends_on)
            )


def _post_change(chart: Chart, post: ChartPost) -> Change:
    return Change(
        ChangeKind.POST_OPENED, post.row.title, unit=_unit_label(chart, post.row.unit_id), unit_id=post.row.unit_id,
        post_id=post.row.post_id, people=_names(post.holders),
    )  # fmt: skip


def _same_post(before: Chart, after: Chart, old: ChartPost, new: ChartPost) -> Iterator[Change]:
    told = _post_change(after, new)
    if old.row.unit_id != new.row.unit_id:
        where = (_unit_label(before, old.row.unit_id), _unit_label(after, new.row.unit_id))
        yield replace(told, kind=ChangeKind.POST_MOVED, before=where[0], after=where[1])
    if old.row.title != new.row.title:
        yield replace(told, kind=ChangeKind.POST_RENAMED, before=old.row.title, after=new.row.title)
    if old.row.fte != new.row.fte:
        yield replace(told, kind=ChangeKind.POST_FTE, fte_before=old.row.fte, fte_after=new.row.fte)
    yield from _occupation(told, old, new)


def _occupation(told: Change, old: ChartPost, new: ChartPost) -> Iterator[Change]:
    left = _absent(old.holders, new.holders)
    come = _absent(new.holders, old.holders)
    if old.is_vacant and come:
        yield replace(told, kind=ChangeKind.POST_FILLED, people=_names(come), since=come[0].starts_on)
    elif new.is_vacant and left:
        yield replace(told, kind=ChangeKind.POST_VACATED, people=_names(left), last_day=_last_day(left[0].ends_on))
    elif left or come:
        yield replace(
            told, kind=ChangeKind.POST_HANDED_OVER, before=", ".join(_names(left)), after=", ".join(_names(come)),
            people=_names(come), since=come[0].starts_on if come else None,
        )  # fmt: skip
    for interim in _absent(new.interims, old.interims):
        yield replace(told, kind=ChangeKind.INTERIM_STARTED, people=(interim.person_name,), since=interim.starts_on)
    for interim in _absent(old.interims, new.interims):
        ended = replace(told, kind=ChangeKind.INTERIM_ENDED, people=(interim.person_name,))
        yield replace(ended, last_day=_last_day(interim.ends_on))


def _absent(rows: tuple[AssignmentRow, ...], others: tuple[AssignmentRow, ...]) -> tuple[AssignmentRow, ...]:
    """The rows whose person is in none of the others."""
    known = {row.person_id for row in others}
    return tuple(row for row in rows if row.person_id not in known)


def _people(before: Chart, after: Chart) -> Iterator[Change]:
    for person_id, rows in after.people.items():
        there = _place(after, rows[0])
        if person_id not in before.people:
            yield replace(there, kind=ChangeKind.PERSON_ARRIVED, since=rows[0].starts_on)
            continue
        old = before.people[person_id]
        if {row.post_id for row in old} != {row.post_id for row in rows}:
            came_from = _place(before, old[0])
            yield replace(
                there,
                kind=ChangeKind.PERSON_MOVED,
                before=came_from.before,
                after=there.before,
                since=rows[0].starts_on,
            )
    for person_id in before.people.keys() - after.people.keys():
        rows = before.people[person_id]
        yield replace(_place(before, rows[0]), kind=ChangeKind.PERSON_LEFT, last_day=_last_day(rows[0].ends_on))


def _place(chart: Chart, row: AssignmentRow) -> Change:
    """Where an assignment puts a person: `before` holds the title of the post, `unit` the name of its unit."""
    post = chart.posts[row.post_id].row
    return Change(
        ChangeKind.PERSON_ARRIVED, row.person_name, unit=_unit_label(chart, post.unit_id), before=post.title,
        unit_id=post.unit_id, post_id=post.post_id, person_id=row.person_id,
    )  # fmt: skip


def _names(rows: tuple[AssignmentRow, ...]) -> tuple[str, ...]:
    return tuple(row.person_name for row in rows)


def _last_day(ends_on: date | None) -> date | None:
    return ends_on - timedelta(days=1) if ends_on else None
