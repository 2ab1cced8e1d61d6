"""The general secretariat pastes five hundred agents, reads the preview, imports them, then takes them back."""

from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.organisation.models import Assignment, OrganisationImport, Person, Unit
from interco.organisation.services.exchange.background import carry_out
from interco.organisation.services.exchange.progress import shown
from tests.journeys.conftest import SignIn, check_accessible, picture
from tests.organisation.exchange.lists import agents

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_five_hundred_agents_are_pasted_imported_and_taken_back(cast: Built, sign_in: SignIn) -> None:
    before = (Unit.objects.count(), Person.objects.count(), Assignment.objects.count())
    page = sign_in(cast.users["secretariat"])
    page.goto("/organisation/personnes/")
    page.get_by_role("link", name="Importer").click()
    check_accessible(page)
    picture(page, "import-deposit")

    faulty = agents(500).replace("\t01/02/2025", "\t31/02/2025", 1).replace("\t0,8\t", "\tbeaucoup\t", 1)
    page.get_by_label("Coller un tableau").fill(faulty)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="2 erreurs à corriger")).to_be_visible()
    expect(page.get_by_text("« 31/02/2025 » n’est pas une date qui existe")).to_be_visible()
    expect(page.get_by_role("button", name="Importer dans l’organisation")).to_have_count(0)
    check_accessible(page)
    picture(page, "import-faults")
    page.get_by_role("button", name="Abandonner ce tableau").click()

    page.get_by_label("Coller un tableau").fill(agents(500))
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="Prêt à importer")).to_be_visible()
    check_accessible(page)
    picture(page, "import-preview")
    page.get_by_role("button", name="Importer dans l’organisation").click(timeout=60_000)
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=60_000)
    assert Person.objects.count() == before[1] + 500
    check_accessible(page)
    picture(page, "import-done")

    page.get_by_role("button", name="Annuler cet import").click(timeout=60_000)
    expect(page.get_by_role("heading", name="Import annulé")).to_be_visible(timeout=60_000)
    assert (Unit.objects.count(), Person.objects.count(), Assignment.objects.count()) == before
    page.goto("/organisation/export")
    check_accessible(page)
    picture(page, "export")
    page.goto("/organisation/import")
    expect(page.get_by_role("cell", name="annulé")).to_be_visible()
    assert OrganisationImport.objects.count() == 1


def test_a_renaming_is_read_field_by_field_before_it_is_written(cast: Built, sign_in: SignIn) -> None:
    unit = cast.units["rh"]
    page = sign_in(cast.users["secretariat"])
    page.goto("/organisation/import")
    page.get_by_label("Coller un tableau").fill(
        f"Identifiant\tNom\tNature\tRang\n{unit.public_id}\tAutre nom\tService\t7\n"
    )
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("cell", name="Autre nom").first).to_be_visible()
    check_accessible(page)
    picture(page, "import-changes")
    page.get_by_role("button", name="Importer dans l’organisation").click()
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible()
    version = unit.versions.get()
    version.name = "Encore un autre"
    version.save()
    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_text("1 ligne empêche l’annulation")).to_be_visible()
    check_accessible(page)
    picture(page, "import-blocked")


def test_a_large_table_is_followed_while_the_worker_writes_it(
    cast: Built, sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path  # the server's, where the worker writes its figures
    page = sign_in(cast.users["secretariat"])
    page.goto("/organisation/import")
    table = {"name": "agents.csv", "mimeType": "text/csv", "buffer": agents(2_050).encode()}
    page.get_by_label("Ou donner un fichier").set_input_files(table)  # type: ignore[arg-type]
    page.get_by_role("button", name="Voir l’aperçu").click(timeout=60_000)
    page.get_by_role("button", name="Importer dans l’organisation").click(timeout=60_000)
    expect(page.get_by_role("heading", name="En attente du traitement de fond")).to_be_visible()
    check_accessible(page)
    picture(page, "import-waiting")
    row = OrganisationImport.objects.get()
    shown(row.public_id, row.state)("write", 4_200, 8_600)
    expect(page.get_by_role("heading", name="34 %")).to_be_visible()
    expect(page.get_by_text("Étape 2 sur 5")).to_be_visible()
    check_accessible(page)
    picture(page, "import-bar")
    carry_out(row.public_id, clock=clock.now)
    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=20_000)  # of itself
    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_role("heading", name="Annulation en cours")).to_be_visible()
    row.refresh_from_db()
    DBTaskResult.objects.filter(pk=row.task).update(status="FAILED")
    expect(page.get_by_role("heading", name="Le travail s’est interrompu")).to_be_visible()
    check_accessible(page)
    picture(page, "import-stopped")
    page.get_by_role("button", name="Recommencer").click()
    carry_out(row.public_id, clock=clock.now)
    expect(page.get_by_role("heading", name="Import annulé")).to_be_visible(timeout=20_000)
    assert not Person.objects.filter(email="agent1@exemple.example").exists()
