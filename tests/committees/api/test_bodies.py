"""Bodies and their sessions kept by the API: rules, seats, the year's series, a session added, moved, cancelled."""

import pytest

from interco.committees.enums import MeetingState
from interco.committees.models import Body, Meeting, Membership
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from tests.config.api.program import program
from tests.matrix.rows_api_session import RULES

pytestmark = pytest.mark.django_db


def rules(cast: Built, **more: object) -> dict[str, object]:
    """A technical committee, every Tuesday."""
    return {**RULES, "chair_post": cast.posts["rh"].public_id, **more}


def test_a_body_is_created_ruled_and_seated_from_a_day_on(cast: Built) -> None:
    with program(cast, "secretariat", "dgs") as (ask, other):
        status, body = ask("POST", "instances", rules(cast))
        assert (status, body["starts_at"], body["quorum_share"]) == (201, "08:30", 0.5)
        assert [seat["role"] for seat in body["seats"]] == ["chair"]
        address = f"instances/{body['key']}"
        assert (
            ask("PUT", address, rules(cast, name="Comité des ressources", version=1))[1]["name"]
            == "Comité des ressources"
        )
        status, lost = other("PUT", address, rules(cast, name="Un autre nom", version=1))
        assert (status, lost["theirs"]["name"]) == (409, "Comité des ressources")
        seats = [*(seat["seat"] for seat in body["seats"]),
                 {"person": cast.people["dost"].public_id, "substitute_person": cast.people["agent_rh"].public_id}]  # fmt: skip
        given = {"from_day": "2027-01-01", "seats": seats, "version": 2}
        status, seated = ask("PUT", f"{address}/composition", given)
        assert (status, [bool(seat["seat"]) for seat in seated["seats"]]) == (200, [True, True])
        assert len(ask("GET", address)[1]["seats"]) == 1, "today nothing has changed"
        assert ask("PUT", f"{address}/composition", given)[0] == 409
        unknown = {**given, "seats": [{"post": "inconnu"}], "version": 3}
        assert set(ask("PUT", f"{address}/composition", unknown)[1]["fields"]) == {"seats.0.post"}
    assert Membership.objects.filter(body__public_id=body["key"]).count() == 2
    assert list(Entry.objects.filter(subject_id=body["key"]).order_by("number").values_list("event", flat=True)) == [
        "body.created", "body.edited", "body.seats_set"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "CODIR"), ("chair_post", "inconnu"), ("recurrence", "TOUS LES MARDIS"), ("starts_at", "25:00"),
        ("starts_at", 8), ("quorum_share", 1.5), ("duration_minutes", 5), ("deadline_days", 61), ("holiday_rule", "jamais"),
        ("follow_up_minutes", 400),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_named_and_creates_nothing(field: str, value: object, cast: Built) -> None:
    with program(cast, "secretariat") as ask:
        before = Body.objects.count(), Entry.objects.count()
        status, answer = ask("POST", "instances", rules(cast, **{field: value}))
        assert (status, set(answer["fields"])) == (422, {field})
        assert (Body.objects.count(), Entry.objects.count()) == before


def test_the_series_is_foreseen_then_planned_once(cast: Built) -> None:
    address = f"instances/{cast.bodies['codir'].public_id}/serie"
    with program(cast, "secretariat", "dost") as (keeper, member):
        period = {"first": "2027-01-01", "last": "2027-01-31"}
        assert member("POST", address, period)[0] == 403
        foreseen = keeper("GET", address, du="2027-01-01", jusqu_au="2027-01-31")[1]
        assert [row["due_on"] for row in foreseen] == ["2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26"]
        assert not Meeting.objects.exists()
        _status, made = keeper("POST", address, period)
        assert [row["starts_at"][:10] for row in made] == [row["held_on"] for row in foreseen]
        assert keeper("POST", address, period)[1] == [], "they exist already"
        assert all(row["exists"] for row in keeper("GET", address, du="2027-01-01", jusqu_au="2027-01-31")[1])
        assert keeper("POST", address, {"first": "2027-02-01", "last": "2027-01-01"})[0] == 422
    assert Meeting.objects.count() == 4


def test_a_session_is_added_moved_and_cancelled(cast: Built) -> None:
    place = {"day": "2027-02-03", "at": "14:00", "duration_minutes": 60, "place": "Salle B"}
    with program(cast, "secretariat") as ask:
        status, added = ask("POST", f"instances/{cast.bodies['codir'].public_id}/seances", place)
        assert (status, added["starts_at"]) == (201, "2027-02-03T18:00:00Z"), "14 h in Martinique"
        address = f"seances/{added['key']}"
        move = {**place, "at": "15:30", "version": added["version"]}
        moved = ask("PUT", address, move)[1]
        assert moved["starts_at"] == "2027-02-03T19:30:00Z"
        assert ask("PUT", address, {**move, "place": "Salle C"})[1]["theirs"] == {"place": "Salle B"}
        past = {**move, "day": "2020-01-01", "version": moved["version"]}
        assert set(ask("PUT", address, past)[1]["fields"]) == {"day"}
        assert ask("POST", f"{address}/annulation", {"reason": "Cyclone.", "version": added["version"]})[0] == 409
        assert (
            ask("POST", f"{address}/annulation", {"reason": "Cyclone.", "version": moved["version"]})[1]["state"]
            == "cancelled"
        )
    assert Meeting.objects.get().state == MeetingState.CANCELLED
