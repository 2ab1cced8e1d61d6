"""The first start, step by step, in a database where nobody has an account."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from interco.committees.models import Body, Meeting
from interco.config.commands.serve import first_start_address
from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.audit.queries.verification import verify_journal
from interco.foundation.core.roles import Role
from interco.foundation.core.routes import walk
from interco.installation.policies.first_start import without_account
from interco.installation.services.key import NAME
from interco.organisation.models import Collectivity, CollectivityVersion, PostVersion, Territory
from tests.installation.sites import CACEM, PASSWORD
from tests.notifications.mail_server import mail_server

HOME = "/premier-demarrage/"
PEOPLE = {"name": "Zoé Balata", "email": "Zoe@cacem.example", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def empty(db: None) -> Iterator[None]:
    """Every table as an installation that was only migrated has it: emptied for the length of the transaction."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys=ON")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT 1 WHERE false"
        )
        for (trigger,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}"')
        kept = {"django_migrations", "django_content_type"}
        tables = [name for name in connection.introspection.table_names(cursor) if name not in kept]
        if connection.vendor == "sqlite":
            for table in tables:
                if not table.startswith("search_text"):
                    cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
        else:
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
    cache.clear()
    yield
    (Path(settings.DATA) / NAME).unlink(missing_ok=True)
    cache.clear()


@pytest.fixture
def key(empty: None) -> str:
    """The path that `interco serve` prints."""
    address = first_start_address()
    assert address.startswith(settings.PUBLIC_URL)
    return address.removeprefix(settings.PUBLIC_URL)


@pytest.fixture
def holder(key: str) -> Client:
    """A browser that used the key."""
    client = Client()
    assert client.get(key).status_code == 200
    assert client.post(key).headers["Location"] == HOME
    return client


@pytest.fixture
def chosen(holder: Client) -> Client:
    """The same, with its collectivity chosen."""
    answer = holder.post(f"{HOME}collectivite/{CACEM}", {"short_name": "CACEM", "time_zone": "America/Martinique"})
    assert answer.headers["Location"] == f"{HOME}administrateur"
    return holder


def test_every_page_leads_to_the_first_start(empty: None) -> None:
    client = Client()
    told = []
    for address, entry in walk(get_resolver().url_patterns):
        path = "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<(str|path|account36):\w+>", "x", address))
        if path.startswith((HOME, "/sante", "/compte/langue")):
            continue
        answer = client.get(path)
        told.append((entry.name, answer.status_code, answer.headers.get("Location")))
    assert len(told) > 100
    assert [one for one in told if one[1:] not in {(302, HOME), (503, None)}] == []
    assert client.get("/n-existe-pas").headers["Location"] == HOME


