"""An agent of a commune who carries an action of the intercommunality is not named to those of another commune."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from interco.committees.enums import DecisionState, ItemState, MeetingState, Outcome
from interco.committees.models import Action, Decision
from interco.config.demo.organisation import Built
from interco.organisation.models import Assignment
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.committees.pages.browsing import browser

OTHER = "agent d’une autre collectivité"


@pytest.fixture
def action(cast: Built) -> Action:
    """An action of the conference, carried by a post that the DGS of Le Lamentin holds; its decision, its session."""
    Assignment.objects.filter(post=cast.posts["rh"]).delete()
    Assignment.objects.create(
        post=cast.posts["rh"], person=cast.people["dgs_lamentin"], kind="interim", quota=Decimal("0.25"),
        starts_on=date(2026, 11, 1),
    )  # fmt: skip
    meeting = a_meeting(cast, body="conference", state=MeetingState.CLOSED)
    item = an_item(cast, body="conference", meeting=meeting, position=1, state=ItemState.CLOSED, submitted_at=NOW)
    decision = Decision.objects.create(
        body=meeting.body, meeting=meeting, item=item, title="Ouvrir", text="Ouvrir.", outcome=Outcome.CONSENSUS,
        owner_post=cast.posts["rh"], decided_at=NOW, state=DecisionState.SEALED, reference="CDGS-2026-001", number=1,
        year=2026, chain_number=1, hash="a" * 64, previous_hash="0" * 64,
    )  # fmt: skip
    return Action.objects.create(
        reference="A-2026-001", body=meeting.body, meeting=meeting, item=item, decision=decision, title="Relancer",
        owner_post=cast.posts["rh"], due_on=NOW.date() + timedelta(days=9), created_at=NOW,
    )  # fmt: skip


def places(action: Action) -> list[str]:
    assert action.decision is not None
    decision = action.decision.public_id
    return [
        "/seances/actions/?vue=all", f"/seances/actions/{action.public_id}/", "/seances/decisions/",
        f"/seances/decisions/{decision}/", "/api/actions", f"/api/actions/{action.public_id}", "/api/decisions",
        f"/api/decisions/{decision}", "/seances/actions/actions.csv?vue=all", "/seances/decisions/registre.csv",
    ]  # fmt: skip


def test_another_commune_reads_that_somebody_carries_the_action_not_who(cast: Built, action: Action) -> None:
    name = cast.people["dgs_lamentin"].last_name
    with browser(cast, "dgs_schoelcher") as client:
        for place in places(action):
            answer = client.get(place)
            assert answer.status_code == 200, place
            said = str(answer.json()) if "json" in answer["Content-Type"] else answer.content.decode()
            assert name not in said, place
            assert OTHER in said, place


def test_the_intercommunality_and_ones_own_commune_read_the_name(cast: Built, action: Action) -> None:
    name = cast.people["dgs_lamentin"].last_name
    for who in ("secretariat", "dgs_lamentin"):
        with browser(cast, who) as client:
            assert name in client.get(f"/seances/actions/{action.public_id}/").content.decode()
