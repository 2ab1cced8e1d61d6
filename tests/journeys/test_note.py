"""A note to two directions: written, endorsed, signed, acknowledged by some, reminded, told to the heads of services."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.enums import NoteState
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.services.note_escalation import escalate_due
from tests.journeys.conftest import PHONE, SignIn, check_accessible, picture

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "Permanences de fin d’année"


def test_a_note_to_two_directions_is_read_by_some_reminded_and_told_to_the_heads(cast: Built, sign_in: SignIn) -> None:
    author = sign_in(cast.users["agent_rh"])
    write(author)
    address(author)
    send(author)
    note = StaffNote.objects.get()
    assert note.state == NoteState.ENDORSING

    endorse(sign_in(cast.users["rh"], viewport=PHONE))
    release(sign_in(cast.users["dgs"]))
    note.refresh_from_db()
    assert re.fullmatch(r"NS-20\d\d-001", note.reference)
    rows = Addressee.objects.filter(note=note)
    assert rows.count() == OutgoingMessage.objects.filter(kind="note.released").count() > 15

    acknowledge(sign_in(cast.users["communication"], viewport=PHONE))
    assert rows.exclude(acknowledged_at=None).count() == 1
    chase(author, note, rows.count() - 1)
    assert OutgoingMessage.objects.filter(kind="note.reminder").count() == rows.count() - 1

    later = system_actor(clock.now() + timedelta(days=8), territory_zone())
    told = escalate_due(by=later)
    assert OutgoingMessage.objects.filter(kind="note.escalated").count() == told >= 4
    see_the_heads(author, note)


def write(page: Page) -> None:
    """By keyboard from the home page: N, N."""
    page.goto("/")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.get_by_label("Objet").fill(TITLE)
    page.get_by_label("Texte").fill(
        "Du 24 décembre au 2 janvier, chaque direction assure une permanence de **8 h à 13 h**."
    )
    check_accessible(page)
    picture(page, "note-write")
    page.keyboard.press("Control+Enter")


def address(page: Page) -> None:
    """Two directions, one service excepted; counted before anything leaves."""
    expect(page.get_by_role("heading", name="À qui la note s’adresse")).to_be_visible()
    for name, how in (
        ("Communication", "deep"), ("Infrastructures et Environnement", "deep"), ("Collecte", "except")
    ):  # fmt: skip
        page.get_by_label("Service, instance, commune, poste ou agent").fill(name)
        page.get_by_label("Comment").select_option(how)
        page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ agents recevront cette note"))).to_be_visible()
    expect(page.get_by_text("sauf Collecte")).to_be_visible()
    check_accessible(page)
    picture(page, "note-audience")
    page.get_by_role("link", name="Continuer vers le circuit").click()
    check_accessible(page)
    picture(page, "note-circuit")
    page.get_by_role("link", name="Relire la note avant l’envoi").click()


def send(page: Page) -> None:
    """The author reads it again and sends it."""
    check_accessible(page)
    picture(page, "note-draft")
    page.get_by_role("button", name="Envoyer aux visas").click()
    expect(page.get_by_text("La note est partie")).to_be_visible()


def endorse(page: Page) -> None:
    """The head of the service, from what she owes, on a phone."""
    page.goto("/")
    check_accessible(page)
    page.get_by_role("link", name=TITLE).click()
    check_accessible(page)
    picture(page, "note-visa")
    page.get_by_role("button", name="Donner mon visa").click()
    expect(page.get_by_text("Votre visa est donné")).to_be_visible()


def release(page: Page) -> None:
    """The DGS sees exactly who receives it, then signs and releases with one button."""
    page.goto("/")
    page.get_by_role("link", name="Signer", exact=True).click()
    check_accessible(page)
    picture(page, "note-sign")
    page.get_by_role("button", name=re.compile(r"Signer et diffuser à \d+ agents")).click()
    expect(page.get_by_text("est signée et diffusée")).to_be_visible(timeout=30_000)
    check_accessible(page)
    picture(page, "note-released")


def acknowledge(page: Page) -> None:
    """An addressee reads it on a phone and says so."""
    page.goto("/")
    page.get_by_role("link", name=TITLE).click()
    check_accessible(page)
    picture(page, "note-read")
    page.get_by_role("button", name="J’ai pris connaissance de cette note").click()
    expect(page.get_by_text("Vous en avez pris connaissance")).to_be_visible()


def chase(page: Page, note: StaffNote, missing: int) -> None:
    """The author reminds those who are missing in one click."""
    page.goto(f"/secretariat/notes/{note.public_id}/")
    page.get_by_role("link", name="Suivre et relancer").click()
    check_accessible(page)
    picture(page, "note-follow")
    page.get_by_role("button", name=f"Relancer {missing} agents").click()
    expect(page.get_by_text(f"Un rappel part vers {missing} agents")).to_be_visible()


def see_the_heads(page: Page, note: StaffNote) -> None:
    """The heads told are on the page of the follow-up; the register shows how many have read."""
    page.goto(f"/secretariat/notes/{note.public_id}/suivi")
    expect(page.get_by_text("son responsable est prévenu").first).to_be_visible()
    check_accessible(page)
    picture(page, "note-escalated")
    page.goto("/secretariat/notes/")
    check_accessible(page)
    picture(page, "notes")
