"""Rows of the agenda: events, their guests, rooms, delegations."""

from interco.config.demo.organisation import Built
from interco.scheduling.enums import Visibility
from interco.scheduling.models import Event
from tests.matrix.principals import STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing
from tests.scheduling.builders import an_event, entrust

#: Those invited to the events below, and those who keep the agenda they stand in.
KEEPS = frozenset({"dgs", "director"})
INVITED = KEEPS | {"agent", "commune_a"}
ORGANISES = {"title": "Conférence", "guests": ("agent_rh", "dgs_schoelcher")}


def _event(cast: Built) -> Event:
    """An event of the DGS, whose agenda the director keeps; an agent and a commune are invited."""
    found = Event.objects.filter(title="Conférence", visibility=Visibility.STAFF).first()
    if found is None:
        entrust(cast, "dgs", "dost")
        found = an_event(cast, **ORGANISES)  # type: ignore[arg-type]
    return found


thing("event")(lambda cast: _event(cast).public_id)


@thing("private_event")
def _private(cast: Built) -> str:
    _event(cast)
    return an_event(cast, **{**ORGANISES, "title": "Médecin", "visibility": Visibility.PRIVATE}).public_id  # type: ignore[arg-type]


@thing("guest")
def _guest(cast: Built) -> str:
    return _event(cast).participants.get(person=cast.people["agent_rh"]).public_id


ROWS = (
    Row("event", STAFF | {"commune_a"}, arguments=("@event",)),
    Row("event", INVITED, state="private", arguments=("@private_event",)),
    Row(
        "event_answer", frozenset({"agent", "commune_a"}), method="POST", arguments=("@event",), body={"answer": "accepted"}
    ),
    Row(
        "event_answer", frozenset({"agent"}), method="POST", state="for the agent", arguments=("@event",),
        body={"answer": "accepted", "guest": "@guest"},
    ),
    Row("event_invite", KEEPS, method="POST", arguments=("@event",), body={"guest": "zoe@ailleurs.example"}),
    Row("event_uninvite", KEEPS, method="POST", arguments=("@event", "@guest")),
)  # fmt: skip
