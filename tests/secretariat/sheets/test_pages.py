"""The pages of a meeting's sheet: what they show to whom, and what they keep of a refusal."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.secretariat.enums import SheetState
from interco.secretariat.models import MeetingSheet, SheetPresence
from interco.secretariat.services.sheets import note_attendance
from tests.cast import actor
from tests.matrix.principals import BACKEND
from tests.secretariat.sheets.builders import DAY, a_sheet, an_action, say


def browser_of(cast: Built, who: str) -> Client:
    client = Client()
    client.force_login(cast.users[who], backend=BACKEND)
    return client


def post(client: Client, sheet: MeetingSheet, verb: str, **fields: str) -> object:
    fresh = MeetingSheet.objects.get(pk=sheet.pk)
    return client.post(f"/secretariat/reunions/{sheet.public_id}/{verb}", {"version": fresh.version, **fields})


def test_the_form_of_presences_says_who_was_there(cast: Built) -> None:
    sheet, client = a_sheet(cast), browser_of(cast, "dgs")
    page = client.get(f"/secretariat/reunions/{sheet.public_id}/").content.decode()
    names = re.findall(r'name="(presence-[^"]+)"', page)
    assert len(names) == 4
    post(client, sheet, "presences", **{names[1]: "present", names[2]: "absent", names[0]: "", "added": "Jean\r\nZoé"})
    assert list(SheetPresence.objects.values_list("name", "attendance")) == [
        ("Rosalie Gommier", "present"), (cast.people["agent_rh"].full_name, "absent"), ("Jean", "present"), ("Zoé", "present"),
    ]  # fmt: skip


def test_a_refused_agenda_comes_back_as_it_was_typed(cast: Built) -> None:
    sheet, client = a_sheet(cast), browser_of(cast, "dgs")
    say(cast, sheet, "Voirie", "À revoir.")
    answer = post(client, sheet, "ordre-du-jour", points="Tout autre chose")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    content = answer.content.decode()  # type: ignore[attr-defined]
    assert "Tout autre chose</textarea>" in content
    assert "« Voirie » a un compte rendu".replace(" ", "\u202f") in content or "a un compte rendu" in content


def test_the_script_that_saves_is_told_the_version_and_the_other_text(cast: Built) -> None:
    sheet, client = a_sheet(cast), browser_of(cast, "dgs")
    point = sheet.points.get(title="Voirie")
    address, name = f"/secretariat/reunions/{sheet.public_id}/points/{point.public_id}", f"text-{point.public_id}"
    seen, asked = point.version, {"Accept": "application/json"}
    saved = client.post(address, {"version": seen, name: "Un."}, headers=asked)
    assert saved.json()["version"] == seen + 1
    late = client.post(address, {"version": seen, name: "Deux."}, headers=asked)
    assert (late.status_code, late.json()["theirs"]) == (409, {"text": "Un."})
    shown = client.post(address, {"version": seen, name: "Deux."})
    assert shown.status_code == 409
    for text in ("Un.", "Deux."):
        assert text in shown.content.decode()
    summary = client.post(
        f"/secretariat/reunions/{sheet.public_id}/releve", {"version": 1, "summary": "Bref."}, headers=asked
    )
    assert summary.json()["version"] == 2


def test_a_presence_that_another_noted_meanwhile_stays(cast: Built) -> None:
    sheet, client = a_sheet(cast), browser_of(cast, "dgs")
    key = sheet.event.participants.get(person=cast.people["dost"]).public_id
    note_attendance(sheet, {key: "excused"}, by=actor(cast, "dgs"))
    sent = {f"presence-{key}": "", f"was-{key}": "", "presence-organisateur": "present", "was-organisateur": ""}
    client.post(f"/secretariat/reunions/{sheet.public_id}/presences", sent)
    assert dict(SheetPresence.objects.values_list("name", "attendance")) == {
        "Rosalie Gommier": "excused", "Gaspard Fromager": "present",
    }  # fmt: skip


def test_the_event_leads_to_its_sheet_and_a_colleague_sees_no_way_to_it(cast: Built) -> None:
    sheet = a_sheet(cast)
    address = f"/agenda/evenements/{sheet.event.public_id}?jour={DAY.isoformat()}"
    assert sheet.public_id in browser_of(cast, "dgs").get(address).content.decode()
    assert sheet.public_id not in browser_of(cast, "rh").get(address).content.decode()
    assert "Ouvrir la fiche" not in browser_of(cast, "rh").get(address).content.decode()


@pytest.mark.parametrize("state", list(SheetState))
def test_a_sheet_costs_as_many_queries_with_many_points_and_people_as_with_few(cast: Built, state: str) -> None:
    counts = []
    for rank, (guests, agenda) in enumerate(
        [
            (("dost",), "Un point"),
            (("dost", "agent_rh", "dgs_schoelcher", "rh"), "\n".join(f"Point {n}" for n in range(30))),
        ]
    ):
        sheet = a_sheet(cast, guests=guests, agenda=agenda, title=f"Réunion {rank}", state=state)
        for number in range(1 + 4 * rank):
            an_action(cast, sheet, title=f"Action {number}")
        client = browser_of(cast, "dgs")
        client.get(f"/secretariat/reunions/{sheet.public_id}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/secretariat/reunions/{sheet.public_id}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_costs_as_many_queries_with_many_as_with_few(cast: Built) -> None:
    counts, client = [], browser_of(cast, "dgs")
    for number in range(6):
        a_sheet(cast, title=f"Réunion {number}")
        if number in {0, 5}:
            client.get("/secretariat/reunions/")
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/secretariat/reunions/").status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_words_of_a_record_are_found(cast: Built) -> None:
    say(cast, a_sheet(cast), "Voirie", "Enrobé du giratoire.")
    page = browser_of(cast, "dgs").get("/secretariat/reunions/?q=giratoire")
    assert "Point budget" in page.content.decode()
    assert "Point budget" in browser_of(cast, "dost").get("/recherche?q=giratoire").content.decode()
    assert "Point budget" not in browser_of(cast, "rh").get("/recherche?q=giratoire").content.decode()
