"""Preparations begun by the cast through the services, for the tests that start in the middle of a story."""

from datetime import date, time
from typing import Any

from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from interco.scheduling.enums import EventKind
from interco.scheduling.models import Event
from interco.scheduling.rules.events import EventContent
from interco.scheduling.services.events import plan_event
from interco.secretariat.models import Preparation, PreparationModel, PreparationStep
from interco.secretariat.services.pasted_steps import steps_of_text
from interco.secretariat.services.preparation_models import write_model
from interco.secretariat.services.preparations import PreparationContent, prepare
from tests.cast import NOW, actor

#: Tuesday 12 January 2027, five weeks after the tests' today.
DAY = date(2027, 1, 12)
STEPS = "J-15 ; Réserver la salle ; Firmin Acajou\nJ-5 ; Envoyer les invitations ; Hector Alizé\nJ ; Accueillir\nJ+1 ; Remercier"


def an_event(cast: Built, *, owner: str = "secretariat", day: date = DAY, **more: Any) -> Event:
    """An event in the agenda of somebody of the cast, planned by themselves."""
    content: dict[str, Any] = {"title": "Vœux au personnel", "at": time(9), "minutes": 120, "kind": EventKind.EVENT}
    planned = EventContent(first_on=day, **{**content, **more})
    return plan_event(planned, owner=cast.people[owner], by=actor(cast, owner))


def a_preparation(
    cast: Built, *, event: Event | None = None, pilot: str = "secretariat", steps: str = STEPS, by: Actor | None = None,
    model: PreparationModel | None = None, is_open: bool = False, day: date | None = None,
) -> Preparation:  # fmt: skip
    """The preparation of an event, with four steps around its day."""
    held = event or an_event(cast)
    content = PreparationContent(pilot=cast.posts[pilot], stakes="Remercier chacun.", is_open=is_open)
    who = by or actor(cast, "secretariat")
    return prepare(
        held, day or held.first_on, content, steps=steps_of_text(steps, NOW.date()), model=model, by=who
    )  # fmt: skip


def the_step(row: Preparation, label: str) -> PreparationStep:
    """A step of a preparation by its words."""
    return row.steps.select_related("preparation").get(label=label)


def a_model(cast: Built, name: str = "Séminaire", steps: str = STEPS) -> PreparationModel:
    """A model written by the secretariat."""
    given = steps_of_text(steps, NOW.date())
    return write_model(name=name, text="Une journée.", steps=given, by=actor(cast, "secretariat"))
