"""What the page of the org chart shows: the day, the other day, the rail of dates, the tree, the list, the figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import Person, Unit
from interco.organisation.queries.chart import Rows, days_of_change, rows_on, sums_beyond
from interco.organisation.queries.chart_boxes import boxes
from interco.organisation.queries.chart_sentences import Told, told
from interco.organisation.queries.figures import fte, plain, signed
from interco.organisation.rules.chart import Chart, Totals
from interco.organisation.rules.chart_diff import compare
from interco.organisation.rules.chart_layout import ChartBox

#: Above this number of posts they are counted, not read: the list names units only; each unit's sheet has its posts.
POSTS_IN_LIST = 600


@dataclass(frozen=True)
class Rail:
    """The rail of dates: its ends, its quarters, the days of change, and those just before and after the shown day."""

    start: date
    end: date
    ticks: list[tuple[date, str]]
    changes: list[tuple[date, str]]
    previous: date | None
    following: date | None


@dataclass(frozen=True)
class Figure:
    """A figure on both days: before, after, difference."""

    label: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class ChartPage:
    """All of it."""

    day: date
    compared: date | None
    rows: Rows
    chart: Chart
    boxes: tuple[ChartBox, ...]
    rail: Rail
    changes: list[Told]
    figures: list[Figure]
    names_posts: bool

    def fte(self, unit_id: int) -> str:
        """The FTE of a unit with all under it, in words."""
        return fte(self.chart.full_fte[unit_id])


def chart_page(
    units: QuerySet[Unit], people: QuerySet[Person], *, day: date, compared: date | None, today: date
) -> ChartPage:
    """The org chart of some units (already `visible_to` someone, as `people`) as of a day, beside another one if asked.

    Of two days, the later one is shown beside the earlier one, whichever was asked first: what changed is told forwards.
    """
    if compared and compared > day:
        day, compared = compared, day
    sums = None if compared else sums_beyond(POSTS_IN_LIST, units, day)
    rows = rows_on(units, {day, *([compared] if compared else [])}, people, sums=sums)
    chart = rows.on(day)
    before = rows.on(compared) if compared else None
    difference = compare(before, chart) if before else None
    return ChartPage(
        day=day, compared=compared, rows=rows, chart=chart, boxes=boxes(chart, before),
        rail=_rail(units, day, compared, today), changes=told(difference) if difference else [],
        figures=_figures(difference.before if difference else None, chart.totals()),
        names_posts=chart.totals().posts <= POSTS_IN_LIST,
    )  # fmt: skip


def _rail(units: QuerySet[Unit], day: date, compared: date | None, today: date) -> Rail:
    known = [day, today, *([compared] if compared else [])]
    start = min(known).replace(day=1) - relativedelta(months=3)
    end = max(known).replace(day=1) + relativedelta(months=9)
    quarters = [start + relativedelta(months=step) for step in range(0, 600, 3)]
    shown = [tick for tick in quarters if tick <= end]
    step = 1 + len(shown) // 8
    changes = days_of_change(units, start, end)
    return Rail(
        start, end,
        ticks=[(tick, f"{_month(tick)} {tick.year}" if n == 0 or tick.month < 4 else _month(tick))
               for n, tick in enumerate(shown[::step])],
        changes=[(each, _("Changement du %(day)s") % {"day": _said(each)}) for each in changes],
        previous=max((each for each in changes if each < day), default=None),
        following=min((each for each in changes if each > day), default=None),
    )  # fmt: skip


def _month(day: date) -> str:
    return dates.day_short(day, language(), weekday=False).striptags().split()[-1]


def _said(day: date) -> str:
    return dates.day(day, language(), weekday=False).striptags()


def _figures(before: Totals | None, after: Totals) -> list[Figure]:
    def figure(label: str, name: str) -> Figure:
        new = Decimal(getattr(after, name))
        old = Decimal(getattr(before, name)) if before else None
        was, difference = (plain(old), signed(new - old)) if old is not None else ("", "")
        return Figure(label, was, plain(new), difference)

    return [
        figure(_("Effectif (ETP)"), "fte"),
        figure(_("Postes"), "posts"),
        figure(_("Postes vacants"), "vacant_posts"),
        figure(_("Personnes"), "people"),
        figure(_("Unités"), "units"),
        figure(_("Rattachées à la direction générale"), "attached_to_head"),
    ]
