"""The pages of the technical administrator: state, queue, backups, journal, rights."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import system_actor
from interco.foundation.core.clock import now
from interco.foundation.core.roles import Role
from interco.foundation.core.workers import beat
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.services.outbox import Letter, Recipient, queue
from interco.installation.models import BackupEvent, BackupGesture
from interco.installation.queries.rights import KINDS, doors
from interco.organisation.models import Territory
from tests.cast import NOW, actor

PAGE = "/administration/"
SECRET = "Projet confidentiel de fusion"


@pytest.fixture
def administrator(cast: Built) -> Client:
    client = Client()
    client.force_login(cast.users["administrateur"])
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def dead_letter(number: int) -> OutgoingMessage:
    to = Recipient(key=f"user:{number}", name="Zoé", address=f"zoe{number}@cacem.example")
    message = queue(Letter(kind="test", title=SECRET, text=SECRET), to=to, by=system_actor(NOW), reference=str(number))
    assert message is not None
    OutgoingMessage.objects.filter(pk=message.pk).update(state=OutgoingState.DEAD, error="550 mailbox unknown")
    return message


def test_a_stopped_worker_and_a_missing_backup_are_told(administrator: Client) -> None:
    page = text_of(administrator, PAGE)
    assert "Le traitement de fond est arrêté" in page
    assert "Aucune sauvegarde n’a encore été faite" in page
    beat("interco-1", at=now())
    page = text_of(administrator, PAGE)
    assert "Le traitement de fond est arrêté" not in page
    assert "Tout est en ordre." not in page


def test_all_is_well_is_said_only_when_nothing_is_late(administrator: Client) -> None:
    beat("interco-1", at=now())
    for gesture in (BackupGesture.MADE, BackupGesture.DRILL):
        assert "Tout est en ordre." not in text_of(administrator, PAGE)
        BackupEvent.objects.create(
            gesture=gesture, at=now(), backup_at=NOW, name="interco.zip", digest="ab12cd34" * 8, size=1, rows=1, files=0
        )
    assert "Tout est en ordre." in text_of(administrator, PAGE)
    dead_letter(1)
    assert "Tout est en ordre." not in text_of(administrator, PAGE)


@pytest.mark.parametrize(
    ("ages", "told", "silent"),
    [
        ({BackupGesture.MADE: 0, BackupGesture.DRILL: 1}, [], ["Aucune sauvegarde depuis", "Aucune restauration"]),
        ({BackupGesture.MADE: 3, BackupGesture.DRILL: 3}, ["Aucune sauvegarde depuis deux jours"], ["Aucune restau"]),
        ({BackupGesture.MADE: 0, BackupGesture.DRILL: 40}, ["Aucune restauration vérifiée"], ["Aucune sauvegarde"]),
        ({BackupGesture.MADE: 0, BackupGesture.RESTORED: 2}, [], ["Aucune restauration"]),
    ],
)
def test_the_last_backup_and_its_last_verified_restoration_are_shown(
    administrator: Client, ages: dict[BackupGesture, int], told: list[str], silent: list[str]
) -> None:
    for gesture, days in ages.items():
        BackupEvent.objects.create(
            gesture=gesture, at=now() - timedelta(days=days), backup_at=NOW, name="interco.zip", digest="ab12cd34" * 8,
            size=12_300_000, rows=4567, files=8,
        )  # fmt: skip
    page = text_of(administrator, PAGE)
    assert all(text in page for text in ["4 567", "12,3 Mo", "ab12cd34", *told])
    assert not [text for text in silent if text in page]


def test_failed_letters_show_what_the_server_said_and_leave_again(administrator: Client) -> None:
    message = dead_letter(1)
    page = text_of(administrator, PAGE)
    assert "550 mailbox unknown" in page
    assert SECRET not in page
    assert administrator.post(f"/administration/courriers/{message.public_id}/relancer").status_code == 302
    message.refresh_from_db()
    assert message.state == OutgoingState.WAITING
    assert "550 mailbox unknown" not in text_of(administrator, PAGE)


def test_the_time_zone_is_corrected_by_who_read_it_last(administrator: Client) -> None:
    def send(zone: str, version: int) -> int:
        return administrator.post(f"{PAGE}fuseau", {"time_zone": zone, "version": version}).status_code

    version = Territory.objects.get().version
    assert send("Mars/Olympus", version) == 422
    assert send("America/Guadeloupe", version) == 302
    assert send("America/Cayenne", version) == 409
    assert Territory.objects.get().time_zone == "America/Guadeloupe"
    assert Entry.objects.filter(event="territory.time_zone_set").count() == 1


def test_the_state_costs_the_same_with_thirty_letters(administrator: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            text_of(administrator, PAGE)
        return len(found)

    for number in range(3):
        dead_letter(number)
    cost()  # fills the caches of the process
    few = cost()
    for number in range(3, 30):
        dead_letter(number)
    assert cost() == few


def test_the_journal_tells_who_and_when_and_never_what(administrator: Client, cast: Built) -> None:
    journal.record(
        "test.told", by=actor(cast, "dgs"), subject=cast.users["rh"], facts={"text": SECRET}, personal={"name": SECRET}
    )
    entry = Entry.objects.latest("number")
    page = text_of(administrator, f"{PAGE}journal")
    assert all(
        text in page for text in ["test.told", actor(cast, "dgs").name, cast.users["rh"].public_id, entry.hash[:8]]
    )
    assert SECRET not in page


def test_the_journal_is_searched_by_event_person_and_day(administrator: Client, cast: Built) -> None:
    def rows(**given: str) -> str:
        answer = administrator.get(f"{PAGE}journal", given)
        assert answer.status_code == 200
        page = answer.content.decode()
        return page[page.index("</form>", page.index('role="search"')) :]

    for key, event, days in (("dgs", "test.one", 0), ("rh", "test.two", 1), ("dost", "test.three", 2)):
        journal.record(event, by=actor(cast, key, NOW + timedelta(days=days)), subject=cast.users["dgs"])
    assert "test.two" in rows(evenement="test.two")
    assert "test.one" not in rows(evenement="test.two")
    assert "test.one" in rows(personne=actor(cast, "dgs").name)
    assert "test.two" not in rows(personne=actor(cast, "dgs").name)
    within = rows(du="2026-12-08", au="2026-12-08")
    assert "test.two" in within
    assert "test.one" not in within
    assert "test.three" not in within
    assert "Aucun fait ne répond" in rows(evenement="nothing")
    assert administrator.get(f"{PAGE}journal", {"du": "hier"}).status_code == 422


def test_the_journal_is_read_page_by_page_at_a_constant_cost(administrator: Client, cast: Built) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            text_of(administrator, f"{PAGE}journal")
        return len(found)

    for _number in range(3):
        journal.record("test.many", by=actor(cast, "dgs"), subject=cast.users["dgs"])
    cost()  # fills the caches of the process
    few = cost()
    for _number in range(60):
        journal.record("test.many", by=actor(cast, "dgs"), subject=cast.users["dgs"])
    assert cost() == few
    assert text_of(administrator, f"{PAGE}journal?evenement=test.many").count("<code>test.many</code>") == 50
    assert text_of(administrator, f"{PAGE}journal?evenement=test.many&page=2").count("<code>test.many</code>") == 13


def test_the_chain_is_read_again_on_demand(administrator: Client, cast: Built) -> None:
    journal.record("test.told", by=actor(cast, "dgs"), subject=cast.users["dgs"])
    assert "Chaîne intacte" in text_of(administrator, f"{PAGE}journal?verifier=1")


def test_the_table_of_rights_is_what_the_doors_answer() -> None:
    columns = [role for role, _label in KINDS]
    found = {door.name: dict(zip(columns, door.opens, strict=True)) for door in doors(NOW)}
    assert found["installation"] == {role: role == Role.ADMINISTRATOR for role in columns}
    assert found["journal"] == {role: role in {Role.ADMINISTRATOR, Role.DPO} for role in columns}
    assert set(found["health"].values()) == {True}
    assert found["account"][""] is False
    assert found["account"][Role.STAFF] is True
    assert found["first_start"] == {role: role == "" for role in columns}


def test_the_rights_of_one_account_are_told_with_the_role_that_gives_them(administrator: Client, cast: Built) -> None:
    page = text_of(administrator, f"{PAGE}droits?compte={cast.users['dpo'].public_id}")
    assert cast.users["dpo"].name in page
    line = page[page.index("<code>/administration/journal</code>") :]
    line = line[: line.index("</tr>")]
    assert 'aria-label="oui"' in line
    assert "Protection des données" in line
    closed = page[page.index("<code>/administration/</code>") :]
    assert 'aria-label="oui"' not in closed[: closed.index("</tr>")]
    assert administrator.get(f"{PAGE}droits?compte=inconnu").status_code == 404
