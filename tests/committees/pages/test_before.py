"""Pages before the session, as people use them."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.committees.enums import Confidentiality, ItemState, MeetingState, Presence
from interco.committees.models import Attachment, Attendee, Body, DecisionBrief, Item, Meeting, Membership
from interco.committees.services.convocation import convene
from interco.config.demo.organisation import Built
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.models import Closure
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item
from tests.committees.pages.browsing import browser

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def a_prepared_session(cast: Built) -> Meeting:
    """A session with three items placed, one confidential, and three that wait."""
    meeting = a_meeting(cast)
    for rank, title in enumerate(("Suivi", "Budget primitif", "Veille"), start=1):
        an_item(cast, title=title, state=ItemState.SCHEDULED, meeting=meeting, position=rank)
    an_item(
        cast, title="Situation d’un agent", state=ItemState.SCHEDULED, meeting=meeting, position=4,
        confidentiality=Confidentiality.MEMBERS,
    )  # fmt: skip
    an_item(cast, title="Charte", state=ItemState.SUBMITTED, wished_meeting=meeting)
    an_item(cast, title="Avenant", state=ItemState.SUBMITTED, wished_meeting=meeting, is_late=True)
    an_item(cast, title="Télétravail", state=ItemState.ACCEPTED, wished_meeting=meeting, carry_count=2)
    return meeting


def test_a_director_proposes_a_point_in_four_fields(cast: Built) -> None:
    a_meeting(cast, day=date(2026, 12, 15))
    with browser(cast, "dga_planification") as client:
        page = client.get("/seances/proposer").content.decode()
        assert "ce que nous avons déduit" in page
        sent = client.post("/seances/proposer", {
            "title": "Charte de rédaction", "kind": "decision", "decision_asked": "Adopter la charte.",
            "duration_minutes": "10", "act": "send", "body": cast.bodies["codir"].public_id,
            "unit": cast.units["planification"].public_id, "rapporteur": "", "wished_meeting": "",
            "confidentiality": "staff",
        })  # fmt: skip
        item = Item.objects.get(title="Charte de rédaction")
        assert (sent.status_code, sent.headers["Location"]) == (302, f"/seances/points/{item.public_id}/")
        assert "proposé pour la séance du" in client.get(sent.headers["Location"]).content.decode()


def test_a_form_that_lacks_the_decision_asked_comes_back_with_its_sentence(cast: Built) -> None:
    with browser(cast, "dga_planification") as client:
        answer = client.post("/seances/proposer", {
            "title": "Charte", "kind": "decision", "duration_minutes": "10", "confidentiality": "staff",
            "body": cast.bodies["codir"].public_id, "unit": cast.units["planification"].public_id,
        })  # fmt: skip
        assert answer.status_code == 422
        assert "la décision que vous demandez" in answer.content.decode()
        assert 'value="Charte"' in answer.content.decode()
    assert not Item.objects.exists()


def test_a_double_click_proposes_one_point(cast: Built) -> None:
    fields = {
        "title": "Charte", "kind": "information", "duration_minutes": "10", "confidentiality": "staff",
        "body": cast.bodies["codir"].public_id, "unit": cast.units["planification"].public_id, "submission_key": "une-fois",
    }  # fmt: skip
    with browser(cast, "dga_planification") as client:
        answers = [client.post("/seances/proposer", fields) for _click in range(5)]
    assert {answer.status_code for answer in answers} == {302}
    assert Item.objects.count() == 1


def test_the_unit_of_another_directorate_is_refused(cast: Built) -> None:
    with browser(cast, "dga_planification") as client:
        answer = client.post("/seances/proposer", {
            "title": "Charte", "kind": "information", "duration_minutes": "10", "confidentiality": "staff",
            "body": cast.bodies["codir"].public_id, "unit": cast.units["finances"].public_id,
        })  # fmt: skip
    assert answer.status_code == 422
    assert not Item.objects.exists()


def test_the_agenda_shows_what_waits_and_what_is_placed(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    with browser(cast, "secretariat") as client:
        page = client.get(f"/seances/{meeting.public_id}/ordre-du-jour").content.decode()
    for words in ("À placer", "Proposés dans les délais", "Hors délai", "Reportés", "Avenant", "Budget primitif", "60"):
        assert words in page


def test_a_point_is_placed_moved_stretched_removed_and_each_gesture_undone(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    item = Item.objects.get(title="Charte")
    address = f"/seances/{meeting.public_id}/ordre-du-jour"

    def order() -> list[tuple[str, int]]:
        return list(meeting.items.order_by("position").values_list("title", "duration_minutes"))

    with browser(cast, "secretariat") as client:
        for verb in ("place", "up", "more", "less", "down", "remove"):
            if verb == "up":
                client.post(f"{address}/geste", {"act": f"place:{item.public_id}"})
            before = order()
            done = client.post(f"{address}/geste", {"act": f"{verb}:{item.public_id}"})
            assert done.status_code == 302, verb
            assert "Annuler" in client.get(address).content.decode()
            if verb in {"place", "more", "remove"}:
                assert order() != before
            assert client.post(f"{address}/annuler").status_code == 302
            assert order() == before, verb


def test_an_undo_comes_once(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    with browser(cast, "secretariat") as client:
        assert client.post(f"/seances/{meeting.public_id}/ordre-du-jour/annuler").status_code == 409


def test_the_order_left_by_the_drag_is_kept_whole(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    keys = list(meeting.items.order_by("-position").values_list("public_id", flat=True))
    with browser(cast, "secretariat") as client:
        assert client.post(f"/seances/{meeting.public_id}/ordre-du-jour/ordre", {"order": keys}).status_code == 204
        assert client.post(f"/seances/{meeting.public_id}/ordre-du-jour/ordre", {"order": keys[:2]}).status_code == 409
    assert list(meeting.items.order_by("position").values_list("public_id", flat=True)) == keys


def test_the_rapporteur_who_is_excused_is_told_under_the_title(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    Attendee.objects.filter(meeting=meeting, person=cast.people["dga_planification"]).update(presence=Presence.EXCUSED)
    with browser(cast, "secretariat") as client:
        page = client.get(f"/seances/{meeting.public_id}/ordre-du-jour").content.decode()
    assert page.count("Rapporteur excusé") == 4


@pytest.mark.parametrize("path", ["ordre-du-jour", "", "dossier", "convocation"])
def test_a_page_costs_the_same_queries_with_3_and_with_30_points(cast: Built, path: str) -> None:
    meeting = a_meeting(cast)
    counts = []
    with browser(cast, "secretariat") as client:
        for size in (3, 30):
            for rank in range(meeting.items.count(), size):
                author = ("dga_planification", "dost", "rh")[rank % 3]
                item = an_item(cast, author=author, state=ItemState.SCHEDULED, meeting=meeting, position=rank)
                DecisionBrief.objects.create(item=item, context="Contexte")
                an_item(cast, author=author, state=ItemState.ACCEPTED, wished_meeting=meeting, carry_count=1)
            client.get(f"/seances/{meeting.public_id}/{path}")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(f"/seances/{meeting.public_id}/{path}").status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_of_sessions_costs_the_same_queries_with_3_and_with_30(cast: Built) -> None:
    counts = []
    with browser(cast, "secretariat") as client:
        for size in (3, 30):
            for number in range(Meeting.objects.count() + 1, size + 1):
                a_meeting(cast, number=number, day=date.fromordinal(date(2026, 12, 8).toordinal() + 7 * number))
            client.get("/seances/")
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/seances/").status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_for_the_members_is_not_named_to_others(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    with browser(cast, "agent_rh") as client:
        page = client.get(f"/seances/{meeting.public_id}/").content.decode()
        assert "Situation d’un agent" not in page
        assert "Point réservé aux membres" in page
        assert client.get(f"/seances/{meeting.public_id}/dossier").status_code == 403
        assert client.get(f"/seances/{meeting.public_id}/ordre-du-jour").status_code == 403
    with browser(cast, "dost") as client:
        assert "Situation d’un agent" in client.get(f"/seances/{meeting.public_id}/dossier").content.decode()


def test_the_convocation_shows_who_receives_what_then_sends(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    with browser(cast, "secretariat") as client:
        page = client.get(f"/seances/{meeting.public_id}/convocation").content.decode()
        assert "Hector Alizé" in page
        assert "supplée Hector Alizé" in page
        assert not OutgoingMessage.objects.exists()
        assert client.post(f"/seances/{meeting.public_id}/convocation").status_code == 302
        assert OutgoingMessage.objects.count() == Attendee.objects.count()
        again = client.get(f"/seances/{meeting.public_id}/convocation").content.decode()
        assert "Renvoyer la convocation" in again


def test_a_member_announces_an_absence_on_the_page_of_the_session(cast: Built) -> None:
    meeting = a_prepared_session(cast)
    convene(meeting, by=actor(cast, "secretariat"))
    mine = Attendee.objects.get(meeting=meeting, person=cast.people["dost"])
    with browser(cast, "dost") as client:
        assert "Je ne viendrai pas" in client.get(f"/seances/{meeting.public_id}/").content.decode()
        fields = {"attendee": mine.public_id, "act": "absent"}
        assert client.post(f"/seances/{meeting.public_id}/absence", fields).status_code == 302
        named = {"attendee": mine.public_id, "act": "substitute", "person": "Noé Goyavier"}
        assert client.post(f"/seances/{meeting.public_id}/absence", named).status_code == 302
        unknown = {"attendee": mine.public_id, "act": "substitute", "person": "Personne Inconnue"}
        assert client.post(f"/seances/{meeting.public_id}/absence", unknown).status_code == 422
    assert Attendee.objects.get(pk=mine.pk).presence == Presence.EXCUSED
    assert Attendee.objects.get(person=cast.people["developpement"]).substitute_for == mine


def test_a_brief_is_saved_by_itself_and_a_conflict_shows_both_texts(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    DecisionBrief.objects.create(item=item)
    address = f"/seances/points/{item.public_id}/note"
    with browser(cast, "dga_planification") as client:
        saved = client.post(address, {"version": "1", "stakes": "Les délais"}, headers={"Accept": "application/json"})
        assert saved.json() == {"at": "14:32", "version": 2}
    with browser(cast, "secretariat") as client:
        late = client.post(address, {"version": "1", "stakes": "Le coût"})
        assert late.status_code == 409
        page = late.content.decode()
        assert "Les délais" in page
        assert "Le coût" in page
        assert 'name="version" value="2"' in page
        late_json = client.post(address, {"version": "1", "stakes": "Le coût"}, headers={"Accept": "application/json"})
        assert (late_json.status_code, late_json.json()["theirs"]) == (409, {"stakes": "Les délais"})


def test_options_are_added_and_removed_without_a_script(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    address = f"/seances/points/{item.public_id}/note"
    typed = {"option_title_0": "A", "option_pros_0": "1", "option_title_1": "B", "stakes": "Typed"}
    with browser(cast, "dga_planification") as client:
        more = client.post(address, {**typed, "option": "add"}).content.decode()
        assert more.count('name="option_title_') == 3
        fewer = client.post(address, {**typed, "option": "remove:0"}).content.decode()
        assert fewer.count('name="option_title_') == 1
        assert 'value="B"' in fewer
        assert "Typed" in fewer
        client.post(address, {**typed, "version": "1"})
    assert [option["title"] for option in DecisionBrief.objects.get(item=item).options] == ["A", "B"]


def test_a_file_is_joined_read_by_those_who_may_and_taken_off(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    with browser(cast, "dga_planification") as client:
        sent = client.post(f"/seances/points/{item.public_id}/pieces", {"file": SimpleUploadedFile("note.pdf", PDF)})
        assert sent.status_code == 302
        bad = client.post(
            f"/seances/points/{item.public_id}/pieces", {"file": SimpleUploadedFile("x.exe", b"MZ\x90\x00" * 20)}
        )
        assert bad.status_code == 422
    attachment = Attachment.objects.get()
    with browser(cast, "secretariat") as client:
        answer = client.get(f"/seances/pieces/{attachment.public_id}")
        assert answer.content == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="note.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with browser(cast, "agent_rh") as client:
        assert client.get(f"/seances/pieces/{attachment.public_id}").status_code == 404
    with browser(cast, "dga_planification") as client:
        client.post(f"/seances/pieces/{attachment.public_id}/retirer")
    assert not Attachment.objects.exists()


def test_the_secretariat_answers_from_its_inbox(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    with browser(cast, "secretariat") as client:
        assert item.title in client.get("/seances/a-examiner").content.decode()
        accepted = client.post(f"/seances/points/{item.public_id}/accepter", {"from": "inbox"})
        assert accepted.headers["Location"] == "/seances/a-examiner"
    with browser(cast, "dost") as client:
        assert client.get("/seances/a-examiner").status_code == 403
    assert Item.objects.get(pk=item.pk).state == ItemState.ACCEPTED


def test_two_people_who_correct_one_point_each_see_the_other_text(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    fields = {"kind": "decision", "duration_minutes": "15", "confidentiality": "staff", "decision_asked": "Oui",
              "rapporteur": cast.people["dga_planification"].public_id, "version": "1"}  # fmt: skip
    with browser(cast, "dga_planification") as client:
        first = client.post(f"/seances/points/{item.public_id}/modifier", {**fields, "title": "Premier"})
        assert first.status_code == 302
        second = client.post(f"/seances/points/{item.public_id}/modifier", {**fields, "title": "Second"})
        assert second.status_code == 409
        page = second.content.decode()
        assert "Premier" in page
        assert 'value="Second"' in page
    assert Item.objects.get(pk=item.pk).title == "Premier"


def test_a_body_is_created_ruled_seated_and_its_year_planned(cast: Built) -> None:
    fields = {
        "code": "GT-EAU", "name": "Groupe de travail Eau", "kind": "working_group", "rhythm": "monthly", "every": "1",
        "rank": "1", "weekday": "3", "starts_at": "09:00", "duration_minutes": "120", "place": "Salle Balata",
        "follow_up_minutes": "5",
        "holiday_rule": "skip", "deadline_days": "7", "deadline_at": "12:00", "quorum_percent": "50",
        "chair_post": cast.posts["dost"].public_id, "secretary_post": "",
    }  # fmt: skip
    with browser(cast, "secretariat") as client:
        assert client.get("/seances/instances/nouvelle").status_code == 200
        made = client.post("/seances/instances/nouvelle", fields)
        body = Body.objects.get(code="GT-EAU")
        assert made.headers["Location"] == f"/seances/instances/{body.public_id}/"
        assert body.recurrence == "FREQ=MONTHLY;BYDAY=1TH"
        again = client.post("/seances/instances/nouvelle", fields)
        assert again.status_code == 422
        assert "sigle" in again.content.decode()
        members = [f"post:{cast.posts[key].public_id}" for key in ("dost", "rh")] + [""]
        seats = {
            "member": members,
            "substitute": ["", f"person:{cast.people['agent_rh'].public_id}", ""],
            "version": "1",
        }
        assert client.post(f"/seances/instances/{body.public_id}/membres", seats).status_code == 302
        page = client.get(f"/seances/instances/{body.public_id}/").content.decode()
        assert "Théodule Vétiver" in page
        assert "le premier jeudi du mois" in page
        period = {"first": "2027-01-01", "last": "2027-12-31"}
        preview = client.get(f"/seances/instances/{body.public_id}/annee", period).content.decode()
        assert "Créer 11 séances" in preview
        assert "pas de séance : Ascension" in preview.replace("\u202f", " ").replace("\xa0", " ")
        client.post(f"/seances/instances/{body.public_id}/annee", period)
    assert Membership.objects.filter(body=body).count() == 2
    assert body.meetings.count() == 11


def test_a_session_is_added_moved_and_cancelled(cast: Built) -> None:
    body = cast.bodies["codir"]
    when = {"day": "2026-12-17", "at": "14:00", "duration_minutes": "60", "place": "Salle du conseil"}
    with browser(cast, "secretariat") as client:
        client.post(f"/seances/instances/{body.public_id}/seance", when)
        meeting = Meeting.objects.get()
        moved = client.post(f"/seances/{meeting.public_id}/deplacer", {**when, "at": "15:00", "version": "1"})
        assert moved.status_code == 302
        past = client.post(f"/seances/{meeting.public_id}/deplacer", {**when, "day": "2020-01-01", "version": "2"})
        assert past.status_code == 422
        gone = client.post(f"/seances/{meeting.public_id}/annuler", {"reason": "Cyclone", "version": "2"})
        assert gone.status_code == 302
    assert Meeting.objects.get().state == MeetingState.CANCELLED


def test_a_day_is_closed_once_and_opened_again(cast: Built) -> None:
    with browser(cast, "secretariat") as client:
        assert client.post("/agenda/fermetures", {"day": "2027-02-09", "label": "Mardi gras"}).status_code == 302
        twice = client.post("/agenda/fermetures", {"day": "2027-02-09", "label": "Mardi gras"})
        assert twice.status_code == 422
        assert "Mardi gras" in client.get("/agenda/fermetures").content.decode()
        client.post(f"/agenda/fermetures/{Closure.objects.get().public_id}/rouvrir")
    with browser(cast, "dost") as client:
        assert client.post("/agenda/fermetures", {"day": "2027-02-09", "label": "Mardi gras"}).status_code == 403
    assert not Closure.objects.exists()


@pytest.mark.parametrize("who", ["elue", "dgs_lamentin", "administrateur", "dpo"])
def test_outsiders_find_no_codir(cast: Built, who: str) -> None:
    meeting = a_prepared_session(cast)
    item = Item.objects.get(title="Suivi")
    with browser(cast, who) as client:
        for address in (f"/seances/{meeting.public_id}/", f"/seances/points/{item.public_id}/"):
            assert client.get(address).status_code in {403, 404}
        listing = client.get("/seances/")
        assert listing.status_code == 403 or "8 décembre" not in listing.content.decode()
