"""Rows of the linked calendars: those of one's own agenda and of the agendas one keeps; nobody else's, whatever the role."""

from datetime import timedelta

from interco.config.demo.organisation import Built
from interco.scheduling.enums import Standing
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from tests.cast import NOW
from tests.matrix.principals import STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing

OWNER = frozenset({"director"})
TYPED = {"name": "Mon calendrier", "user": "agent", "publishes": "on"}


def _link(cast: Built) -> LinkedCalendar:
    made, _created = LinkedCalendar.objects.get_or_create(
        person=cast.people["dost"], address="https://calendrier.example/dost/",
        defaults={
            "name": "Mon calendrier", "user": "agent", "sealed": "", "publishes": True, "reads": True, "created_at": NOW,
        },
    )  # fmt: skip
    return made


thing("linked_calendar")(lambda cast: _link(cast).public_id)


@thing("published_event")
def _event(cast: Built) -> str:
    row, _created = PublishedEvent.objects.get_or_create(
        link=_link(cast), uid="a@interco",
        defaults={
            "title": "Point", "starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "state": Standing.CHANGED_THERE,
        },
    )  # fmt: skip
    return str(row.pk)


LINK = ("@linked_calendar",)

ROWS = (
    Row("linked_calendars", STAFF),
    Row(
        "linked_calendars",
        STAFF,
        method="POST",
        body={"address": "ftp://ailleurs.example", "user": "agent", "password": "a"},
    ),
    Row("linked_calendar", OWNER, arguments=LINK),
    Row("linked_calendar", OWNER, method="POST", arguments=LINK, body=TYPED),
    Row("linked_calendar_look", OWNER, method="POST", arguments=LINK),
    Row("linked_calendar_replace", OWNER, method="POST", arguments=LINK, body={"event": "@published_event"}),
    Row("api_linked_calendars", STAFF, json={}),
    Row("api_linked_calendar_look", OWNER, "POST", arguments=LINK, json={}),
    Row("linked_calendar_end", OWNER, method="POST", arguments=LINK, body={"keeping": "1"}),
)
