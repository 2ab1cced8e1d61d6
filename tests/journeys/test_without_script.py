"""The CODIR without JavaScript, from the proposal to the record: forms, links and buttons alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from interco.committees.enums import ActionState, DecisionState, ItemState, MeetingState, Presence, StanceValue
from interco.committees.models import Action, Attendee, Decision, Item, Meeting, Stance
from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.search.services.index import reindex
from tests.committees.builders import a_meeting
from tests.journeys.conftest import PHONE, Running, SignIn
from tests.journeys.round_steps import ACTION, due_day

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "Mutualiser l’instruction des autorisations d’urbanisme"
IN_THE_ROOM = ("dgs", "dga_juridique")
RESERVATION = "Prévoir une permanence d’accueil par semaine."


def click(page: Page, name: str) -> None:
    """A button, by the beginning of its name."""
    page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()


def test_the_week_goes_by_with_forms_alone(cast: Built, sign_in: SignIn) -> None:
    at = clock.now() + timedelta(days=8)
    meeting = a_meeting(cast, state=MeetingState.PLANNED)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=at, deadline_at=at - timedelta(days=2))
    page = {key: sign_in(cast.users[key], java_script_enabled=False)
            for key in ("dga_planification", "secretariat", "dgs")}  # fmt: skip
    page["dga_juridique"] = sign_in(cast.users["dga_juridique"], viewport=PHONE, java_script_enabled=False)

    item = propose(page["dga_planification"])
    build_and_convene(page["secretariat"], meeting, item)
    hold(page["dgs"], page["dga_juridique"], cast, meeting)
    release(page["secretariat"], meeting)
    finish(page["dga_juridique"])


def test_a_person_signs_in_reads_and_signs_out(cast: Built, sign_in: SignIn, server: Running) -> None:
    user = cast.users["dost"]
    user.set_password("Un mot de passe à soi, 2026")
    user.save()
    page = sign_in(user, java_script_enabled=False)
    page.context.clear_cookies()
    page.goto("/")
    page.get_by_label(re.compile("Adresse")).fill(user.email)
    page.get_by_label("Mot de passe").fill("Un mot de passe à soi, 2026")
    click(page, "Se connecter")
    expect(page.locator("h1")).to_contain_text("À traiter")
    reindex(by=system_actor(clock.now()))
    page.get_by_role("link", name=re.compile("Chercher")).first.click()
    page.get_by_role("searchbox").fill("gommier")
    click(page, "Chercher")
    expect(page.locator("main")).to_contain_text("Rosalie Gommier")
    page.goto("/organisation/organigramme?vue=liste&au=2026-12-07")
    expect(page.locator("main")).to_contain_text("Secrétariat général")
    page.goto("/compte/")
    expect(page.locator("h1")).to_be_visible()


def propose(page: Page) -> Item:
    """A director sends an item, forgetting first what is asked: the form comes back with what was typed."""
    page.goto("/seances/proposer")
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Ce que vous attendez de la séance").select_option("decision")
    page.get_by_label("Durée, en minutes").fill("20")
    click(page, "Proposer")
    expect(page.get_by_label("Titre")).to_have_value(TITLE)
    expect(page.locator("main")).to_contain_text("Dites en une phrase la décision que vous demandez.")
    page.get_by_label("Décision demandée, en une phrase").fill("Autoriser la convention de service commun.")
    click(page, "Proposer")
    expect(page.locator("h1")).to_contain_text("Mutualiser")
    item = Item.objects.get()
    assert item.state == ItemState.SUBMITTED
    return item


def build_and_convene(page: Page, meeting: Meeting, item: Item) -> None:
    """Placed, lengthened, moved by buttons; convened; the dossier is read and taken away."""
    page.goto(f"/seances/{meeting.public_id}/ordre-du-jour")
    click(page, "Inscrire Mutualiser")
    page.goto(f"/seances/{meeting.public_id}/ordre-du-jour?point={item.public_id}")
    click(page, "Cinq minutes de plus")
    item.refresh_from_db()
    assert (item.state, item.position, item.duration_minutes) == (ItemState.SCHEDULED, 1, 25)
    page.get_by_role("link", name="Convoquer").click()
    click(page, "Convoquer")
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED
    page.goto(f"/seances/{meeting.public_id}/dossier")
    expect(page.locator("main")).to_contain_text("Mutualiser")


def hold(dgs: Page, phone: Page, cast: Built, meeting: Meeting) -> None:
    """Opened, led, decided and closed."""
    people = [cast.people[key].pk for key in IN_THE_ROOM]
    Attendee.objects.filter(meeting=meeting).exclude(person_id__in=people).update(presence=Presence.EXCUSED)
    Meeting.objects.filter(pk=meeting.pk).update(quorum=2)
    root = f"/seances/{meeting.public_id}"
    dgs.goto(f"{root}/conduite")
    click(dgs, "Ouvrir la séance")
    click(dgs, "Tous les attendus sont présents")
    click(dgs, "Point suivant")
    expect(dgs.locator("h1")).to_contain_text("Mutualiser")
    dgs.get_by_label("Notes du point").fill("Le DGS rappelle le principe.")
    click(dgs, "Enregistrer")
    assert Item.objects.get().notes == "Le DGS rappelle le principe."
    click(dgs, "Ouvrir un tour")
    click(dgs, "Demander les positions")
    phone.goto(f"{root}/position")
    phone.get_by_text("Réserve", exact=True).click()
    phone.get_by_role("textbox", name="Ma réserve").fill(RESERVATION)
    click(phone, "Donner ma position")
    assert Stance.objects.get().value == StanceValue.RESERVATION
    dgs.goto(f"{root}/conduite")
    expect(dgs.locator("main")).to_contain_text(RESERVATION)
    click(dgs, "Adopter le texte")
    dgs.get_by_role("link", name="Rédiger la décision").click()
    dgs.get_by_label("Échéance").fill(due_day().isoformat())
    click(dgs, "Écrire la décision")
    dgs.locator("a[href*='ecrire=action']").click()
    dgs.get_by_label("À faire").fill(ACTION)
    pilot = dgs.get_by_label("Pilote")
    pilot.select_option(label=pilot.locator("option", has_text="Courbaril").first.inner_text())
    click(dgs, "Écrire l’action")
    dgs.get_by_role("link", name="Clore la séance").click()
    click(dgs, "Clore la séance et sceller")
    assert Decision.objects.get().state == DecisionState.SEALED


def release(page: Page, meeting: Meeting) -> None:
    """The record leaves, and is taken away as a PDF."""
    page.goto(f"/seances/{meeting.public_id}/releve/diffusion")
    click(page, "Diffuser le relevé")
    page.goto(f"/seances/{meeting.public_id}/releve")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")


def finish(page: Page) -> None:
    """The owner of the action finds it in À traiter and says it is done."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(ACTION)).first.click()
    page.get_by_label(re.compile("qu’est-ce qui montre")).fill("Notifié le 12 janvier.")
    click(page, "Marquer fait")
    action = Action.objects.get()
    assert (action.state, action.evidence) == (ActionState.DONE, "Notifié le 12 janvier.")
