"""A sheet begun, its agenda, who was there, what was said: nothing is lost, nothing is written by who may not."""

from datetime import date

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.scheduling.enums import EventKind
from interco.scheduling.services.events import cancel_following, change_event
from interco.scheduling.services.guests import uninvite
from interco.secretariat.enums import Attendance, SheetState
from interco.secretariat.models import MeetingSheet, SheetPoint
from interco.secretariat.policies.sheets import visible_to
from interco.secretariat.queries.sheet_attendance import OWNER, attendees_of
from interco.secretariat.services.sheet_life import hold, take_up_again
from interco.secretariat.services.sheets import (
    PointAsked,
    name_note_taker,
    note_attendance,
    open_sheet,
    set_agenda,
    write_point,
    write_summary,
)
from tests.cast import actor
from tests.scheduling.builders import an_event, content, entrust
from tests.secretariat.sheets.builders import DAY, a_sheet, page_for, points, say

READERS = ("dgs", "dost", "agent_rh", "dgs_schoelcher")


def test_a_day_has_one_sheet_however_often_it_is_opened(cast: Built) -> None:
    event = an_event(cast, guests=("dost",))
    first = open_sheet(event, DAY, by=actor(cast, "dgs"))
    assert open_sheet(event, DAY, by=actor(cast, "dgs")) == first
    with pytest.raises(Invalid, match="pas lieu ce jour-là"):
        open_sheet(event, date(2026, 12, 10), by=actor(cast, "dgs"))
    assert MeetingSheet.objects.count() == 1


def test_only_who_holds_the_agenda_begins_a_sheet(cast: Built) -> None:
    event = an_event(cast, guests=("dost", "agent_rh"))
    for who in ("dost", "agent_rh", "secretariat"):
        with pytest.raises(Refused):
            open_sheet(event, DAY, by=actor(cast, who))
    entrust(cast, "dgs", "dost")
    assert open_sheet(event, DAY, by=actor(cast, "dost")).day == DAY


def test_an_absence_has_no_sheet(cast: Built) -> None:
    absence = an_event(cast, kind=EventKind.ABSENCE)
    with pytest.raises(Refused):
        open_sheet(absence, DAY, by=actor(cast, "dgs"))


def test_the_people_of_the_meeting_read_it_and_nobody_else(cast: Built) -> None:
    sheet = a_sheet(cast)
    for who in cast.users:
        readable = visible_to(actor(cast, who)).filter(pk=sheet.pk).exists()
        assert readable == (who in READERS), who


def test_an_agenda_written_again_keeps_the_record_of_its_points(cast: Built) -> None:
    sheet = a_sheet(cast)
    say(cast, sheet, "Budget 2027", "Adopté.")
    set_agenda(sheet, points("Voirie 20 min\nBudget 2027 et 2028"), version=None, by=actor(cast, "dgs"))
    kept = list(sheet.points.values_list("position", "title", "minutes", "text"))
    assert kept == [(1, "Voirie", 20, ""), (2, "Budget 2027 et 2028", None, "Adopté.")]


def test_a_point_with_a_record_is_not_taken_away(cast: Built) -> None:
    sheet = a_sheet(cast)
    say(cast, sheet, "Voirie", "À revoir.")
    with pytest.raises(Invalid, match="« Voirie » a un compte rendu"):
        set_agenda(sheet, points("Budget 2027"), version=None, by=actor(cast, "dgs"))
    assert sheet.points.count() == 3


@pytest.mark.parametrize(
    "asked",
    [
        [PointAsked(title=" ")],
        [PointAsked(title="Un", minutes=0)],
        [PointAsked(title="Un", minutes=601)],
        [PointAsked(title="Un", key="inconnu")],
        [PointAsked(title=f"Point {rank}") for rank in range(61)],
        [PointAsked(title="a\u202eb")],
    ],
)
def test_an_impossible_agenda_is_told_and_changes_nothing(cast: Built, asked: list[PointAsked]) -> None:
    sheet = a_sheet(cast)
    before = list(SheetPoint.objects.values())
    with pytest.raises(Invalid):
        set_agenda(sheet, asked, version=None, by=actor(cast, "dgs"))
    assert list(SheetPoint.objects.values()) == before


