"""What served its time goes; what still serves stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from interco.foundation.core.actor import system_actor
from interco.foundation.core.models import Submission
from interco.installation.services.purge import purge
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_old_answers_and_ended_sessions_go_and_the_others_stay() -> None:
    for number in range(3):
        Submission.objects.create(key=f"old-{number}", body_hash="", at=NOW - timedelta(days=8))
    Submission.objects.create(key="recent", body_hash="", at=NOW - timedelta(days=6))
    for key, days in (("ended", -1), ("living", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + timedelta(days=days))
    assert purge(by=system_actor(NOW)) == 4
    assert list(Submission.objects.values_list("key", flat=True)) == ["recent"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["living"]
    assert purge(by=system_actor(NOW)) == 0
