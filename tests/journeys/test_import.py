"""The general secretariat pastes five hundred agents, reads the preview, imports them, then takes them back."""

import pytest
from playwright.sync_api import expect

from interco.config.demo.organisation import Built
from interco.organisation.models import Assignment, OrganisationImport, Person, Unit
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
