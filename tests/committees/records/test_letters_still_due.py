"""The right of an addressee is read again when a letter of a body leaves."""

from datetime import date, timedelta

import pytest

from interco.committees.services.convocation import convene
from interco.config.demo.organisation import Built
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.services.delivery import Outcome, deliver_one
from interco.organisation.models import Person
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item


def queued(cast: Built, key: str) -> OutgoingMessage:
    """The convocation of somebody, still in the outbox."""
    meeting = a_meeting(cast)
    an_item(cast, meeting=meeting, position=1, state="scheduled")
    convene(meeting, by=actor(cast, "secretariat"))
    return OutgoingMessage.objects.get(recipient_key=f"person:{cast.people[key].public_id}", kind="meeting.convened")


@pytest.mark.parametrize("change", [{"ends_on": date(2026, 12, 8)}, {"email": "autre@cacem.example"}], ids=str)
def test_a_convocation_does_not_follow_whoever_has_left(
    cast: Built, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interco.foundation.notifications.services.delivery.hand_over", lambda _mail: None)
    message = queued(cast, "dga_juridique")
    Person.objects.filter(pk=cast.people["dga_juridique"].pk).update(**change)
    assert deliver_one(message.pk, at=NOW + timedelta(days=2)) is Outcome.NOT_SENT
    message.refresh_from_db()
    assert message.state == OutgoingState.DROPPED


@pytest.mark.parametrize("change", [{}, {"starts_on": date(2026, 12, 8)}], ids=str)
def test_it_reaches_whoever_is_there_or_arrives_for_the_session(
    cast: Built, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interco.foundation.notifications.services.delivery.hand_over", lambda _mail: None)
    message = queued(cast, "dga_juridique")
    Person.objects.filter(pk=cast.people["dga_juridique"].pk).update(**change)
    assert deliver_one(message.pk, at=NOW) is Outcome.SENT
