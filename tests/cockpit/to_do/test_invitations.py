"""Invitations in À traiter: until they are answered, or over, or cancelled; for oneself and for whose agenda one keeps."""

from datetime import timedelta

import pytest
from django.test import Client

from interco.cockpit.queries.invitations import invitation_lines
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.scheduling.enums import Answer
from interco.scheduling.models import Participant
from interco.scheduling.services.events import cancel_event
from tests.cast import NOW, actor
from tests.matrix.principals import BACKEND
from tests.scheduling.builders import an_event, entrust

pytestmark = pytest.mark.django_db


def titles(cast: Built, key: str, days: int = 0) -> list[str]:
    return [line.title for line in invitation_lines(actor(cast, key, NOW + timedelta(days=days)))]


def test_an_invitation_waits_until_the_event_is_over(cast: Built) -> None:
    an_event(cast, guests=("dost",))
    assert titles(cast, "dost") == ["Point DGA"]
    assert titles(cast, "dgs") == []
    assert titles(cast, "dost", days=3) == []


def test_who_keeps_an_agenda_owes_its_answers_and_is_told_for_whom(cast: Built) -> None:
    entrust(cast, "dost", "secretariat")
    an_event(cast, guests=("dost",))
    (line,) = invitation_lines(actor(cast, "secretariat"))
    assert f"pour {cast.people['dost'].full_name}" in line.detail


def test_a_cancelled_event_owes_nothing(cast: Built) -> None:
    event = an_event(cast, guests=("dost",))
    cancel_event(event, version=None, by=actor(cast, "dgs"))
    assert titles(cast, "dost") == []


def test_it_is_accepted_from_its_line(cast: Built) -> None:
    an_event(cast, guests=("dost",))
    (line,) = invitation_lines(actor(cast, "dost"))
    assert line.act is not None
    client = Client()
    client.force_login(cast.users["dost"], backend=BACKEND)
    with clock.travel(NOW):
        answer = client.post(line.act.url, {**dict(line.act.fields), "next": "/"})
    assert answer.headers["Location"] == "/"
    assert Participant.objects.get().answer == Answer.ACCEPTED
    assert titles(cast, "dost") == []
