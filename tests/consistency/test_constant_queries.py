"""Every list costs as many queries with three objects as with thirty; the register, À traiter and the chart in their areas."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.sets.agents import hire
from benchmarks.sets.sizes import Size
from interco.committees.enums import AttendeeRole, ItemState, MeetingState, Presence
from interco.committees.models import Attendee, Meeting
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Person
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import BACKEND

#: Who opens what: a page of one object names it by its key in `grow`.
PAGES = (
    ("secretariat", "/seances/"),
    ("secretariat", "/seances/a-examiner"),
    ("secretariat", "/seances/proposer"),
    ("secretariat", "/seances/instances/"),
    ("secretariat", "/seances/instances/{body}/"),
    ("secretariat", "/seances/{meeting}/"),
    ("secretariat", "/seances/{meeting}/ordre-du-jour"),
    ("secretariat", "/seances/{meeting}/convocation"),
    ("secretariat", "/seances/{meeting}/dossier"),
    ("dost", "/organisation/services/{unit}/"),
    ("dost", "/organisation/organigramme?vue=liste"),
    ("dost", "/organisation/personnes/"),
    ("dost", "/recherche?q=a"),
    ("administrateur", "/administration/comptes/"),
    ("administrateur", "/administration/courriers"),
)


def grow(cast: Built, first: int, last: int) -> None:
    """Sessions, items placed and waiting, people convened, staff, accounts and letters, from a number to another."""
    meeting = Meeting.objects.get(number=1)
    hire(cast, Size(agents=(last - first) * 4, branching=(1,)))
    staff = list(Person.objects.filter(user=None).order_by("pk")[: last + 1])
    for number in range(first, last):
        a_meeting(cast, number=number + 10, day=date(2027, 1, 5) + timedelta(weeks=number))
        author = staff[number]
        placed: dict[str, Any] = {"meeting": meeting, "position": number, "state": ItemState.SCHEDULED}
        an_item(cast, author="secretariat", rapporteur=author, reference=f"P-2026-A{number}", **placed)
        an_item(cast, author="dost", rapporteur=author, reference=f"P-2026-B{number}", state=ItemState.SUBMITTED,
                wished_meeting=meeting, carry_count=number % 2, submitted_at=NOW)  # fmt: skip
        Attendee.objects.create(
            meeting=meeting, person=author, name=author.full_name, role=AttendeeRole.MEMBER, presence=Presence.EXCUSED
        )
        User.objects.create_user(email=f"compte{number}@cacem.example", name=f"Compte {number}", created_at=NOW)
        OutgoingMessage.objects.create(
            message_id=f"<{number}@cacem.example>", kind="record.released", recipient_name="Agent", title="Relevé",
            address="a@cacem.example", text="Bonjour", next_attempt_at=NOW, created_at=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(("key", "address"), PAGES, ids=[address for _key, address in PAGES])
def test_a_list_costs_as_many_queries_with_three_as_with_thirty(cast: Built, key: str, address: str) -> None:
    meeting = a_meeting(cast, state=MeetingState.CONVENED)
    names = {
        "meeting": meeting.public_id, "body": cast.bodies["codir"].public_id, "unit": cast.units["juridique"].public_id,
    }  # fmt: skip
    browser = Client()
    browser.force_login(cast.users[key], backend=BACKEND)
    counts = []
    for first, last in ((0, 3), (3, 30)):
        grow(cast, first, last)
        browser.get(address.format(**names))
        caches["process"].clear()  # figures kept some seconds: counted each time, however slow the machine
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address.format(**names)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
