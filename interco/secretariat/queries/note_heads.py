"""The head of a service on a day, or the nearest above: who is asked, who is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from interco.organisation.models import PostVersion
from interco.organisation.queries.holders import Holder, holders_on
from interco.secretariat.queries.audience import parents_on
from interco.secretariat.rules.audience import heads_above


@dataclass(frozen=True, slots=True)
class Heads:
    """Who leads what on a day. Three queries for any number of questions."""

    parents: Mapping[int, int | None]
    leaders: Mapping[int, Holder]

    def of(self, unit_id: int | None, *, but: int | None = None) -> Holder | None:
        """Who leads a unit, or the nearest above that somebody leads; never the person `but`."""
        above = (self.leaders.get(unit) for unit in heads_above(unit_id, self.parents))
        return next((one for one in above if one is not None and one.person_id and one.person_id != but), None)


def heads_on(day: date) -> Heads:
    """The heads of every service on a day."""
    leading = dict(
        PostVersion.objects.effective_on(day).filter(leads_unit=True).order_by("-pk").values_list("unit_id", "post_id")
    )
    holders = holders_on(leading.values(), day)
    return Heads(parents_on(day), {unit: holders[post] for unit, post in leading.items()})


def leading_posts(unit_ids: Iterable[int], day: date) -> dict[int, int]:
    """The post that leads each of these units on a day. One query."""
    rows = PostVersion.objects.effective_on(day).filter(unit_id__in=list(unit_ids), leads_unit=True)
    return dict(rows.order_by("-pk").values_list("unit_id", "post_id"))
