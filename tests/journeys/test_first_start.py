"""From an empty database to an open installation, in a browser, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from interco.installation.services.key import NAME
from tests.config.server.running import serving
from tests.installation.sites import PASSWORD, bare_copy
from tests.journeys.conftest import DESK, check_accessible, picture

pytestmark = pytest.mark.journey


def look(page: Page, name: str) -> None:
    """A picture where there is JavaScript to check it with."""
    if name:
        check_accessible(page)
        picture(page, f"premier-demarrage-{name}")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_four_steps_open_an_installation(chromium: Browser, tmp_path: Path, javascript: bool) -> None:
    site = bare_copy(tmp_path / "site")
    with serving(site.folder, "--no-worker") as (address, _process):
        key = (site.folder / NAME).read_text().strip()
        context = chromium.new_context(
            viewport=DESK,  # type: ignore[arg-type]
            base_url=address, locale="fr-FR", java_script_enabled=javascript,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        page = context.new_page()
        walk_through(page, key, javascript=javascript)
        context.close()
    facts = site.told("check")
    assert facts["faults"] == []
    assert facts["journal"]["entries"] >= 7


def walk_through(page: Page, key: str, *, javascript: bool) -> None:
    """The waiting page, the key, the four steps, and the second factor that is asked before anything else."""

    def looked(name: str) -> None:
        look(page, name if javascript else "")

    page.goto("/seances/")
    expect(page).to_have_url("/premier-demarrage/")
    looked("attente")
    page.goto(f"/premier-demarrage/cle/{key}")
    looked("bienvenue")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("searchbox").fill("schoelcher")
    if not javascript:
        page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("link", name="Centre de la Martinique")).to_be_visible()
    looked("collectivite")
    page.get_by_role("link", name="Centre de la Martinique").click()
    page.get_by_label("Sigle").fill("CACEM")
    page.get_by_text("Voir les 4 communes").click()
    expect(page.get_by_role("cell", name="Schœlcher")).to_be_visible()
    looked("communes")
    page.get_by_role("button", name="Retenir cette collectivité").click()
    page.get_by_label("Prénom et nom").fill("Zoé Balata")
    page.get_by_label("Adresse électronique").fill("zoe@cacem.example")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Encore une fois").fill(PASSWORD)
    looked("administrateur")
    page.get_by_role("button", name="Ouvrir l’installation").click()
    page.get_by_role("button", name="Envoyer un courriel d’essai").click()
    expect(page.get_by_role("alert")).to_contain_text("Aucun serveur de courrier ne répond")
    looked("courrier")
    page.get_by_role("link", name="Passer à la première instance").click()
    looked("instance")
    page.get_by_role("button", name="Ouvrir l’instance et son année").click()
    expect(page.get_by_text("séances prévues sur un an")).to_be_visible()
    looked("suite")
    page.goto("/administration/")
    expect(page).to_have_url("/compte/second-facteur")
