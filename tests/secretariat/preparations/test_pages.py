"""The pages of the preparations: what they cost, what they offer, what they give away."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.secretariat.models import Preparation, PreparationModel
from tests.matrix.principals import BACKEND
from tests.secretariat.preparations.builders import DAY, STEPS, a_model, a_preparation, an_event, the_step

pytestmark = pytest.mark.django_db
ROOT = "/secretariat/preparations/"


@pytest.fixture
def browser(cast: Built) -> Callable[[str], Client]:
    """A browser of somebody of the cast."""

    def browser_of(key: str) -> Client:
        client = Client()
        client.force_login(cast.users[key], backend=BACKEND)
        return client

    return browser_of


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    caches["process"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", [ROOT, f"{ROOT}export/csv", "/"])
def test_a_page_costs_as_many_queries_with_three_preparations_as_with_thirty(
    cast: Built, browser: Callable[[str], Client], address: str
) -> None:
    client, counts = browser("secretariat"), []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            a_preparation(cast, event=an_event(cast, title=f"Jour {number}", day=DAY - timedelta(days=number)))
        counts.append(queries_of(client, address))
    assert counts[0] == counts[1]


def test_a_sheet_costs_as_many_queries_with_three_steps_as_with_thirty(
    cast: Built, browser: Callable[[str], Client]
) -> None:
    client, counts = browser("secretariat"), []
    for number in (3, 30):
        steps = "\n".join(f"J-{away} ; Étape {away} ; Firmin Acajou" for away in range(1, number + 1))
        row = a_preparation(cast, event=an_event(cast, day=DAY + timedelta(days=number)), steps=steps)
        counts.append(queries_of(client, f"{ROOT}{row.public_id}/"))
    assert counts[0] == counts[1]


def test_an_event_is_planned_and_prepared_in_one_post(cast: Built, browser: Callable[[str], Client]) -> None:
    client, model = browser("secretariat"), a_model(cast)
    page = client.get(f"{ROOT}nouvelle").content.decode()
    assert "Agenda de" in page
    fields = {
        "title": "Inauguration", "kind": "event", "pilot": cast.posts["rh"].public_id, "model": model.public_id,
        "owner": cast.people["secretariat"].public_id, "day": DAY.isoformat(), "at": "10:00", "minutes": "90",
        "steps": "J-3 ; Répéter",
    }  # fmt: skip
    answer = client.post(f"{ROOT}nouvelle", fields)
    assert answer.status_code == 302
    row = Preparation.objects.get()
    assert (row.event.title, row.pilot, row.steps.count()) == ("Inauguration", cast.posts["rh"], 5)
    wrong = client.post(f"{ROOT}nouvelle", {**fields, "steps": "demain ; Répéter", "day": "2027-02-02"})
    assert wrong.status_code == 422
    assert "Ligne 1" in wrong.content.decode()
    assert "demain ; Répéter" in wrong.content.decode()
    assert Preparation.objects.count() == 1


def test_an_event_of_the_agenda_is_prepared_from_its_page(cast: Built, browser: Callable[[str], Client]) -> None:
    event, client = an_event(cast), browser("secretariat")
    address = f"{ROOT}nouvelle?evenement={event.public_id}&jour={DAY.isoformat()}"
    assert address.replace("&", "&amp;") in client.get(f"/agenda/evenements/{event.public_id}").content.decode()
    fields = {"title": "Vœux", "kind": "activity", "pilot": cast.posts["rh"].public_id}
    assert client.post(address, fields).status_code == 302
    assert Preparation.objects.get().kind == "activity"
    again = client.post(address, fields)
    assert again.status_code == 422
    assert "existe déjà" in again.content.decode()
    assert browser("agent_rh").get(address).status_code == 403


def test_steps_are_added_pasted_and_exported_as_they_paste_again(cast: Built, browser: Callable[[str], Client]) -> None:
    row, client = a_preparation(cast, steps=""), browser("secretariat")
    address = f"{ROOT}{row.public_id}/"
    assert "Aucune étape encore" in client.get(address).content.decode()
    assert client.post(f"{address}etapes", {"offset": "J-7", "label": "Publier"}).status_code == 302
    assert client.post(f"{address}etapes", {"offset": "bientôt", "label": "Publier"}).status_code == 422
    assert client.post(f"{address}etapes/collees", {"steps": STEPS}).status_code == 302
    assert client.post(f"{address}etapes/collees", {"steps": "bientôt ; Publier"}).status_code == 422
    file = io.BytesIO("Jour;Étape;En charge\nJ-2;Vérifier;Firmin Acajou\n".encode())
    file.name = "etapes.csv"
    assert client.post(f"{address}etapes/collees", {"steps": "", "file": file}).status_code == 302
    assert row.steps.count() == 6
    exported = client.get(f"{address}etapes.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(exported), delimiter=";" if ";" in exported.splitlines()[0] else ","))
    assert [cells[:3] for cells in rows[1:3]] == [
        ["J-15", "Réserver la salle", "Firmin Acajou"],
        ["J-7", "Publier", ""],
    ]
    assert client.get(f"{address}etapes.pdf").status_code == 404


def test_a_step_is_ticked_without_a_script_and_the_stale_page_is_told(
    cast: Built, browser: Callable[[str], Client]
) -> None:
    row, client = a_preparation(cast), browser("communication")
    step = the_step(row, "Envoyer les invitations")
    page = client.get(f"{ROOT}{row.public_id}/").content.decode()
    assert page.count('value="done"') == 1
    address = f"{ROOT}etapes/{step.public_id}/geste"
    assert client.post(address, {"state": "done"}).status_code == 409
    assert client.post(address, {"state": "done", "version": "1"}).status_code == 302
    assert client.post(address, {"state": "todo", "version": "1"}).status_code == 409
    assert client.post(address, {"state": "fini", "version": "2"}).status_code == 422


def test_a_step_that_two_write_shows_both_texts(cast: Built, browser: Callable[[str], Client]) -> None:
    step, client = the_step(a_preparation(cast), "Accueillir"), browser("secretariat")
    address, fields = f"{ROOT}etapes/{step.public_id}/", {"offset": "J", "label": "Recevoir", "version": "1"}
    assert client.post(address, {**fields, "label": ""}).status_code == 422
    assert client.post(address, fields).status_code == 302
    answer = client.post(address, {**fields, "label": "Saluer"})
    assert answer.status_code == 409
    assert "Recevoir" in answer.content.decode()
    assert 'value="Saluer"' in answer.content.decode()


def test_the_form_of_a_step_does_not_lose_who_is_in_charge_of_it(cast: Built, browser: Callable[[str], Client]) -> None:
    step, person = the_step(a_preparation(cast), "Accueillir"), cast.people["rh"]
    type(step).objects.filter(pk=step.pk).update(person=person)
    address = f"{ROOT}etapes/{step.public_id}/"
    assert f'value="person:{person.public_id}" selected' in browser("secretariat").get(address).content.decode()


def test_a_form_refused_by_the_service_is_sent_again_as_it_is(cast: Built, browser: Callable[[str], Client]) -> None:
    model, client = a_model(cast), browser("secretariat")
    other = a_model(cast, name="Visite")
    address, fields = f"{ROOT}modeles/{model.public_id}", {"name": "Visite", "steps": "J ; Accueillir", "version": "1"}
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert 'name="version" value="1"' in answer.content.decode()
    assert client.post(address, {**fields, "name": "Colloque"}).status_code == 302
    assert sorted(PreparationModel.objects.values_list("name", flat=True)) == ["Colloque", "Visite"]
    assert client.post(f"{ROOT}modeles/{other.public_id}", {"act": "delete"}).status_code == 302


def test_a_model_is_shown_as_it_is_pasted(cast: Built, browser: Callable[[str], Client]) -> None:
    model = a_model(cast)
    page = browser("secretariat").get(f"{ROOT}modeles/{model.public_id}").content.decode()
    assert "J-15 ; Réserver la salle ; Firmin Acajou" in page


def test_the_sheet_prints_and_its_documents_are_given_to_its_readers_only(
    cast: Built, browser: Callable[[str], Client]
) -> None:
    row, client = a_preparation(cast), browser("secretariat")
    address = f"{ROOT}{row.public_id}/"
    assert client.post(f"{address}documents", {"file": io.BytesIO(b"Plan de la salle")}).status_code == 302
    key = row.files.get().public_id
    assert client.get(f"{ROOT}documents/{key}").content == b"Plan de la salle"
    assert browser("agent_rh").get(f"{ROOT}documents/{key}").status_code == 404
    assert client.get(f"{address}feuille.pdf").content.startswith(b"%PDF")


def test_hostile_words_stay_words(cast: Built, browser: Callable[[str], Client]) -> None:
    row = a_preparation(cast, steps="J ; <script>alert(1)</script>")
    Preparation.objects.filter(pk=row.pk).update(title="=HYPERLINK(1)", stakes="<img src=x onerror=alert(1)>")
    client = browser("secretariat")
    page = client.get(f"{ROOT}{row.public_id}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "'=HYPERLINK" in client.get(f"{ROOT}export/csv").content.decode()


def test_one_finds_a_preparation_by_the_words_of_its_steps(cast: Built, browser: Callable[[str], Client]) -> None:
    a_preparation(cast, steps="J-3 ; Commander le buffet")
    assert "Vœux au personnel" in browser("secretariat").get("/recherche?q=buffet").content.decode()
    assert "Vœux au personnel" not in browser("agent_rh").get("/recherche?q=buffet").content.decode()
