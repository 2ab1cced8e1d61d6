"""What is sent of a meeting: to whom, once, and what it says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from interco.cockpit.queries.sheets import sheet_lines
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.documents.services.store import content_of
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.services.events import change_event
from interco.scheduling.services.guests import uninvite
from interco.secretariat.enums import Attendance, SheetState
from interco.secretariat.models import MeetingSheet
from interco.secretariat.policies.sheet_letters import is_still_of_the_meeting
from interco.secretariat.queries.sheet_attendance import OWNER
from interco.secretariat.services.sheet_life import hold, take_up_again
from interco.secretariat.services.sheet_release import compose_sheet, release_sheet, send_agenda
from interco.secretariat.services.sheets import note_attendance, write_summary
from tests.cast import NOW, actor
from tests.scheduling.builders import content
from tests.secretariat.sheets.builders import a_sheet, an_action, page_for, say

OUTSIDE = (("Jeanne Préfet", "cabinet@prefecture.example"),)


def letters(kind: str) -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind=kind).order_by("pk"))


def test_the_agenda_goes_to_each_of_the_meeting_and_says_its_points(cast: Built) -> None:
    sheet = a_sheet(cast, outside=OUTSIDE)
    assert send_agenda(page_for(sheet, actor(cast, "dgs")), version=None, by=actor(cast, "dgs")) == 5
    sent = letters("sheet.agenda")
    assert {one.address for one in sent} == {
        *(cast.people[who].email for who in ("dgs", "dost", "agent_rh", "dgs_schoelcher")), OUTSIDE[0][1],
    }  # fmt: skip
    assert "1. Budget 2027 (15 min, Rosalie Gommier)" in sent[0].text
    assert sent[0].title == "Ordre du jour : Point budget"


def test_an_empty_agenda_is_not_sent(cast: Built) -> None:
    sheet = a_sheet(cast, agenda="")
    with pytest.raises(Invalid, match="vide"):
        send_agenda(page_for(sheet, actor(cast, "dgs")), version=None, by=actor(cast, "dgs"))
    assert letters("sheet.agenda") == []


def test_the_record_says_who_was_there_what_was_said_and_what_is_to_do(cast: Built) -> None:
    sheet = a_sheet(cast)
    by = actor(cast, "dgs")
    note_attendance(sheet, {OWNER: Attendance.PRESENT}, added=["Jean Dehors"], by=by)
    say(cast, sheet, "Budget 2027", "**Adopté** sans réserve.")
    an_action(cast, sheet, title="Chiffrer la voirie")
    held = a_sheet(cast, title="Autre", state=SheetState.HELD)
    assert release_sheet(page_for(held, by), version=None, by=by) == 4
    hold(sheet, version=None, by=by)
    release_sheet(page_for(sheet, by), version=None, by=by)
    sheet = MeetingSheet.objects.select_related("document").get(pk=sheet.pk)
    assert sheet.document is not None
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content_of(sheet.document.digest))).pages)
    for said in ("Jean Dehors", "Budget 2027", "Adopté sans réserve.", "Chiffrer la voirie", "Diffusé le"):
        assert said in words.replace("\u00a0", " "), said
    assert "pas encore diffusé" not in words
    letter = letters("sheet.released")[-1]
    assert "Adopté sans réserve." in letter.text
    assert [one["digest"] for one in letter.attachments] == [sheet.document.digest]


def test_a_record_leaves_once_and_a_corrected_one_says_so(cast: Built) -> None:
    by = actor(cast, "dgs")
    sheet = a_sheet(cast, state=SheetState.RELEASED)
    with pytest.raises(Invalid):
        release_sheet(page_for(sheet, by), version=None, by=by)
    assert len(letters("sheet.released")) == 4
    take_up_again(sheet, version=None, by=by)
    write_summary(sheet, "Corrigé.", version=None, by=by)
    release_sheet(page_for(sheet, by), version=None, by=by)
    assert [one.title for one in letters("sheet.released")][3:5] == [
        "Compte rendu : Point budget", "Compte rendu corrigé : Point budget"
    ]  # fmt: skip


def test_a_record_that_changed_while_it_was_typeset_is_not_sent(cast: Built) -> None:
    by = actor(cast, "dgs")
    sheet = a_sheet(cast, state=SheetState.HELD)
    composed = compose_sheet(page_for(sheet, by), by=by)
    write_summary(sheet, "Entre-temps.", version=None, by=by)
    with pytest.raises(Conflict):
        release_sheet(page_for(sheet, by), version=None, composed=composed, by=by)
    assert letters("sheet.released") == []
    assert MeetingSheet.objects.get().state == SheetState.HELD


def test_a_guest_who_only_reads_sends_nothing(cast: Built) -> None:
    sheet = a_sheet(cast, state=SheetState.HELD)
    with pytest.raises(Refused):
        release_sheet(page_for(sheet, actor(cast, "dost")), version=None, by=actor(cast, "dost"))


def test_who_left_the_meeting_meanwhile_does_not_receive_it(cast: Built) -> None:
    sheet = a_sheet(cast, state=SheetState.RELEASED, outside=OUTSIDE)
    agent = next(one for one in letters("sheet.released") if one.address == cast.people["agent_rh"].email)
    prefect = next(one for one in letters("sheet.released") if one.address == OUTSIDE[0][1])
    assert is_still_of_the_meeting(agent, NOW)
    assert is_still_of_the_meeting(prefect, NOW)
    for row in list(sheet.event.participants.all()):
        uninvite(row, by=actor(cast, "dgs"))
    assert not is_still_of_the_meeting(agent, NOW)
    assert not is_still_of_the_meeting(prefect, NOW)


def test_a_record_is_owed_once_the_meeting_is_over_not_before(cast: Built) -> None:
    moved = a_sheet(cast, title="Reportée")
    later = datetime(2026, 12, 11, 12, tzinfo=UTC)
    dgs = replace(actor(cast, "dgs"), at=later)
    assert [line.title for line in sheet_lines(dgs)] == ["Reportée"]
    change_event(
        moved.event, content(title="Reportée", first_on=date(2026, 12, 16)), version=None, by=actor(cast, "dgs")
    )
    assert list(sheet_lines(dgs)) == []
    held = a_sheet(cast, title="Tenue", state=SheetState.HELD)
    assert [line.url for line in sheet_lines(dgs)] == [f"/secretariat/reunions/{held.public_id}/"]
    assert list(sheet_lines(replace(actor(cast, "dost"), at=later))) == []
