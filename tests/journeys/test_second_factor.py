"""The doors of an installation that is not a demonstration, from its first administrator to the session they close.

The first start makes the administrator, who sets up an application, receives recovery codes, comes back by a code, then
by a security key; invites the DGS, whose browser opens nothing before its own second factor; and ends that browser.
"""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from interco.installation.services.key import NAME
from tests.config.server.running import serving
from tests.installation.sites import PASSWORD, Site, bare_copy
from tests.journeys.conftest import DESK, check_accessible, picture

pytestmark = [pytest.mark.journey, pytest.mark.slow]
ADMINISTRATOR, DGS = "zoe@cacem.example", "flore@cacem.example"
OTHER_PASSWORD = "les balisiers fleurissent toute l’année"
LETTER = """
from interco.foundation.notifications.models import OutgoingMessage
print(OutgoingMessage.objects.filter(kind="accounts.invitation").latest("pk").text)
"""


class Phone:
    """An authentication application: six digits for each half-minute (RFC 6238), none of them shown twice."""

    def __init__(self, secret: str) -> None:
        self._key = base64.b32decode(secret)
        self._shown: set[int] = set()

    def code(self) -> str:
        """A code that was not used yet, of this half-minute or of one beside it, which the server also takes."""
        now = int(time.time()) // 30
        moment = next(each for each in (now, now + 1, now - 1) if each not in self._shown)
        self._shown.add(moment)
        digest = hmac.digest(self._key, struct.pack(">Q", moment), hashlib.sha1)
        start = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture
def opened(chromium: Browser) -> "Callable[[str], BrowserContext]":
    """Another browser, by the name of this machine: a security key belongs to a name, not to a number."""

    def made(address: str) -> BrowserContext:
        base = address.replace("127.0.0.1", "localhost")
        context = chromium.new_context(viewport=DESK, base_url=base, locale="fr-FR")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        return context

    return made


def look(page: Page, name: str) -> None:
    check_accessible(page)
    picture(page, f"portes-{name}")


def test_the_doors_from_the_first_administrator_to_a_closed_session(
    opened: "Callable[[str], BrowserContext]", tmp_path: Path
) -> None:
    site = bare_copy(tmp_path / "site")
    with serving(site.folder, "--no-worker") as (address, _process):
        first, second, third = opened(address), opened(address), opened(address)
        page, other = first.new_page(), second.new_page()
        first_start(page, (site.folder / NAME).read_text().strip())
        phone = set_up_the_application(page, "administrateur")
        come_back_by_a_code(page, phone)
        come_back_by_a_key(page, first)
        invite_the_dgs(page, site)
        phone = accept(other, site)
        end_the_other_browser(other, third.new_page(), phone)
        for context in (first, second, third):
            context.close()


def first_start(page: Page, key: str) -> None:
    """The four steps, which `test_first_start` looks at, and the door that stands after them."""
    page.goto(f"/premier-demarrage/cle/{key}")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("searchbox").fill("schoelcher")
    page.get_by_role("link", name="Centre de la Martinique").click()
    page.get_by_role("button", name="Retenir cette collectivité").click()
    page.get_by_label("Prénom et nom").fill("Zoé Balata")
    page.get_by_label("Adresse électronique").fill(ADMINISTRATOR)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Encore une fois").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir l’installation").click()
    expect(page.get_by_role("button", name="Envoyer un courriel d’essai")).to_be_visible()


def set_up_the_application(page: Page, who: str) -> Phone:
    """Whatever is asked for, the second factor comes first; its codes are shown once it stands."""
    for asked in ("/", "/administration/", "/compte/"):
        page.goto(asked)
        expect(page).to_have_url(re.compile("/compte/second-facteur$"))
    look(page, f"{who}-second-facteur-a-mettre-en-place")
    page.get_by_role("link", name="Mettre en place").click()
    phone = Phone(page.locator("code").first.text_content() or "")
    look(page, f"{who}-application")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.locator("main")).to_contain_text("Ce code ne convient pas.")
    look(page, f"{who}-code-refuse")
    page.get_by_label("Code").fill(phone.code())
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    expect(page.locator("main li code")).to_have_count(10)
    look(page, f"{who}-codes-de-secours")
    page.reload()
    expect(page.locator("main li code")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Il vous reste 10 codes")
    look(page, f"{who}-codes-montres-une-fois")
    return phone


def sign_out(page: Page) -> None:
    page.goto("/compte/deconnexion")
    page.get_by_role("button", name="Se déconnecter").last.click()
    expect(page).to_have_url(re.compile("/connexion"))


def give_the_password(page: Page, email: str, password: str) -> None:
    page.goto("/compte/connexion")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def come_back_by_a_code(page: Page, phone: Phone) -> None:
    """A wrong code is refused with a sentence, the right one opens; the one that served no longer does."""
    sign_out(page)
    look(page, "connexion")
    give_the_password(page, ADMINISTRATOR, PASSWORD)
    look(page, "code-demande")
    page.get_by_label("Code").fill("123456")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("main")).to_contain_text("Ce code ne convient pas.")
    look(page, "code-de-connexion-refuse")
    page.get_by_label("Code").fill(phone.code())
    page.get_by_role("button", name="Continuer").click()
    page.goto("/administration/")
    expect(page).to_have_url(re.compile("/administration/$"))


