"""The pages of the notes: what each one shows to whom, typed texts kept, exports, constant queries."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.sets.agents import hire
from benchmarks.sets.sizes import Size
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.search.queries.find import find
from interco.organisation.models import Person
from interco.secretariat.enums import NoteState, TargetKind
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.services.acknowledgements import acknowledge
from interco.secretariat.services.note_audience import Named, name_target
from tests.cast import NOW, actor
from tests.committees.pages.browsing import browser
from tests.secretariat.notes.drafts import a_draft, a_ready, a_released, a_sent

HOME = "/secretariat/notes/"


def test_an_agent_writes_a_note_names_its_addressees_and_sees_them_counted(cast: Built) -> None:
    with browser(cast, "agent_rh") as client:
        form = {
            "title": "Congés", "text": "Avant le **30 avril**.", "unit": cast.units["rh"].public_id,
            "signatory": cast.posts["dgs"].public_id, "asks_acknowledgement": "on", "escalate_after_days": "7",
        }  # fmt: skip
        answer = client.post(f"{HOME}ecrire", form)
        note = StaffNote.objects.get()
        assert answer.headers["Location"] == f"{HOME}{note.public_id}/destinataires"
        page = answer.headers["Location"]
        client.post(page, {"thing": "Collecte", "how": "deep", "act": "add"})
        client.post(page, {"thing": cast.people["collecte"].full_name, "how": "except", "act": "add"})
        shown = client.get(page).content.decode()
    assert list(note.targets.values_list("kind", "is_exception")) == [("unit", False), ("person", True)]
    assert "agents recevront cette note" in shown
    assert cast.people["collecte"].email not in shown


def test_a_name_of_nothing_is_told_beside_its_field_and_kept(cast: Built) -> None:
    note = a_draft(cast)
    with browser(cast, "agent_rh") as client:
        answer = client.post(f"{HOME}{note.public_id}/destinataires", {"thing": "Voirie lunaire", "act": "add"})
    assert answer.status_code == 422
    assert 'value="Voirie lunaire"' in answer.content.decode()


def test_who_signs_is_offered_among_the_heads_above_the_dgs_first(cast: Built) -> None:
    with browser(cast, "agent_rh") as client:
        shown = client.get(f"{HOME}ecrire").content.decode()
    offered = shown[shown.index('name="signatory"') :].partition("</select>")[0]
    assert offered.index("Gaspard Fromager") < offered.index("Célestine Balisier")
    assert "Adélaïde Roucou" not in offered


def test_the_circuit_is_written_moved_and_shortened_by_gestures(cast: Built) -> None:
    note = a_draft(cast)
    page = f"{HOME}{note.public_id}/circuit"
    names = ("Mélodie Raisinier, Cheffe de service", "Célestine Balisier, Directrice générale adjointe")
    with browser(cast, "agent_rh") as client:
        for name in names:
            assert client.post(page, {"post": name, "days": "4", "act": "add"}).status_code == 302
        client.post(page, {"act": "up:1"})
        assert [row.post for row in note.endorsements.all()] == [cast.posts["dga_administration"], cast.posts["rh"]]
        client.post(page, {"act": "remove:0"})
        assert client.post(page, {"post": "Personne", "days": "4", "act": "add"}).status_code == 422
        assert client.post(page, {"post": names[1], "days": "400", "act": "add"}).status_code == 422
    assert [(row.post, row.days) for row in note.endorsements.all()] == [(cast.posts["rh"], 4)]


def test_opening_a_note_acknowledges_nothing_its_button_does(cast: Built) -> None:
    note = a_released(cast)
    with browser(cast, "agent_rh") as client:
        assert "J’ai pris connaissance de cette note" in client.get(f"{HOME}{note.public_id}/").content.decode()
        assert Addressee.objects.exclude(acknowledged_at=None).count() == 0
        client.post(f"{HOME}{note.public_id}/attester")
        assert "Vous en avez pris connaissance" in client.get(f"{HOME}{note.public_id}/").content.decode()
    assert Addressee.objects.get(note=note, person=cast.people["agent_rh"]).acknowledged_at is not None


@pytest.mark.parametrize("view", ["vigueur", "lire", "preparation", "toutes"])
def test_no_list_export_search_or_count_tells_a_note_to_who_is_not_its_addressee(cast: Built, view: str) -> None:
    secret = a_released(cast, title="Réorganisation confidentielle")
    a_sent(cast, title="Réorganisation à venir")
    with browser(cast, "dost") as client:
        for address in (f"{HOME}?vue={view}", f"{HOME}registre.csv?vue={view}", "/", "/recherche?q=Réorganisation"):
            assert "Réorganisation c" not in client.get(address).content.decode()
            assert "Réorganisation à" not in client.get(address).content.decode()
        assert client.get("/api/notes").json()["count"] == 0
    assert find("Réorganisation", actor=actor(cast, "dost")) == []
    assert find("Réorganisation", actor=actor(cast, "agent_rh"))
    assert secret.state == NoteState.PUBLISHED


def test_what_waits_is_on_the_page_of_what_one_owes(cast: Built) -> None:
    a_sent(cast, title="À viser")
    a_ready(cast, title="À signer")
    a_released(cast, title="À lire")
    for who, title, act in (
        ("rh", "À viser", "Donner mon visa"),
        ("dgs", "À signer", "Signer"),
        ("agent_rh", "À lire", "Lire"),
    ):
        with browser(cast, who) as client:
            caches["process"].clear()
            shown = client.get("/").content.decode()
            assert title in shown
            assert act in shown


def test_a_note_acknowledged_leaves_the_page_of_what_one_owes(cast: Built) -> None:
    note = a_released(cast, title="Lue et rangée")
    acknowledge(note, by=actor(cast, "agent_rh"))
    with browser(cast, "agent_rh") as client:
        assert "Lue et rangée" not in client.get("/").content.decode()


def test_the_documents_of_a_note_are_files(cast: Built) -> None:
    note = a_released(cast)
    with browser(cast, "agent_rh") as client:
        pdf = client.get(f"{HOME}{note.public_id}/note.pdf")
        odt = client.get(f"{HOME}{note.public_id}/note.odt")
    with browser(cast, "rh") as client:
        sheet = client.get(f"{HOME}{note.public_id}/emargement.pdf?tous=1")
    assert pdf.content[:5] == sheet.content[:5] == b"%PDF-"
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="NS-2026-001.pdf"'
    text = zipfile.ZipFile(io.BytesIO(odt.content)).read("content.xml").decode()
    assert "Horaires d’été" in text
    assert "Gaspard Fromager" in text


def test_the_text_of_the_loser_of_a_race_is_shown_beside_the_one_that_won(cast: Built) -> None:
    note = a_draft(cast)
    form = {
        "title": "Horaires", "text": "Le mien.", "unit": cast.units["rh"].public_id, "version": "1",
        "signatory": cast.posts["dgs"].public_id,
    }  # fmt: skip
    with browser(cast, "rh") as client:
        assert client.post(f"{HOME}{note.public_id}/modifier", {**form, "text": "Le sien."}).status_code == 302
    with browser(cast, "agent_rh") as client:
        answer = client.post(f"{HOME}{note.public_id}/modifier", form)
    assert answer.status_code == 409
    assert "Le mien." in answer.content.decode()
    assert "Le sien." in answer.content.decode()


def test_a_hostile_text_is_shown_as_text(cast: Built) -> None:
    note = a_released(
        cast, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    )
    with browser(cast, "agent_rh") as client:
        shown = client.get(f"{HOME}{note.public_id}/").content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert 'href="javascript' not in shown


ADDRESSES = (
    "",
    "?vue=lire",
    "{note}/",
    "{note}/suivi",
    "{draft}/destinataires",
    "{draft}/circuit",
    "{ready}/signature",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_page_costs_as_many_queries_with_few_as_with_many(cast: Built, address: str) -> None:
    by = actor(cast, "secretariat")
    made = {
        "note": a_released(cast, "rh"),
        "ready": a_ready(cast, "rh"),
        "draft": a_draft(cast, "rh", author="secretariat"),
    }
    keys = {name: note.public_id for name, note in made.items()}
    counts = []
    client = Client()
    client.force_login(cast.users["secretariat"], backend="allauth.account.auth_backends.AuthenticationBackend")
    with clock.travel(NOW + timedelta(hours=1)):
        for more in (2, 12):
            hire(cast, Size(agents=more * 4, branching=(1,)))
            for number, person in enumerate(Person.objects.filter(user=None).order_by("-pk")[:more]):
                name_target(made["draft"], Named(thing=person), by=by)
                copy = StaffNote.objects.get(pk=made["note"].pk)
                copy.pk, copy.public_id, copy.reference = (
                    None,
                    f"{address[:8]}-{more}-{number}",
                    f"NS-2026-{more}{number:03d}",
                )
                copy.save(force_insert=True)
                Addressee.objects.create(note=copy, person=cast.people["secretariat"], reached_at=NOW, by_mail=True)
                Addressee.objects.get_or_create(
                    note=made["note"], person=person, defaults={"reached_at": NOW, "by_mail": False}
                )
            client.get(HOME + address.format(**keys))
            caches["process"].clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(HOME + address.format(**keys)).status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert made["draft"].targets.filter(kind=TargetKind.PERSON).exists()
