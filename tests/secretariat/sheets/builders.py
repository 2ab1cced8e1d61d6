"""Sheets of meetings, made by the services themselves."""

from datetime import date
from typing import Any

from interco.committees.models import Action
from interco.committees.policies.actions import visible_to as visible_actions
from interco.committees.services.actions import ActionContent
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from interco.organisation.policies.people import visible_to as visible_people
from interco.secretariat.enums import SheetState
from interco.secretariat.models import MeetingSheet
from interco.secretariat.queries.sheet_page import SheetPage, sheet_page
from interco.secretariat.rules.points import parse_all
from interco.secretariat.services.sheet_actions import write_sheet_action
from interco.secretariat.services.sheet_life import hold
from interco.secretariat.services.sheet_release import release_sheet
from interco.secretariat.services.sheets import PointAsked, open_sheet, set_agenda, write_point
from tests.cast import actor
from tests.scheduling.builders import an_event

DAY = date(2026, 12, 9)
AGENDA = "Budget 2027, 15 min, Rosalie Gommier\nVoirie 10 min\nTour de table"
#: The DGS calls it; the director, an agent and the DGS of a commune are invited.
GUESTS = ("dost", "agent_rh", "dgs_schoelcher")


def a_sheet(
    cast: Built, *, day: date = DAY, guests: tuple[str, ...] = GUESTS, agenda: str = AGENDA,
    state: str = SheetState.PREPARING, **event: Any,
) -> MeetingSheet:  # fmt: skip
    """The sheet of a meeting of the DGS, with its agenda, brought to a state."""
    by = actor(cast, "dgs")
    planned = an_event(cast, **{"title": "Point budget", "guests": guests, **event})
    sheet = open_sheet(planned, day, by=by)
    if agenda:
        set_agenda(sheet, points(agenda), version=None, by=by)
    if state != SheetState.PREPARING:
        hold(sheet, version=None, by=by)
    if state == SheetState.RELEASED:
        release_sheet(page_for(sheet, by), version=None, by=by)
    return sheet


def points(text: str) -> list[PointAsked]:
    """The points of a typed agenda."""
    return [PointAsked(title=one.title, minutes=one.minutes, presenter=one.presenter) for one in parse_all(text)]


def page_for(sheet: MeetingSheet, by: Actor) -> SheetPage:
    """The page of a sheet as somebody reads it."""
    fresh = MeetingSheet.objects.select_related("event__owner").get(pk=sheet.pk)
    return sheet_page(fresh, by, actions=visible_actions(by), people=visible_people(by))


def say(cast: Built, sheet: MeetingSheet, title: str, text: str, *, by: str = "dgs") -> None:
    """Write what was said on a point."""
    write_point(sheet.points.select_related("sheet").get(title=title), text, version=None, by=actor(cast, by))


def an_action(
    cast: Built, sheet: MeetingSheet, *, title: str = "Chiffrer", owner: str = "finances", **more: Any
) -> Action:
    """An action that the meeting decided."""
    content = ActionContent(title=title, owner_post=cast.posts[owner], due_on=more.pop("due_on", date(2026, 12, 18)))
    return write_sheet_action(sheet, content, by=actor(cast, more.pop("by", "dgs")), **more)