def test_of_two_who_write_the_second_sees_the_first(cast: Built) -> None:
    sheet = a_sheet(cast)
    seen = sheet.summary_version
    write_summary(sheet, "Le premier.", version=seen, by=actor(cast, "dgs"))
    with pytest.raises(Conflict) as race:
        write_summary(sheet, "Le second.", version=seen, by=actor(cast, "dgs"))
    assert race.value.theirs == {"summary": "Le premier."}


def test_attendance_is_noted_for_each_and_for_names_added(cast: Built) -> None:
    sheet = a_sheet(cast)
    keys = {one.name: one.key for one in attendees_of(sheet)}
    commune = cast.people["dgs_schoelcher"].full_name
    noted = {OWNER: Attendance.PRESENT, keys[commune]: Attendance.EXCUSED}
    note_attendance(sheet, noted, added=["  Jean   Dehors ", ""], by=actor(cast, "dgs"))
    told = {one.name: one.noted for one in attendees_of(sheet) if one.noted}
    assert told == {cast.people["dgs"].full_name: "present", commune: "excused", "Jean Dehors": "present"}
    added = next(one for one in attendees_of(sheet) if one.is_added)
    note_attendance(sheet, {OWNER: "", added.key: ""}, by=actor(cast, "dgs"))
    assert {one.name for one in attendees_of(sheet) if one.noted} == {commune}
    for wrong in ({"inconnu": "present"}, {OWNER: "perhaps"}):
        with pytest.raises(Invalid):
            note_attendance(sheet, wrong, by=actor(cast, "dgs"))


def test_a_guest_taken_off_after_the_meeting_stays_noted(cast: Built) -> None:
    sheet = a_sheet(cast)
    agent = cast.people["agent_rh"]
    key = sheet.event.participants.get(person=agent).public_id
    note_attendance(sheet, {key: Attendance.PRESENT}, by=actor(cast, "dgs"))
    uninvite(sheet.event.participants.get(person=agent), by=actor(cast, "dgs"))
    assert [one.noted for one in attendees_of(sheet) if one.name == agent.full_name] == ["present"]


def test_the_note_taker_writes_while_invited_and_names_nobody(cast: Built) -> None:
    sheet = a_sheet(cast)
    agent = actor(cast, "agent_rh")
    with pytest.raises(Refused):
        write_summary(sheet, "Non.", version=None, by=agent)
    with pytest.raises(Invalid):
        name_note_taker(sheet, cast.people["rh"], version=None, by=actor(cast, "dgs"))
    name_note_taker(sheet, cast.people["agent_rh"], version=None, by=actor(cast, "dgs"))
    write_summary(sheet, "Oui.", version=None, by=agent)
    with pytest.raises(Refused):
        name_note_taker(sheet, None, version=None, by=agent)
    uninvite(sheet.event.participants.get(person=cast.people["agent_rh"]), by=actor(cast, "dgs"))
    with pytest.raises(Refused):
        write_summary(sheet, "Encore.", version=None, by=agent)
    assert MeetingSheet.objects.get().summary == "Oui."


def test_a_released_record_is_taken_up_again_before_it_changes(cast: Built) -> None:
    sheet = a_sheet(cast, state=SheetState.RELEASED)
    with pytest.raises(Invalid, match="diffusé"):
        write_summary(sheet, "Oubli.", version=None, by=actor(cast, "dgs"))
    take_up_again(sheet, version=None, by=actor(cast, "dgs"))
    write_summary(sheet, "Oubli.", version=None, by=actor(cast, "dgs"))
    assert (sheet.state, sheet.summary) == (SheetState.HELD, "Oubli.")


