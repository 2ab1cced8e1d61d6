"""Meetings and items written straight into the tables, for the tests that start in the middle of a story."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from interco.committees.enums import ItemKind, MeetingState
from interco.committees.models import Item, Meeting
from interco.config.demo.organisation import Built
from interco.organisation.models import PostVersion
from tests.cast import NOW

ZONE = ZoneInfo("America/Martinique")


def a_meeting(
    built: Built, *, day: date = date(2026, 12, 8), number: int = 1, state: str = MeetingState.PLANNED,
    body: str = "codir",
) -> Meeting:  # fmt: skip
    """A session at 8 h 30, whose proposals close five days before at noon."""
    return Meeting.objects.create(
        body=built.bodies[body], number=number, state=state, occurrence_on=day, zone=ZONE.key,
        starts_at=datetime.combine(day, time(8, 30), ZONE),
        deadline_at=datetime.combine(day - timedelta(days=5), time(12), ZONE), place="Salle du conseil",
    )  # fmt: skip


def an_item(built: Built, *, author: str = "dga_planification", body: str = "codir", **fields: Any) -> Item:
    """An item written by somebody of the cast, in the unit of their post."""
    person = built.people[author]
    unit = PostVersion.objects.get(post=built.posts[author]).unit
    given: dict[str, Any] = {
        "body": built.bodies[body], "title": "Mutualiser l’instruction des autorisations d’urbanisme",
        "kind": ItemKind.DECISION, "author": person, "rapporteur": person, "unit": unit, "created_at": NOW,
        "decision_asked": "Autoriser la convention.", "reference": f"P-2026-{Item.objects.count() + 1:03d}",
    }  # fmt: skip
    return Item.objects.create(**{**given, **fields})
