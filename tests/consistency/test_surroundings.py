"""The tests stand on a closed network and on clones, whatever one of them does."""

import shutil
import socket

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.audit.append_only import missing_triggers
from interco.foundation.audit.models import Entry
from interco.foundation.audit.services import journal
from tests import databases
from tests.cast import actor, build_cast
from tests.network import NetworkClosed
from tools import machine


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_connection_leaves_this_machine(host: str) -> None:
    with (
        socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door,
        pytest.raises(NetworkClosed),
    ):
        door.connect((host, 80))


def test_no_name_is_looked_up_outside() -> None:
    with pytest.raises(NetworkClosed):
        socket.getaddrinfo("interco.example", 80)


def test_this_machine_is_reached() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_with_its_clone(cast: Built) -> None:
    before = Entry.objects.count()
    journal.record("test.committed", by=actor(cast, "dgs"), subject=cast.users["dgs"])
    assert Entry.objects.count() == before + 1
    databases.drop()
    databases.clone(build_cast)
    assert Entry.objects.count() == before
    assert User.objects.filter(pk=cast.users["dgs"].pk).exists()


@pytest.mark.django_db
def test_the_clone_guards_its_journal_like_the_real_thing() -> None:
    assert missing_triggers() == []


def test_each_reader_of_the_cast_has_objects_of_its_own(cast: Built) -> None:
    assert databases.built().users["dgs"] == cast.users["dgs"]
    assert databases.built().users["dgs"] is not cast.users["dgs"]


def test_a_machine_without_the_first_package_is_given_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(machine, "_apt", asked.append)
    monkeypatch.setattr(machine, "is_root", lambda: True)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(
        machine, "find", lambda need: None if need == "chromium" and len(asked) < 2 else f"/usr/bin/{need}"
    )
    assert machine.equip() == []
    assert asked == [["chromium-headless-shell"], ["chromium"]]
