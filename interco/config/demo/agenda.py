"""The agendas of the demonstration: rooms, two delegations, the weeks around today; made by the services themselves."""

from datetime import date, datetime, time, timedelta

from django.utils import translation

from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.notifications.services import outbox
from interco.scheduling.enums import Answer, EventKind, ResourceKind, Visibility
from interco.scheduling.models import AgendaDelegation, Event, Resource
from interco.scheduling.rules.events import EventContent, GuestAsked
from interco.scheduling.services.events import plan_event
from interco.scheduling.services.guests import answer_invitation
from interco.scheduling.services.resources import ResourceContent, add_resource

ROOMS = (
    ("Salle A", ResourceKind.ROOM, 12, "Siège, 1er étage"), ("Salle Balata", ResourceKind.ROOM, 40, "Siège, rez-de-chaussée"),
    ("Salle du conseil", ResourceKind.ROOM, 90, "Siège, 3e étage"), ("Vidéoprojecteur mobile", ResourceKind.EQUIPMENT, None, "Secrétariat général"),
    ("Véhicule de service 4", ResourceKind.EQUIPMENT, 5, "Parking du siège"),
)  # fmt: skip
#: Owner, who keeps the agenda.
KEPT = (("dgs", "secretariat"), ("dgs", "secretariat_assistant"), ("dga_planification", "secretariat_assistant"))


def build_agendas(built: Built, *, at: datetime) -> None:
    """Rooms, delegations, and two weeks of events around `at`."""
    with outbox.closed(), translation.override("fr"):
        secretary = actor_of(built.users["secretariat"].pk, at)
        rooms = {
            name: add_resource(ResourceContent(name=name, kind=kind, capacity=places, place=place), by=secretary)
            for name, kind, places, place in ROOMS
        }
        for owner, delegate in KEPT:
            AgendaDelegation.objects.create(
                owner=built.people[owner], delegate=built.people[delegate], starts_on=built.founded_on
            )
        _weeks(built, rooms, secretary, at)


def _weeks(built: Built, rooms: dict[str, Resource], secretary: Actor, at: datetime) -> None:
    monday = secretary.today - timedelta(days=secretary.today.weekday())
    budget = _plan(
        built, "dgs", secretary, "Point budget", monday + timedelta(days=9), time(10), 60, guests=("dga_juridique", "affaires_juridiques"),
        rooms=(rooms["Salle A"],),
    )  # fmt: skip
    _plan(
        built, "dgs", secretary, "Point avec les DGA", monday - timedelta(days=28), time(14), 60, rule="FREQ=WEEKLY;BYDAY=MO",
        until_on=monday + timedelta(days=182),
        guests=("dga_administration", "dga_juridique", "dga_infrastructures", "dga_planification"),
    )  # fmt: skip
    _plan(
        built, "dgs", secretary, "Rendez-vous personnel", monday + timedelta(days=3), time(17), 60,
        kind=EventKind.APPOINTMENT, visibility=Visibility.PRIVATE,
    )  # fmt: skip
    _plan(
        built, "dgs", secretary, "Forum des agents", monday + timedelta(days=10), time(9), 180, kind=EventKind.EVENT,
        guests=("communication", "rh", "dost"), rooms=(rooms["Salle Balata"], rooms["Vidéoprojecteur mobile"]),
        text="Accueil dès 8 h 30. Trois ateliers, une restitution.",
    )  # fmt: skip
    dost = actor_of(built.users["dost"].pk, at)
    _plan(
        built,
        "dost",
        dost,
        "Atelier méthode",
        monday + timedelta(days=2),
        time(14),
        120,
        guests=("dgs",),
        rooms=(rooms["Salle A"],),
    )
    _plan(built, "dost", dost, "Congés", monday + timedelta(days=14), None, 5 * 1440, kind=EventKind.ABSENCE)
    invited = budget.participants.get(person=built.people["dga_juridique"])
    if built.users.get("dga_juridique") is not None:
        answer_invitation(invited, answer=Answer.ACCEPTED, by=actor_of(built.users["dga_juridique"].pk, at))


def _plan(
    built: Built, owner: str, by: Actor, title: str, day: date, at: time | None, minutes: int, *,
    guests: tuple[str, ...] = (), rooms: tuple[Resource, ...] = (), kind: str = EventKind.MEETING,
    visibility: str = Visibility.STAFF, rule: str = "", until_on: date | None = None, text: str = "",
) -> Event:  # fmt: skip
    content = EventContent(
        title=title, first_on=day, at=at, minutes=minutes, kind=kind, visibility=visibility, rule=rule, until_on=until_on, text=text,
    )  # fmt: skip
    asked = [GuestAsked(person_id=built.people[key].pk) for key in guests]
    return plan_event(content, owner=built.people[owner], guests=asked, resources=rooms, by=by)
