"""The page of a meeting's sheet: its day, its points, who was there, what was decided to do, what the former ones left."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from interco.committees.models import Action
from interco.committees.queries.actions import ActionLine
from interco.committees.queries.actions import lines as action_lines
from interco.foundation.core.actor import Actor
from interco.organisation.models import Person
from interco.secretariat.models import MeetingSheet, SheetPoint
from interco.secretariat.queries.sheet_attendance import Attendee, attendees_of, by_attendance
from interco.secretariat.queries.sheets import Sitting, left_open, sitting_of
from interco.secretariat.rules.points import Typed, written


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Everything the page and the record print."""

    sheet: MeetingSheet
    sitting: Sitting
    points: Sequence[SheetPoint]
    attendees: list[Attendee]
    actions: Sequence[ActionLine]
    left: Sequence[ActionLine]

    @property
    def minutes(self) -> int:
        """The minutes of the agenda, points without a length left out."""
        return sum(point.minutes or 0 for point in self.points)

    @property
    def typed(self) -> str:
        """The agenda as it is typed."""
        return "\n".join(written(Typed(point.title, point.minutes, point.presenter)) for point in self.points)

    @property
    def by_attendance(self) -> list[tuple[str, list[str]]]:
        """The names noted, under how they attended."""
        return by_attendance(self.attendees)

    @property
    def has_record(self) -> bool:
        """Whether something was written of what was said."""
        return bool(self.sheet.summary or any(point.text for point in self.points))


def sheet_page(sheet: MeetingSheet, actor: Actor, *, actions: QuerySet[Action], people: QuerySet[Person]) -> SheetPage:
    """The sheet for somebody who reads these actions and these names. A dozen queries, whatever its size."""
    own = Action.objects.filter(pk__in=sheet.sheet_actions.order_by().values("action_id")).select_related("owner_post")
    return SheetPage(
        sheet=sheet, sitting=sitting_of(sheet), points=list(sheet.points.all()), attendees=attendees_of(sheet),
        actions=action_lines(list(own.order_by("due_on", "pk")), actor.today, people),
        left=action_lines(left_open(sheet, actions), actor.today, people),
    )  # fmt: skip
