"""Connecting: what does not answer is not kept, not even by half; a password is kept sealed."""

import ipaddress
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.api_tokens import create_token
from interco.foundation.audit.models import Entry, PersonalValue
from interco.foundation.core.clock import travel
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.sealing import Unsealable, seal, unseal
from interco.scheduling.enums import LinkFault
from interco.scheduling.models import LinkedCalendar, PublishedEvent
from interco.scheduling.services.linked_calendars import MOST_LINKS, change_link, unlink
from tests.cast import NOW, actor
from tests.scheduling.builders import an_event, entrust
from tests.scheduling.linked.refusals import CALENDAR, COLLECTION, refused
from tests.scheduling.linked.scenes import a_link, content, turn
from tests.scheduling.linked.servers import PASSWORD, USER, Radicale, bad_server, says


def test_a_calendar_that_answers_is_kept_under_the_name_it_has_there(
    cast: Built, server: Radicale, calendar: str
) -> None:
    link = a_link(cast, server.address(calendar).rstrip("/"))
    assert (link.name, link.address) == ("Mon calendrier", server.address(calendar))
    row = repr(LinkedCalendar.objects.values().get())
    assert PASSWORD not in row
    assert unseal(link.sealed, purpose=link.purpose) == PASSWORD
    told = repr(list(Entry.objects.values())) + repr(list(PersonalValue.objects.values()))
    assert PASSWORD not in told
    assert USER not in told.replace("odette.filao", "")


@pytest.mark.parametrize(("fields", "field", "fault"), [
    ({"password": "un autre"}, "password", LinkFault.SIGN_IN),
    ({"user": "quelqu'un"}, "password", LinkFault.SIGN_IN),
])  # fmt: skip
def test_a_wrong_account_is_told_at_once(
    cast: Built, server: Radicale, calendar: str, fields: dict[str, str], field: str, fault: LinkFault
) -> None:  # fmt: skip
    assert refused(cast, server.address(calendar), **fields) == (field, str(fault.label))


def test_an_address_that_is_no_calendar_is_told(cast: Built, server: Radicale, calendar: str) -> None:
    for address in (f"http://127.0.0.1:{server.port}/{USER}/", server.address("nowhere")):
        assert refused(cast, address) == ("address", str(LinkFault.NOT_A_CALENDAR.label))


def test_a_calendar_one_may_only_read_is_not_published_to(cast: Built, settings: Any) -> None:
    settings.CALDAV_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    rights = "<current-user-privilege-set><privilege><read/></privilege></current-user-privilege-set>"
    with bad_server(says("207 OK", COLLECTION.format(kind=CALENDAR, more=rights).encode())) as bad:
        assert refused(cast, bad.address) == ("publishes", str(LinkFault.FORBIDDEN.label))
        assert a_link(cast, bad.address, publishes=False).reads


def test_what_is_sealed_opens_for_its_purpose_and_its_key_only(settings: Any) -> None:
    sealed = seal("secret", purpose="a")
    assert sealed != seal("secret", purpose="a")
    assert unseal(sealed, purpose="a") == "secret"
    with pytest.raises(Unsealable):
        unseal(sealed, purpose="b")
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(Unsealable):
        unseal(sealed, purpose="a")
    settings.SECRET_KEY_FALLBACKS = [former]
    assert unseal(sealed, purpose="a") == "secret"


def test_only_the_owner_or_who_keeps_the_agenda_links_it(cast: Built, server: Radicale, calendar: str) -> None:
    for stranger in ("rh", "secretariat", "administrateur", "dgs_schoelcher"):
        with pytest.raises(Refused):
            a_link(cast, server.address(calendar), by=stranger)
    link = a_link(cast, server.address(calendar))
    for stranger in ("rh", "secretariat"):
        with pytest.raises(Refused):
            change_link(link, content(""), version=None, by=actor(cast, stranger))
        with pytest.raises(Refused):
            unlink(link, keeping=True, by=actor(cast, stranger))


def test_who_keeps_the_agenda_cannot_take_the_password_elsewhere(cast: Built, server: Radicale, calendar: str) -> None:
    link = a_link(cast, server.address(calendar))
    entrust(cast, "dgs", "secretariat")
    assistant = actor(cast, "secretariat")
    with pytest.raises(Invalid):
        change_link(link, content("", user="autre", password=""), version=None, by=assistant)
    change_link(link, content("https://ailleurs.example/", password=""), version=None, by=assistant)
    link.refresh_from_db()
    assert link.address == server.address(calendar)
    LinkedCalendar.objects.filter(pk=link.pk).update(address="https://ailleurs.example/a/")
    link.refresh_from_db()
    with pytest.raises(Unsealable):
        unseal(link.sealed, purpose=link.purpose)  # a row whose address was changed by another way opens nothing


def test_a_change_that_does_not_answer_changes_nothing(cast: Built, server: Radicale, calendar: str) -> None:
    link = a_link(cast, server.address(calendar))
    with pytest.raises(Invalid):
        change_link(link, content("", password="faux", reads=False), version=link.version, by=actor(cast, "dgs"))
    link.refresh_from_db()
    assert link.reads
    assert unseal(link.sealed, purpose=link.purpose) == PASSWORD


