"""Building the demonstration in an empty database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from interco.config.demo import cast
from interco.config.demo.agenda import build_agendas
from interco.config.demo.bodies import build_bodies
from interco.config.demo.history import build_history
from interco.config.demo.notes import build_notes
from interco.config.demo.organisation import Built, build_organisation
from interco.config.demo.preparations import build_preparations
from interco.config.demo.requests import build_requests
from interco.config.demo.sheets import build_sheets
from interco.config.demo.territory import open_demo_territory
from interco.foundation.accounts.models import User
from interco.foundation.core import clock
from interco.foundation.core.actor import actor_of, system_actor
from interco.foundation.search.services.index import reindex

Progress = Callable[[str, int, int], None]
ZONE = ZoneInfo("America/Martinique")


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Someone to sign in as: the name, what they are, their account."""

    name: str
    title: str
    email: str
    public_id: str


def build_territory(*, at: datetime) -> Built:
    """Open the territory with its organisation and its bodies as of `at`; no session has been held yet."""
    founding = system_actor(at, ZONE)
    with transaction.atomic():
        home = open_demo_territory(by=founding)
        built = build_organisation(home, at=at, anchor=founding.today)
        build_bodies(built)
    return built


def build(*, at: datetime | None = None, progress: Progress | None = None) -> Built:
    """Build the whole demonstration as of `at` (now by default), a year of CODIR included."""
    instant = at or clock.now()
    with transaction.atomic():
        built = build_territory(at=instant)
        build_history(built, at=instant, progress=progress)
        build_agendas(built, at=instant)
        build_notes(built, at=instant)
        build_requests(built, at=instant)
        build_sheets(built, at=instant)
        build_preparations(built, at=instant)
        reindex(by=system_actor(instant, ZONE), progress=progress)
    return built


def demo_people() -> list[DemoAccount]:
    """The accounts of the demonstration, in the order of the cast."""
    at = clock.now()
    order = [f"{person.first} {person.last}" for person in cast.PEOPLE]
    users = sorted(
        User.objects.filter(is_active=True),
        key=lambda user: (order.index(user.name) if user.name in order else 99, user.pk),
    )
    result = []
    for user in users:
        actor = actor_of(user.pk, at)
        result.append(
            DemoAccount(name=user.name, title=actor.title or user.name, email=user.email, public_id=user.public_id)
        )
    return result
