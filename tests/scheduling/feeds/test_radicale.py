"""A real CalDAV server (Radicale) takes our feeds, and finds our days where we say they are."""

from datetime import date, time, timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from benchmarks.calendars import WEEK, Peer, radicale
from interco.config.demo.organisation import Built
from interco.scheduling.rules.events import DayContent
from interco.scheduling.services.days import cancel_day, move_day
from tests.cast import actor
from tests.scheduling.builders import an_event
from tests.scheduling.feeds.test_subscribe import address, read


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    caches["process"].clear()


def found(peer: Peer, start: str, end: str) -> str:
    """What it finds between two instants, `20261208T120000Z`."""
    return peer.call("REPORT", "/bench/agenda/", WEEK.format(start=start, end=end)).decode()


def test_it_finds_a_series_its_moved_day_and_not_its_cancelled_one(cast: Built, client: Client) -> None:
    an_event(cast, title="Point ; simple, à 10 h")
    series = an_event(cast, title="Revue", first_on=date(2026, 12, 10), at=time(9), rule="FREQ=WEEKLY;COUNT=4")
    days = list(series.occurrences.order_by("day"))
    moved = DayContent(day=days[1].day + timedelta(days=1), at=time(15), minutes=60)
    move_day(days[1], moved, version=None, by=actor(cast, "dgs"))
    cancel_day(days[2], version=None, by=actor(cast, "dgs"))
    text = read(client, address(cast))[1]
    with radicale(text.encode()) as peer:
        assert "Point \\; simple\\, à 10 h" in found(peer, "20261209T133000Z", "20261209T143000Z")
        assert "Revue" in found(peer, "20261210T130000Z", "20261210T133000Z")
        assert "Revue" in found(peer, "20261218T190000Z", "20261218T193000Z")
        for free in ("20261217T130000Z/20261217T133000Z", "20261224T130000Z/20261224T133000Z"):
            assert "Revue" not in found(peer, *free.split("/"))
        assert "Revue" in found(peer, "20261231T130000Z", "20261231T133000Z")
