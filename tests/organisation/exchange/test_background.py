"""A large import is the worker's: asked for by the page, done whole or not at all, told when over, taken up after a death."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.enums import ImportState
from interco.organisation.models import ImportedRow, OrganisationImport, Person
from interco.organisation.services.exchange.background import carry_out
from interco.organisation.services.exchange.progress import Figures, figures_of, forget, shown
from interco.organisation.services.exchange.retention import forget_old_imports
from tests.matrix.principals import BACKEND
from tests.organisation.exchange.lists import agents
from tests.organisation.exchange.territories import pasted

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = 12


@pytest.fixture
def keeper(cast: Built, settings: Any) -> Client:
    """The browser of the general secretariat, where twelve rows are many."""
    settings.IMPORT_AT_ONCE = COUNT - 1
    client = Client()
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    return client


def page(keeper: Client, row: OrganisationImport, **headers: str) -> str:
    answer = keeper.get(f"/organisation/import/{row.public_id}/", headers=headers)
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def deposited(keeper: Client) -> tuple[OrganisationImport, str]:
    keeper.post("/organisation/import", {"pasted": agents(COUNT)})
    row = OrganisationImport.objects.latest("pk")
    shown_page = page(keeper, row)
    assert "arrière-plan" in shown_page
    found = re.search(r'name="digest" value="(\w+)"', shown_page)
    assert found
    return row, found[1]


def asked(keeper: Client) -> OrganisationImport:
    row, digest = deposited(keeper)
    answer = keeper.post(f"/organisation/import/{row.public_id}/appliquer", {"digest": digest})
    assert answer.status_code == 302
    row.refresh_from_db()
    return row


def people() -> int:
    return Person.objects.filter(email__endswith="@exemple.example").count()


def test_the_request_writes_nothing_and_the_worker_everything(keeper: Client) -> None:
    row = asked(keeper)
    assert (row.state, people()) == (ImportState.APPLYING, 0)
    assert "En attente du traitement de fond" in page(keeper, row)
    assert carry_out(row.public_id, clock=clock.now) == ImportState.APPLIED
    assert people() == COUNT
    assert "Import terminé" in page(keeper, row)
    assert carry_out(row.public_id, clock=clock.now) == ImportState.APPLIED  # a job may come twice
    assert people() == COUNT
    letter = OutgoingMessage.objects.get(kind="organisation.import_over")
    assert letter.title == "Import terminé : Tableau collé"
    assert f"/organisation/import/{row.public_id}/" in letter.text


def test_it_is_taken_back_by_the_worker_too(keeper: Client) -> None:
    row = asked(keeper)
    carry_out(row.public_id, clock=clock.now)
    assert keeper.post(f"/organisation/import/{row.public_id}/annuler").status_code == 302
    row.refresh_from_db()
    assert (row.state, people()) == (ImportState.UNDOING, COUNT)
    assert "Annulation en cours" in page(keeper, row)
    assert carry_out(row.public_id, clock=clock.now) == ImportState.UNDONE
    assert (people(), ImportedRow.objects.count()) == (0, 0)
    assert OutgoingMessage.objects.filter(title__startswith="Import annulé").exists()


def test_an_organisation_that_moved_meanwhile_gives_the_preview_back_with_the_reason(keeper: Client) -> None:
    row = asked(keeper)
    pasted("Nom;Prénom;Courriel;Service;Rattaché à;Poste\nExemple;Zoé;agent1@exemple.example;Plages;Littoral;Agent\n")
    assert carry_out(row.public_id, clock=clock.now) == ImportState.DRAFT
    assert people() == 1
    assert "Ce tableau contient encore des erreurs : rien n’a été importé." in page(keeper, row)
    assert OutgoingMessage.objects.filter(title__startswith="Import refusé").exists()


def test_a_row_changed_since_keeps_the_import_and_is_named(keeper: Client) -> None:
    row = asked(keeper)
    carry_out(row.public_id, clock=clock.now)
    keeper.post(f"/organisation/import/{row.public_id}/annuler")
    Person.objects.filter(email="agent1@exemple.example").update(phone="0596 00 00 00")
    assert carry_out(row.public_id, clock=clock.now) == ImportState.APPLIED
    assert people() == COUNT
    assert "1 ligne empêche l’annulation" in page(keeper, row)


def test_who_lost_the_right_meanwhile_changes_nothing(cast: Built, keeper: Client) -> None:
    row = asked(keeper)
    User.objects.filter(pk=cast.users["secretariat"].pk).update(is_active=False)
    assert carry_out(row.public_id, clock=clock.now) == ImportState.DRAFT
    assert people() == 0


def test_a_job_that_was_given_up_is_started_again_or_called_off(keeper: Client) -> None:
    row = asked(keeper)
    address = f"/organisation/import/{row.public_id}"
    keeper.post(f"{address}/recommencer")
    assert DBTaskResult.objects.filter(task_path__endswith="carry_out_import").count() == 1, "it is still in the queue"
    DBTaskResult.objects.filter(pk=row.task).update(status="FAILED")
    assert "Le travail s’est interrompu" in page(keeper, row)
    keeper.post(f"{address}/recommencer")
    row.refresh_from_db()
    assert DBTaskResult.objects.get(pk=row.task).status == "READY"
    keeper.post(f"{address}/arreter")
    assert carry_out(row.public_id, clock=clock.now) == ImportState.DRAFT
    assert people() == 0
    assert "Prêt à importer" in page(keeper, row)
    assert keeper.post(f"{address}/arreter").status_code == 409


def test_the_bar_tells_the_stage_and_the_figures_then_gives_way_to_the_whole_page(keeper: Client) -> None:
    row = asked(keeper)
    shown(row.public_id, row.state)("write", 3, 12)
    assert figures_of(row.public_id, row.state) == Figures("write", 2, 3, 12, 27)
    read = page(keeper, row)
    assert 'value="27"' in read
    assert "Étape 2 sur 5 : Écriture des lignes, 3 sur 12" in read
    assert figures_of(row.public_id, "undoing") is None
    forget(row.public_id)
    assert figures_of(row.public_id, row.state) is None
    carry_out(row.public_id, clock=clock.now)
    answer = keeper.get(f"/organisation/import/{row.public_id}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_an_undoing_asked_in_time_survives_the_forgetting_of_old_imports(keeper: Client) -> None:
    row = asked(keeper)
    carry_out(row.public_id, clock=clock.now)
    keeper.post(f"/organisation/import/{row.public_id}/annuler")
    assert forget_old_imports(by=system_actor(clock.now() + timedelta(days=2))) == 0
    assert carry_out(row.public_id, clock=clock.now) == ImportState.UNDONE
    assert people() == 0


def test_a_small_one_is_written_by_the_request(keeper: Client, settings: Any) -> None:
    settings.IMPORT_AT_ONCE = 100
    keeper.post("/organisation/import", {"pasted": agents(COUNT)})
    row = OrganisationImport.objects.latest("pk")
    found = re.search(r'name="digest" value="(\w+)"', page(keeper, row))
    assert found
    keeper.post(f"/organisation/import/{row.public_id}/appliquer", {"digest": found[1]})
    row.refresh_from_db()
    assert (row.state, people()) == (ImportState.APPLIED, COUNT)