def test_not_twice_the_same_and_five_at_most(cast: Built, server: Radicale, calendar: str) -> None:
    a_link(cast, server.address(calendar))
    with pytest.raises(Invalid):
        a_link(cast, server.address(calendar))
    for number in range(1, MOST_LINKS):
        a_link(cast, server.make(f"{calendar}-{number}"))
    with pytest.raises(Invalid):
        a_link(cast, server.make(f"{calendar}-9"))


def test_the_password_is_said_by_no_page_and_no_log(
    cast: Built, server: Radicale, calendar: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    client.force_login(cast.users["dgs"])
    typed = {
        "owner": cast.people["dgs"].public_id,
        "address": server.address(calendar),
        "user": USER,
        "publishes": "on",
        "reads": "on",
    }
    wrong = client.post("/agenda/calendriers", {**typed, "password": "mot faux 123"})
    assert wrong.status_code == 422
    assert "mot faux 123" not in wrong.content.decode()
    assert str(LinkFault.SIGN_IN.label) in wrong.content.decode().replace("\xa0", " ")
    made = client.post("/agenda/calendriers", {**typed, "password": PASSWORD})
    assert made.status_code == 302
    an_event(cast)
    turn()
    page = client.get(made.headers["Location"]).content.decode()
    assert "Mon calendrier" in page
    for secret in (PASSWORD, "mot faux 123"):
        assert secret not in page
        assert secret not in caplog.text


def test_tries_are_counted(cast: Built, server: Radicale, calendar: str, client: Client) -> None:
    client.force_login(cast.users["dgs"])
    typed = {
        "owner": cast.people["dgs"].public_id,
        "address": server.address(calendar),
        "user": USER,
        "publishes": "on",
    }
    pages = [
        client.post("/agenda/calendriers", {**typed, "password": f"faux {number}"}).content.decode()
        for number in range(11)
    ]
    assert "Trop d’essais" not in pages[9]
    assert "Trop d’essais" in pages[10]


def test_the_pages_change_put_back_and_end_a_link(cast: Built, server: Radicale, calendar: str, client: Client) -> None:
    an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    client.force_login(cast.users["dgs"])
    listed = client.get("/agenda/calendriers").content.decode()
    assert "Mon calendrier" in listed
    assert "événement publié" in listed or "événements publiés" in listed
    path = f"/agenda/calendriers/{link.public_id}"
    stale = client.post(path, {"name": "Chez moi", "user": USER, "publishes": "on", "version": "99"})
    assert stale.status_code == 409
    assert client.post(path, {"name": "Chez moi", "user": USER, "publishes": "on", "version": "1"}).status_code == 302
    assert "Chez moi" in client.get("/agenda/calendriers").content.decode()
    PublishedEvent.objects.filter(title="Point DGA").update(state="changed-there")
    row = PublishedEvent.objects.get(title="Point DGA")
    assert "changé là-bas" in client.get(path).content.decode()
    client.post(f"{path}/remettre", {"event": str(row.pk)})
    row.refresh_from_db()
    assert row.state == "again"
    assert client.post(f"{path}/remettre", {"event": "x"}).status_code == 404
    assert client.post(f"{path}/reprendre").status_code == 302
    client.post(f"{path}/delier", {"keeping": "0"})
    assert "est retiré" in client.get("/agenda/calendriers").content.decode()
    turn(1)
    assert not LinkedCalendar.objects.exists()


def test_what_fails_for_long_is_on_the_screen_of_the_queue(
    cast: Built, server: Radicale, calendar: str, client: Client
) -> None:
    link = a_link(cast, server.address(calendar))
    client.force_login(cast.users["administrateur"])
    LinkedCalendar.objects.filter(pk=link.pk).update(fault=LinkFault.BROKEN, fault_since=NOW, attempts=1)
    assert "Calendriers reliés" not in client.get(reverse("letters")).content.decode()
    LinkedCalendar.objects.filter(pk=link.pk).update(attempts=4)
    page = client.get(reverse("letters")).content.decode()
    assert "Le serveur est en panne" in page
    assert cast.people["dgs"].full_name in page
    assert server.address(calendar) not in page


def test_the_api_shows_how_they_stand_and_wakes_one(
    cast: Built, server: Radicale, calendar: str, client: Client
) -> None:
    an_event(cast, title="Point DGA")
    link = a_link(cast, server.address(calendar))
    turn()
    _token, secret = create_token(name="Essai", days=30, by=actor(cast, "dgs"), with_second_factor=False)
    headers = {"Authorization": f"Bearer {secret}"}
    with travel(NOW):
        answer = client.get("/api/calendriers-relies", headers=headers)
        (shown,) = answer.json()["items"]
        assert (shown["name"], shown["published"], shown["fault"]) == ("Mon calendrier", link.published.count(), None)
        assert USER not in answer.content.decode()
        assert server.address(calendar) not in answer.content.decode()
        assert client.post(f"/api/calendriers-relies/{link.public_id}/relecture", headers=headers).status_code == 200
        link.refresh_from_db()
        assert link.next_at == NOW
