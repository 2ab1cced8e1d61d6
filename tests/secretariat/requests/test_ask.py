"""Asking: the rest is guessed, the desk is that of the kind."""

from datetime import date

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.organisation.models import Unit
from interco.scheduling.models import Closure
from interco.secretariat.enums import RequestKind, RequestState
from interco.secretariat.models import Desk, Request
from interco.secretariat.services.desks import DeskContent, set_desk
from interco.secretariat.services.requests import RequestContent, ask, join_file, reschedule
from tests.cast import NOW, actor
from tests.secretariat.requests.builders import a_request


def test_the_reference_the_deadline_and_the_desk_are_guessed(cast: Built) -> None:
    first, second = a_request(cast), a_request(cast, kind=RequestKind.SIGNATURE)
    assert [first.reference, second.reference] == ["D-2026-001", "D-2026-002"]
    assert (first.state, first.unit, first.author) == (RequestState.SENT, cast.units["rh"], cast.people["agent_rh"])
    assert first.due_on == date(2026, 12, 14)
    assert (first.desk_unit, first.desk_post) == (cast.units["secretariat"], None)
    assert (second.desk_unit, second.desk_post) == (None, cast.posts["dgs"])
    assert first.events.get().towards == "Secrétariat général"


@pytest.mark.parametrize(
    ("kind", "unit", "post"),
    [
        ("opinion", None, "dgs"), ("decision", None, "dgs"), ("signature", None, "dgs"), ("meeting", "secretariat", None),
        ("information", "secretariat", None), ("support", "dost", None),
    ],
)  # fmt: skip
def test_each_kind_has_its_desk(cast: Built, kind: str, unit: str | None, post: str | None) -> None:
    request = a_request(cast, kind=kind)
    assert request.desk_unit == (cast.units[unit] if unit else None)
    assert request.desk_post == (cast.posts[post] if post else None)


def test_a_closed_day_does_not_count(cast: Built) -> None:
    Closure.objects.create(day=date(2026, 12, 10), label="Pont")
    assert a_request(cast).due_on == date(2026, 12, 15)


def test_the_secretariat_says_who_receives_what(cast: Built) -> None:
    content = DeskContent(to=cast.units["rh"], working_days=2)
    set_desk(RequestKind.INFORMATION, content, by=actor(cast, "secretariat"))
    request = a_request(cast, author="dost")
    assert (request.desk_unit, request.due_on) == (cast.units["rh"], date(2026, 12, 9))
    set_desk(
        RequestKind.INFORMATION, DeskContent(to=cast.posts["dgs"], working_days=1), by=actor(cast, "dgs"), version=1
    )
    assert (Desk.objects.get().unit, Desk.objects.get().post) == (None, cast.posts["dgs"])
    with pytest.raises(Refused):
        set_desk(RequestKind.INFORMATION, content, by=actor(cast, "dost"))


def test_one_asks_in_the_name_of_one_s_own_unit(cast: Built) -> None:
    content = RequestContent(kind="information", title="Calendrier")
    for who, unit in (("agent_rh", "dost"), ("elue", "rh"), ("administrateur", "rh")):
        with pytest.raises(Refused):
            ask(content, unit=cast.units[unit], by=actor(cast, who))
    assert not Request.objects.exists()


def test_a_commune_asks_only_for_what_was_opened_to_it(cast: Built) -> None:
    unit: Unit = cast.units["dgs_schoelcher"]
    content = RequestContent(kind="support", title="Méthode pour le projet de territoire")
    with pytest.raises(Refused):
        ask(content, unit=unit, by=actor(cast, "dgs_schoelcher"))
    desk = DeskContent(to=cast.units["dost"], working_days=15, is_open_to_communes=True)
    set_desk(RequestKind.SUPPORT, desk, by=actor(cast, "secretariat"))
    assert ask(content, unit=unit, by=actor(cast, "dgs_schoelcher")).desk_unit == cast.units["dost"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"title": " "}, "title"), ({"kind": "nothing"}, "kind"), ({"due_on": date(2026, 12, 6)}, "due_on")],
)
def test_what_cannot_be_asked_is_told(cast: Built, fields: dict[str, object], name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_request(cast, **fields)  # type: ignore[arg-type]
    assert name in refusal.value.fields
    assert not Request.objects.exists()


def test_files_come_with_the_request_or_after(cast: Built) -> None:
    content = RequestContent(kind="information", title="Calendrier")
    by = actor(cast, "agent_rh")
    request = ask(content, unit=cast.units["rh"], by=by, files=[("congés.txt", b"lundi")])
    join_file(request, name="suite.txt", content=b"mardi", by=actor(cast, "secretariat"))
    assert [kept.name for kept in request.files.all()] == ["congés.txt", "suite.txt"]
    with pytest.raises(Refused):
        join_file(request, name="intrus.txt", content=b"x", by=actor(cast, "communication"))


def test_the_asker_changes_the_deadline_until_somebody_takes_it(cast: Built) -> None:
    request = a_request(cast)
    reschedule(request, due_on=date(2026, 12, 18), by=actor(cast, "agent_rh"))
    assert Request.objects.get().due_on == date(2026, 12, 18)
    Request.objects.update(state=RequestState.TAKEN)
    request.refresh_from_db()
    with pytest.raises(Refused):
        reschedule(request, due_on=date(2026, 12, 9), by=actor(cast, "agent_rh"))
    with pytest.raises(Invalid):
        reschedule(request, due_on=NOW.date().replace(day=1), by=actor(cast, "secretariat"))