def come_back_by_a_key(page: Page, context: BrowserContext) -> None:
    """A key of Chromium's own making is added, listed, and opens the account without a password."""
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {
        "options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        },
    })  # fmt: skip
    page.goto("/compte/second-facteur")
    look(page, "second-facteur-en-place")
    page.get_by_role("link", name="Ajouter une clé").click()
    expect(page.get_by_role("heading", name="Confirmez que c’est vous")).to_be_visible()
    look(page, "confirmer")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé").fill("Clé du trousseau")
    page.get_by_label("Cette clé ouvre le compte sans mot de passe").check()
    look(page, "ajouter-une-cle")
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url(lambda url: "ajouter" not in url and "add" not in url)
    page.goto("/compte/second-facteur")
    page.get_by_role("link", name="Voir les clés").click()
    expect(page.get_by_role("cell", name="Clé du trousseau")).to_be_visible()
    look(page, "cles")
    sign_out(page)
    page.goto("/compte/connexion")
    page.get_by_role("button", name="Se connecter avec une clé de sécurité").click()
    page.wait_for_url(lambda url: "connexion" not in url)
    page.goto("/administration/")
    expect(page).to_have_url(re.compile("/administration/$"))


def invite_the_dgs(page: Page, site: Site) -> None:
    """The role comes from the post: the address of the account is that of the person who holds it."""
    table = site.folder / "agents.csv"
    table.write_text(f"Nom;Prénom;Courriel;Service;Poste;Responsable\nDiamant;Flore;{DGS};Direction générale;DGS;oui\n")
    assert site.told("import", str(table))["applied"]
    page.goto("/administration/comptes/")
    page.get_by_label("Nom affiché").fill("Flore Diamant")
    page.get_by_label("Adresse électronique").fill(DGS)
    look(page, "comptes")
    page.get_by_role("button", name="Ouvrir le compte et inviter").click()
    expect(page.locator("main")).to_contain_text("Flore Diamant")
    look(page, "compte-invite")


def accept(page: Page, site: Site) -> Phone:
    """The address of the letter serves once; the role then opens nothing before its second factor."""
    found = re.search(r"https?://[^/\s]+(/\S+)", site.python(LETTER))
    assert found
    page.goto(found[1])
    look(page, "invitation")
    page.get_by_label("Mot de passe").fill("court")
    page.get_by_label("Encore une fois").fill("court")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("12")
    look(page, "invitation-refusee")
    page.get_by_label("Mot de passe").fill(OTHER_PASSWORD)
    page.get_by_label("Encore une fois").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("body")).to_contain_text("Votre mot de passe est enregistré")
    page.goto(found[1])
    look(page, "invitation-fermee")
    give_the_password(page, DGS, OTHER_PASSWORD)
    phone = set_up_the_application(page, "dgs")
    page.goto("/seances/")
    expect(page).to_have_url(re.compile("/seances/$"))
    return phone


def end_the_other_browser(page: Page, other: Page, phone: Phone) -> None:
    """Another browser of the same account is in the list, is signed out from there, and is out at its next page."""
    give_the_password(other, DGS, OTHER_PASSWORD)
    other.get_by_label("Code").fill(phone.code())
    other.get_by_role("button", name="Continuer").click()
    other.goto("/seances/")
    expect(other).to_have_url(re.compile("/seances/$"))
    page.goto("/compte/")
    look(page, "appareils")
    page.get_by_role("button", name="Déconnecter", exact=True).click()
    expect(page.locator("body")).to_contain_text("Cet appareil est déconnecté.")
    expect(page.get_by_role("button", name="Déconnecter", exact=True)).to_have_count(0)
    other.goto("/seances/")
    expect(other).to_have_url(re.compile("/compte/connexion"))
    page.goto("/seances/")
    expect(page).to_have_url(re.compile("/seances/$"))