def test_a_meeting_is_held_once(cast: Built) -> None:
    sheet = a_sheet(cast, state=SheetState.HELD)
    with pytest.raises(Invalid):
        hold(sheet, version=None, by=actor(cast, "dgs"))
    take_up_again(sheet, version=None, by=actor(cast, "dgs"))
    assert sheet.state == SheetState.PREPARING


def test_two_people_write_on_two_points_and_the_state_moves_meanwhile(cast: Built) -> None:
    sheet = a_sheet(cast)
    entrust(cast, "dgs", "secretariat")
    first, second, _third = sheet.points.select_related("sheet").order_by("position")
    seen, shown = sheet.version, (first.version, second.version)
    write_point(first, "Adopté.", version=shown[0], by=actor(cast, "dgs"))
    write_point(second, "À revoir.", version=shown[1], by=actor(cast, "secretariat"))
    write_summary(sheet, "Bref.", version=sheet.summary_version, by=actor(cast, "dgs"))
    note_attendance(sheet, {OWNER: Attendance.PRESENT}, by=actor(cast, "secretariat"))
    hold(sheet, version=seen, by=actor(cast, "dgs"))
    assert list(sheet.points.values_list("text", flat=True)) == ["Adopté.", "À revoir.", ""]


def test_of_two_who_write_on_one_point_the_second_is_told_and_loses_nothing(cast: Built) -> None:
    point = a_sheet(cast).points.select_related("sheet").get(title="Voirie")
    seen = point.version
    write_point(point, "Le premier.", version=seen, by=actor(cast, "dgs"))
    with pytest.raises(Conflict) as race:
        write_point(point, "Le second.", version=seen, by=actor(cast, "dgs"))
    assert (race.value.theirs, race.value.version) == ({"text": "Le premier."}, seen + 1)
    assert SheetPoint.objects.get(pk=point.pk).text == "Le premier."


def test_the_record_of_a_point_never_passes_under_another_title(cast: Built) -> None:
    sheet = a_sheet(cast, agenda="Point B\nPoint C")
    say(cast, sheet, "Point B", "Dit de B.")
    with pytest.raises(Invalid, match="« Point B » a un compte rendu"):
        set_agenda(sheet, points("Point D\nPoint E\nPoint C"), version=None, by=actor(cast, "dgs"))
    set_agenda(sheet, points("Point B renommé\nPoint C"), version=None, by=actor(cast, "dgs"))
    assert list(sheet.points.values_list("title", "text")) == [("Point B renommé", "Dit de B."), ("Point C", "")]


def test_a_meeting_put_off_takes_its_sheet_along(cast: Built) -> None:
    sheet, by = a_sheet(cast), actor(cast, "dgs")
    change_event(sheet.event, content(title="Point budget", first_on=date(2026, 12, 16)), version=None, by=by)
    sheet.refresh_from_db()
    assert sheet.day == date(2026, 12, 16)
    assert open_sheet(sheet.event, date(2026, 12, 16), by=by) == sheet


def test_a_day_that_nothing_replaces_keeps_its_sheet(cast: Built) -> None:
    sheet, by = a_sheet(cast, rule="FREQ=WEEKLY;COUNT=3"), actor(cast, "dgs")
    last = open_sheet(sheet.event, date(2026, 12, 23), by=by)
    cancel_following(sheet.event, day=date(2026, 12, 16), version=None, by=by)
    last.refresh_from_db()
    assert (last.event_id, last.day) == (sheet.event_id, date(2026, 12, 23))
    assert page_for(last, by).sitting.is_cancelled
    assert not page_for(sheet, by).sitting.is_cancelled


def test_a_series_made_one_day_mixes_no_sheets(cast: Built) -> None:
    sheet, by = a_sheet(cast, title="Revue", rule="FREQ=WEEKLY;COUNT=3"), actor(cast, "dgs")
    last = open_sheet(sheet.event, date(2026, 12, 23), by=by)
    change_event(sheet.event, content(title="Revue", first_on=DAY, rule=""), version=None, by=by)
    assert set(MeetingSheet.objects.values_list("pk", "day")) == {(sheet.pk, DAY), (last.pk, date(2026, 12, 23))}
