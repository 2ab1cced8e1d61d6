"""Moving an event in the drawing: at once, asked first when others would be told, refused with a sentence."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.models import Event
from interco.scheduling.rules.recurrence import BadRule, moved_rule
from interco.scheduling.services.days import cancel_day
from interco.scheduling.services.moving import Move, can_be_undone, move_event
from tests.cast import actor
from tests.scheduling.builders import a_room, an_event

ZONE = ZoneInfo("America/Martinique")
TUESDAY, THURSDAY = date(2026, 12, 8), date(2026, 12, 10)


def hours(event: Event) -> list[str]:
    return [
        f"{row.starts_at.astimezone(ZONE):%d %H:%M}–{row.ends_at.astimezone(ZONE):%H:%M}"
        for row in event.occurrences.all()
    ]


def moved(cast: Built, event: Event, **how: Any) -> Event:
    day = event.occurrences.order_by("starts_at")[0]
    return move_event(day, Move(**how), version=event.version, by=actor(cast, "dgs")).event


def test_an_event_goes_to_another_hour_and_another_day_and_grows(cast: Built) -> None:
    event = an_event(cast)
    moved(cast, event, shift=1440 + 90, longer=30)
    event.refresh_from_db()
    assert (event.first_on, event.at, event.minutes) == (date(2026, 12, 10), time(11, 30), 90)
    assert hours(event) == ["10 11:30–13:00"]


def test_the_hour_is_that_of_who_moves_and_the_event_keeps_its_zone(cast: Built) -> None:
    """10 h in Paris is 5 h in Martinique: an hour later is 11 h in Paris."""
    event = an_event(cast, zone="Europe/Paris")
    moved(cast, event, shift=60)
    event.refresh_from_db()
    assert (event.zone, event.at) == ("Europe/Paris", time(11))


def test_one_day_of_a_series_goes_alone_and_the_whole_goes_together(cast: Built) -> None:
    event = an_event(cast, first_on=TUESDAY, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    moved(cast, event, shift=60)
    assert hours(event) == ["08 11:00–12:00", "15 10:00–11:00", "22 10:00–11:00"]
    again = an_event(cast, first_on=TUESDAY, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    moved(cast, again, shift=2 * 1440, longer=15, whole=True)
    again.refresh_from_db()
    assert hours(again) == ["10 10:00–11:15", "17 10:00–11:15", "24 10:00–11:15"]
    assert again.rule == "FREQ=WEEKLY;BYDAY=TH"


def test_moving_back_gives_what_was_unless_a_day_had_its_own_hour(cast: Built) -> None:
    event = an_event(cast, first_on=TUESDAY, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    before = hours(event)
    day = event.occurrences.order_by("starts_at")[0]
    whole = Move(shift=1440, whole=True)
    assert can_be_undone(day, whole)
    day = move_event(day, whole, version=event.version, by=actor(cast, "dgs"))
    move_event(day, Move(shift=-1440, whole=True), version=day.event.version, by=actor(cast, "dgs"))
    assert hours(event) == before
    cancel_day(event.occurrences.order_by("-starts_at")[0], version=None, by=actor(cast, "dgs"))
    assert not can_be_undone(event.occurrences.order_by("starts_at")[0], whole)
    assert can_be_undone(event.occurrences.order_by("starts_at")[0], Move(shift=15))


@pytest.mark.parametrize(
    ("rule", "after", "expected"),
    [
        ("", THURSDAY, ""), ("FREQ=DAILY", THURSDAY, "FREQ=DAILY"), ("FREQ=YEARLY", THURSDAY, "FREQ=YEARLY"),
        ("FREQ=WEEKLY;BYDAY=TU", THURSDAY, "FREQ=WEEKLY;BYDAY=TH"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", THURSDAY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 12, 17), "FREQ=MONTHLY;BYDAY=3TH"),
        ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 12, 31), "FREQ=MONTHLY;BYDAY=-1TH"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", TUESDAY, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ],
)  # fmt: skip
def test_a_rule_follows_its_first_day(rule: str, after: date, expected: str) -> None:
    assert moved_rule(rule, TUESDAY, after) == expected


def test_a_rule_of_several_days_is_not_moved_to_another(cast: Built) -> None:
    with pytest.raises(BadRule):
        moved_rule("FREQ=WEEKLY;BYDAY=MO,TU", TUESDAY, THURSDAY)
    event = an_event(cast, first_on=TUESDAY, rule="FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4")
    with pytest.raises(Invalid, match="formulaire"):
        moved(cast, event, shift=1440, whole=True)
    moved(cast, event, shift=60, whole=True)
    assert hours(event)[:2] == ["08 11:00–12:00", "10 11:00–12:00"]


def test_what_cannot_be_leaves_everything_where_it_was(cast: Built) -> None:
    room = a_room()
    an_event(cast, owner="rh", at=time(14), resources=(room,))
    event = an_event(cast, resources=(room,))
    with pytest.raises(Invalid, match="Salle A"):
        moved(cast, event, shift=240)
    with pytest.raises(Conflict):
        move_event(event.occurrences.get(), Move(shift=60), version=99, by=actor(cast, "dgs"))
    with pytest.raises(Refused):
        move_event(event.occurrences.get(), Move(shift=60), version=event.version, by=actor(cast, "rh"))
    with pytest.raises(Invalid, match="journée entière"):
        moved(cast, an_event(cast, at=None, minutes=1440), shift=60)
    assert hours(event) == ["09 10:00–11:00"]


def send(client: Client, event: Event, **values: Any) -> tuple[int, dict[str, Any]]:
    event.refresh_from_db()
    day = event.occurrences.order_by("starts_at")[0]
    body = {"jour": day.day.isoformat(), "version": event.version, **values}
    answer = client.post(f"/agenda/evenements/{event.public_id}/deplacer", body, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()


def test_the_page_moves_at_once_and_says_how_to_undo_it(cast: Built, client: Client) -> None:
    client.force_login(cast.users["dgs"])
    an_event(cast, title="Autre", at=time(11))
    event = an_event(cast)
    status, told = send(client, event, shift="60")
    assert status == 200
    assert "de 11 h à 12 h" in told["sentence"].replace("\u202f", " ")
    assert ["déjà occupé" in one for one in told["conflicts"]] == [True]
    assert hours(event) == ["09 11:00–12:00"]
    status, told = send(client, event, **told["undo"])
    assert (status, hours(event)) == (200, ["09 10:00–11:00"])


def test_guests_and_series_are_asked_about_before_anything_moves(cast: Built, client: Client) -> None:
    client.force_login(cast.users["dgs"])
    event = an_event(cast, guests=("rh",))
    sent = OutgoingMessage.objects.count()
    question = send(client, event, shift="60")[1]["question"]
    assert [one["scope"] for one in question["choices"]] == ["day"]
    assert "1 invité recevra" in question["told"][0]
    assert (hours(event), OutgoingMessage.objects.count()) == (["09 10:00–11:00"], sent)
    told = send(client, event, shift="60", scope="day", sure="1")[1]
    assert "avertis" in told["sentence"]
    assert OutgoingMessage.objects.count() == sent + 1
    series = an_event(cast, first_on=TUESDAY, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    question = send(client, series, shift="60")[1]["question"]
    assert [one["scope"] for one in question["choices"]] == ["day", "all"]
    assert send(client, series, shift="60", scope="all", sure="1")[0] == 200
    assert hours(series) == ["08 11:00–12:00", "15 11:00–12:00", "22 11:00–12:00"]


def test_a_refusal_is_a_sentence_and_moves_nothing(cast: Built, client: Client) -> None:
    client.force_login(cast.users["dgs"])
    room = a_room()
    an_event(cast, owner="rh", at=time(11), resources=(room,))
    event = an_event(cast, resources=(room,))
    status, told = send(client, event, shift="60")
    assert (status, "Salle A" in told["detail"]) == (422, True)
    assert send(client, event, shift="60", version="99")[0] == 409
    assert send(client, event, shift="demain")[0] == 422
    assert send(client, event, shift="60", jour="2026-12-25")[0] == 404
    client.force_login(cast.users["rh"])
    assert send(client, event, shift="60")[0] == 403
    assert hours(event) == ["09 10:00–11:00"]
