"""Rows of the agenda: events, their guests, rooms, delegations; by pages and by the API."""

from datetime import date
from typing import Any

from interco.config.demo.organisation import Built
from interco.scheduling.enums import Visibility
from interco.scheduling.models import AgendaDelegation, Event, Resource
from interco.scheduling.queries.answer_links import token_of
from tests.matrix.principals import COMMUNES, EVERYBODY, KEEPERS, NOBODY, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing
from tests.scheduling.builders import a_room, an_event, entrust

#: Those invited to the events below, and those who keep the agenda they stand in.
KEEPS = frozenset({"dgs", "director"})
INVITED = KEEPS | {"agent", "commune_a"}
ORGANISES: dict[str, Any] = {"title": "Conférence", "guests": ("agent_rh", "dgs_schoelcher")}
READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}
#: Who has an agenda of the house.
PEOPLE = STAFF


def _event(cast: Built) -> Event:
    """An event of the DGS, whose agenda the director keeps; an agent and a commune are invited."""
    found = Event.objects.filter(title="Conférence", visibility=Visibility.STAFF).first()
    if found is None:
        entrust(cast, "dgs", "dost")
        found = an_event(cast, **ORGANISES)
    return found


thing("event")(lambda cast: _event(cast).public_id)


@thing("private_event")
def _private(cast: Built) -> str:
    _event(cast)
    return an_event(cast, **{**ORGANISES, "title": "Médecin", "visibility": Visibility.PRIVATE}).public_id


@thing("event_series")
def _series(cast: Built) -> str:
    _event(cast)
    return an_event(cast, **{**ORGANISES, "title": "Série", "rule": "FREQ=WEEKLY;COUNT=4"}).public_id


@thing("guest")
def _guest(cast: Built) -> str:
    return _event(cast).participants.get(person=cast.people["agent_rh"]).public_id


@thing("agenda_delegation")
def _delegation(cast: Built) -> str:
    _event(cast)
    people = cast.people
    return AgendaDelegation.objects.filter(owner=people["dgs"], delegate=people["dost"]).latest("pk").public_id


@thing("guest_token")
def _guest_token(cast: Built) -> str:
    """The signed address of a guest from outside."""
    event = an_event(cast, outside=(("Jeanne", "jeanne@dehors.example"),), first_on=date(2030, 12, 9))
    return token_of(event.participants.get().public_id)


@thing("resource")
def _resource(_cast: Built) -> str:
    return (Resource.objects.first() or a_room()).public_id


FORM = {"title": "Point", "first_on": "2027-03-01", "at": "09:00", "ends": "10:00"}
PLANNED: dict[str, object] = {"title": "Point", "first_on": "2027-03-01", "at": "09:00", "minutes": 60}
ANSWER = {"answer": "accepted"}
EVENT, DAY = ("@event",), ("@event_series", "2026-12-16")

PAGES = (
    Row("calendar", READERS),
    Row("calendar_export", READERS, arguments=("ics",)),
    Row("resources", STAFF),
    Row("resources", KEEPERS, method="POST", body={"name": "Salle B", "kind": "room"}),
    Row("resource", STAFF, arguments=("@resource",)),
    Row("resource", KEEPERS, method="POST", arguments=("@resource",), body={"name": "Salle B", "kind": "room"}),
    Row("agenda_delegations", PEOPLE),
    Row("agenda_delegations", PEOPLE, method="POST", body={"delegate": "personne"}),
    Row("agenda_withdraw", KEEPS, method="POST", arguments=("@agenda_delegation",)),
    Row("event_add", PEOPLE),
    Row("event_add", PEOPLE, method="POST", body=FORM),
    Row("event_check", STAFF),
    Row("event_outside", EVERYBODY, arguments=("@guest_token",), state="with its token"),
    Row("event_outside", EVERYBODY, "POST", "with its token", ("@guest_token",), {"answer": "accepted"}),
    Row("event_outside", NOBODY, arguments=("x" * 43,), state="with another token"),
    Row("event", STAFF | {"commune_a"}, arguments=EVENT),
    Row("event", INVITED, state="private", arguments=("@private_event",)),
    Row("event_edit", KEEPS, arguments=EVENT),
    Row("event_edit", KEEPS, method="POST", arguments=EVENT, body=FORM),
    Row("event_edit", KEEPS, state="private", arguments=("@private_event",)),
    Row("event_move", KEEPS, method="POST", arguments=EVENT, body={"jour": "2026-12-09", "shift": "60", "version": "1"}),
    Row("event_cancel", KEEPS, arguments=EVENT),
    Row("event_cancel", KEEPS, method="POST", arguments=EVENT, body={"scope": "all"}),
    Row("event_answer", frozenset({"agent", "commune_a"}), method="POST", arguments=EVENT, body=ANSWER),
    Row(
        "event_answer", frozenset({"agent"}), method="POST", state="for the agent", arguments=EVENT,
        body={**ANSWER, "guest": "@guest"},
    ),
    Row("event_invite", KEEPS, method="POST", arguments=EVENT, body={"guest": "zoe@ailleurs.example"}),
    Row("event_expect", KEEPS, method="POST", arguments=("@event", "@guest"), body={"role": "optional"}),
    Row("event_uninvite", KEEPS, method="POST", arguments=("@event", "@guest")),
)  # fmt: skip

API = (
    Row("api_events", READERS, json={}),
    Row("api_events", PEOPLE, "POST", json=PLANNED),
    Row("api_event", STAFF | {"commune_a"}, arguments=EVENT, json={}),
    Row("api_event", INVITED, state="private", arguments=("@private_event",), json={}),
    Row("api_event", KEEPS, "PUT", arguments=EVENT, json={**PLANNED, "version": 1}),
    Row(
        "api_event_day",
        KEEPS,
        "PUT",
        arguments=DAY,
        json={"day": "2026-12-17", "at": "10:00", "minutes": 60, "version": 1},
    ),
    Row("api_event_cancel", KEEPS, "POST", arguments=EVENT, json={"version": 1}),
    Row("api_event_invite", KEEPS, "POST", arguments=EVENT, json={"address": "zoe@ailleurs.example"}),
    Row("api_event_answer", frozenset({"agent", "commune_a"}), "POST", arguments=EVENT, json={"answer": "accepted"}),
    Row("api_resources", STAFF, json={}),
    Row("api_resources", KEEPERS, "POST", json={"name": "Salle C"}),
    Row("api_resource_change", KEEPERS, "PUT", arguments=("@resource",), json={"name": "Salle D", "version": 1}),
    Row("api_busy", STAFF, json={}),
)

ROWS = (*PAGES, *API)