def test_forms_and_programs_are_told_to_wait(empty: None) -> None:
    assert Client().post("/compte/connexion", {"login": "a@b.example", "password": "x"}).status_code == 503
    answer = Client().get("/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["detail"]) == (503, "Cette installation attend son premier démarrage.")
    assert Client().get("/sante").status_code in {200, 503}


def test_without_the_key_nothing_opens_and_nothing_is_written(empty: None) -> None:
    client = Client()
    assert "interco serve" in client.get(HOME).content.decode()
    for path in ("administrateur", f"collectivite/{CACEM}"):
        assert client.get(HOME + path).status_code == 404
        assert client.post(HOME + path, PEOPLE).status_code == 404
    assert client.post(f"{HOME}cle/{'x' * 43}").status_code == 404
    assert (User.objects.count(), Collectivity.objects.count()) == (0, 0)


def test_the_key_serves_once(key: str, holder: Client) -> None:
    assert Client().get(key).status_code == 404
    assert Client().post(key).status_code == 404
    assert holder.get(HOME).status_code == 200
    assert Client().get(f"{HOME}administrateur").status_code == 404


def test_starting_again_makes_another_key_and_closes_the_first(key: str, holder: Client) -> None:
    other = first_start_address().removeprefix(settings.PUBLIC_URL)
    assert other != key
    assert "interco serve" in holder.get(HOME).content.decode()
    assert holder.get(f"{HOME}administrateur").status_code == 404
    assert Client().get(other).status_code == 200


def test_the_key_is_private_and_tries_are_counted(key: str) -> None:
    file = Path(settings.DATA) / NAME
    assert file.stat().st_mode & 0o077 == 0
    assert key.endswith(file.read_text().strip())
    answers = [Client().get(f"{HOME}cle/faux-{number}").status_code for number in range(35)]
    assert answers.count(404) == 30
    assert answers[30:] == [429] * 5


@pytest.mark.parametrize("typed", ["schoelcher", "Schœlcher", "cacem", "martinique centre", CACEM])
def test_the_collectivity_is_found_as_one_types(holder: Client, typed: str) -> None:
    page = holder.get(HOME, {"q": typed}).content.decode()
    assert "Communauté d’agglomération du Centre de la Martinique" in page
    assert f"{HOME}collectivite/{CACEM}" in page
    assert re.search(r"Martinique · 4.communes · 150.323.habitants", page)


def test_a_search_without_answer_says_so(holder: Client) -> None:
    assert "Aucune intercommunalité ne répond" in holder.get(HOME, {"q": "zzzz"}).content.decode()
    assert holder.get(f"{HOME}collectivite/000000000").status_code == 404


def test_the_collectivity_is_shown_with_its_communes_and_its_zone(holder: Client) -> None:
    page = holder.get(f"{HOME}collectivite/{CACEM}").content.decode()
    assert "Schœlcher" in page
    assert '<option value="America/Martinique" selected>' in page
    answer = holder.post(f"{HOME}collectivite/{CACEM}", {"short_name": "CACEM", "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "Ce fuseau horaire n’existe pas" in answer.content.decode()


def test_two_steps_open_the_installation(chosen: Client) -> None:
    answer = chosen.post(f"{HOME}administrateur", PEOPLE)
    assert answer.headers["Location"] == f"{HOME}courrier"
    user = User.objects.get()
    assert (user.email, user.name, user.check_password(PASSWORD)) == ("zoe@cacem.example", "Zoé Balata", True)
    assert list(RoleGrant.objects.values_list("role", flat=True)) == [Role.ADMINISTRATOR]
    assert Territory.objects.get().time_zone == "America/Martinique"
    assert CollectivityVersion.objects.get(collectivity__is_home=True).short_name == "CACEM"
    assert Collectivity.objects.count() == 5
    assert verify_journal().is_whole
    assert chosen.get(f"{HOME}courrier").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"password": "court", "again": "court"}, "trop court"),
        ({"again": "autre chose"}, "ne sont pas les mêmes"),
        ({"email": "zoe"}, "n’est pas valable"),
        ({"name": "  "}, "Ce champ est nécessaire"),
        ({"name": "Zoé\u202eBalata"}, "caractères invisibles"),
    ],
)
def test_what_is_wrong_opens_nothing_and_keeps_what_was_typed(
    chosen: Client, changed: dict[str, str], sentence: str
) -> None:
    answer = chosen.post(f"{HOME}administrateur", PEOPLE | changed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert PASSWORD not in page
    assert (User.objects.count(), Collectivity.objects.count()) == (0, 0)
    assert chosen.post(f"{HOME}administrateur", PEOPLE).status_code == 302


def test_the_administrator_comes_after_the_collectivity(holder: Client) -> None:
    assert holder.get(f"{HOME}administrateur").headers["Location"] == HOME
    assert holder.post(f"{HOME}administrateur", PEOPLE).headers["Location"] == HOME
    assert User.objects.count() == 0


def test_once_somebody_has_an_account_the_first_start_is_over(
    chosen: Client, key: str, django_capture_on_commit_callbacks: type
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        chosen.post(f"{HOME}administrateur", PEOPLE)
    assert not (Path(settings.DATA) / NAME).exists()
    assert first_start_address() == ""
    before = [
        str(entry.name)
        for _address, entry in walk(get_resolver().url_patterns)
        if getattr(entry.callback, "route_policy", None) is without_account
    ]
    assert len(before) == 4
    arguments = {"first_start_key": ["x"], "first_start_collectivity": [CACEM]}
    for client in (chosen, Client()):
        for name in before:
            address = reverse(name, args=arguments.get(name))
            assert client.get(address).status_code == 403, name
            assert client.post(address, PEOPLE).status_code in {403, 405}, name
    assert User.objects.count() == 1


def test_the_mail_is_tried_and_told(chosen: Client, settings: object) -> None:
    chosen.post(f"{HOME}administrateur", PEOPLE)
    with mail_server(settings) as box:
        answer = chosen.post(f"{HOME}courrier")
        assert "Le serveur de courrier a pris la lettre" in answer.content.decode()
        assert [str(message["To"]) for message in box.messages] == ["Zoé Balata <zoe@cacem.example>"]
        box.refuse_recipients = "550 unknown"
        assert "refuse cette adresse" in chosen.post(f"{HOME}courrier").content.decode()
    answer = chosen.post(f"{HOME}courrier")
    assert answer.status_code == 422
    assert "Aucun serveur de courrier ne répond à 127.0.0.1" in answer.content.decode()


def test_the_weekly_codir_and_its_year_stand(chosen: Client) -> None:
    chosen.post(f"{HOME}administrateur", PEOPLE)
    page = chosen.get(f"{HOME}instance").content.decode()
    assert all(
        text in page for text in ('value="CODIR"', 'value="08:30"', 'value="11:00"', '<option value="TU" selected>')
    )
    given = {"code": "CODIR", "name": "Comité de direction", "day": "TU", "starts_at": "08:30", "ends_at": "11:00"}
    assert chosen.post(f"{HOME}instance", given | {"ends_at": "08:00"}).status_code == 422
    assert chosen.post(f"{HOME}instance", given | {"day": "SU"}).status_code == 422
    assert Body.objects.count() == 0
    assert chosen.post(f"{HOME}instance", given | {"place": "Salle du conseil"}).headers["Location"] == f"{HOME}suite"
    body = Body.objects.get()
    assert (body.code, body.duration_minutes, body.recurrence) == ("CODIR", 150, "FREQ=WEEKLY;BYDAY=TU")
    assert PostVersion.objects.get(post=body.chair_post).title == "Directeur général des services"
    meetings = Meeting.objects.filter(body=body)
    assert 48 <= meetings.count() <= 53
    assert {meeting.zone for meeting in meetings} == {"America/Martinique"}
    assert chosen.get(f"{HOME}suite").status_code == 200
    assert chosen.get(f"{HOME}instance").status_code == 403


def test_interco_init_leaves_only_the_administrator_to_choose(holder: Client) -> None:
    from interco.foundation.core import clock
    from interco.foundation.core.actor import system_actor
    from interco.organisation.rules.reference import epci_by_siren
    from interco.organisation.services.territory import open_territory

    epci = epci_by_siren("200067106")
    assert epci is not None
    open_territory(epci, by=system_actor(clock.now()))
    assert holder.get(HOME).headers["Location"] == f"{HOME}administrateur"
    assert "Pays Basque" in holder.get(f"{HOME}administrateur").content.decode()
    assert holder.post(f"{HOME}administrateur", PEOPLE).status_code == 302
    assert Territory.objects.get().department == "64"
