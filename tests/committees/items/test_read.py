"""Who reads which item: one row a state and a confidentiality, naming those who may."""

import pytest

from interco.committees.enums import AttendeeRole, Confidentiality, ItemState
from interco.committees.models import Attendee
from interco.committees.policies import items
from interco.config.demo.organisation import Built
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item

READERS = (
    "dgs", "secretariat", "secretariat_assistant", "dga_administration", "rh", "agent_rh", "dga_planification",
    "qualite_agent", "communication_adjointe", "elue", "dgs_lamentin", "administrateur", "dpo",
)  # fmt: skip
SITTING = {
    "dgs",
    "secretariat",
    "secretariat_assistant",
    "dga_administration",
    "dga_planification",
    "communication_adjointe",
    "rh",
}
STAFF = SITTING | {"agent_rh"}


def readers(cast: Built, item_pk: int) -> set[str]:
    """Who of the cast sees the item."""
    return {
        key for key in READERS if key in cast.users and items.visible_to(actor(cast, key)).filter(pk=item_pk).exists()
    }


@pytest.mark.parametrize(
    ("state", "confidentiality", "expected"),
    [
        (ItemState.DRAFT, Confidentiality.STAFF, {"rh", "agent_rh"}),
        (ItemState.DRAFT, Confidentiality.MEMBERS, {"rh", "agent_rh"}),
        (ItemState.SUBMITTED, Confidentiality.STAFF, STAFF),
        (ItemState.RETURNED, Confidentiality.STAFF, STAFF),
        (ItemState.ACCEPTED, Confidentiality.MEMBERS, STAFF),
        (ItemState.SCHEDULED, Confidentiality.STAFF, STAFF),
    ],
)
def test_an_item_of_human_resources(
    cast: Built, state: ItemState, confidentiality: Confidentiality, expected: set[str]
) -> None:
    """Written by an agent of human resources, whose head is also a substitute in the CODIR."""
    item = an_item(cast, author="agent_rh", state=state, confidentiality=confidentiality, submitted_at=NOW)
    assert readers(cast, item.pk) == expected


@pytest.mark.parametrize(
    ("state", "confidentiality", "expected"),
    [
        (ItemState.DRAFT, Confidentiality.STAFF, {"dga_planification"}),
        (ItemState.SUBMITTED, Confidentiality.STAFF, SITTING),
        (ItemState.RETURNED, Confidentiality.STAFF, SITTING),
        (ItemState.ACCEPTED, Confidentiality.STAFF, STAFF),
        (ItemState.ACCEPTED, Confidentiality.MEMBERS, SITTING),
        (ItemState.CLOSED, Confidentiality.STAFF, STAFF),
        (ItemState.CLOSED, Confidentiality.MEMBERS, SITTING),
        (ItemState.WITHDRAWN, Confidentiality.STAFF, SITTING),
    ],
)
def test_an_item_of_another_directorate(
    cast: Built, state: ItemState, confidentiality: Confidentiality, expected: set[str]
) -> None:
    item = an_item(cast, state=state, confidentiality=confidentiality, submitted_at=NOW)
    assert readers(cast, item.pk) == expected


def test_a_draft_that_was_withdrawn_stays_with_its_unit(cast: Built) -> None:
    item = an_item(cast, state=ItemState.WITHDRAWN, submitted_at=None)
    assert readers(cast, item.pk) == {"dga_planification"}


@pytest.mark.parametrize(
    ("role", "confidentiality", "reads"),
    [
        (AttendeeRole.SUBSTITUTE, Confidentiality.MEMBERS, True),
        (AttendeeRole.GUEST, Confidentiality.MEMBERS, False),
        (AttendeeRole.GUEST, Confidentiality.STAFF, True),
    ],
)
def test_someone_convened_reads_the_items_of_the_session(
    cast: Built, role: AttendeeRole, confidentiality: Confidentiality, reads: bool
) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, confidentiality=confidentiality)
    assert "elue" not in readers(cast, item.pk)
    Attendee.objects.create(meeting=meeting, person=cast.people["elue"], name="Eulalie Bois-Lélé", role=role)
    assert ("elue" in readers(cast, item.pk)) is reads


def test_a_commune_reads_the_items_of_the_conference_in_which_its_dgs_sits(cast: Built) -> None:
    item = an_item(cast, body="conference", state=ItemState.ACCEPTED, confidentiality=Confidentiality.MEMBERS)
    assert readers(cast, item.pk) == {
        "dgs",
        "secretariat",
        "secretariat_assistant",
        "dgs_lamentin",
        "dga_planification",
    }
