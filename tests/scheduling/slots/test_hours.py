"""The working week, read by the staff and rewritten by the secretariat."""

from datetime import time

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid, Refused
from interco.scheduling.models import WorkingSpan
from interco.scheduling.queries.working_hours import working_week
from interco.scheduling.rules.working_hours import DEFAULT_WEEK
from interco.scheduling.services.working_hours import set_working_hours
from tests.cast import actor
from tests.matrix.principals import BACKEND

MORNINGS = {day: [(time(7, 30), time(13))] for day in range(5)}


def test_the_default_week_holds_until_the_secretariat_writes_its_own(cast: Built) -> None:
    assert working_week() == DEFAULT_WEEK
    set_working_hours(MORNINGS, by=actor(cast, "secretariat"))
    assert working_week() == MORNINGS
    assert Entry.objects.filter(event="working_hours.changed").count() == 1


@pytest.mark.parametrize("week", [
    {}, {0: [(time(9), time(8))]}, {0: [(time(8), time(12)), (time(11), time(17))]},
])  # fmt: skip
def test_no_hours_or_hours_that_overlap_change_nothing(cast: Built, week: dict[int, list[tuple[time, time]]]) -> None:
    with pytest.raises(Invalid):
        set_working_hours(week, by=actor(cast, "secretariat"))
    assert not WorkingSpan.objects.exists()


def test_an_agent_does_not_write_them(cast: Built) -> None:
    with pytest.raises(Refused):
        set_working_hours(MORNINGS, by=actor(cast, "rh"))


def test_the_page_writes_the_week_and_says_what_is_wrong_beside_its_day(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    given = {"day_0_0_from": "07:30", "day_0_0_to": "13:00"}
    assert client.post("/agenda/horaires", {**given, "day_1_0_from": "08:00"}).status_code == 422
    assert client.post("/agenda/horaires", {**given, "day_1_0_from": "12:00", "day_1_0_to": "08:00"}).status_code == 422
    assert client.post("/agenda/horaires", given).status_code == 302
    assert working_week() == {0: [(time(7, 30), time(13))]}
