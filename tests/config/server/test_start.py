"""The server and its worker start by one command, stop together, and refuse to start on what does not hold."""

import os
import signal
import socket
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.config.conftest import Migrated
from tests.config.server.running import children_of, eventually, free_port, health, interco, serving

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def site(migrated: Migrated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated installation with nothing in it."""
    return migrated(tmp_path_factory.mktemp("site"))


def test_health_tells_the_settings_read_back_and_a_living_worker(site: Path) -> None:
    with serving(site) as (address, _process):
        facts = eventually(lambda: (found := health(address))["worker"]["alive"] and found)
    assert facts["state"] == "ok"
    assert facts["database"] == {
        "engine": "sqlite",
        "settings": {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1},
    }
    assert facts["protections"] == {"missing_triggers": []}
    assert facts["outbox"] == {"waiting": 0, "dead": 0, "oldest_waiting_seconds": None}


def test_stopping_the_command_stops_every_process_it_started(site: Path) -> None:
    with serving(site) as (_address, process):
        family = children_of(process.pid)
        assert len(family) == 2
        grandchildren = {pid for child in family for pid in children_of(child)}
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0
    assert not [pid for pid in {*family, *grandchildren} if Path(f"/proc/{pid}").exists()]


def test_killing_the_command_without_warning_leaves_no_orphan(site: Path) -> None:
    with serving(site) as (_address, process):
        family = children_of(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=15)
        assert eventually(lambda: not [pid for pid in family if Path(f"/proc/{pid}").exists()])


def test_a_dead_worker_is_started_again(site: Path) -> None:
    def worker_of(pid: int) -> int | None:
        return next((child for child, command in children_of(pid).items() if command.endswith("interco worker ")), None)

    with serving(site) as (_address, process):
        first = worker_of(process.pid)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        second = eventually(lambda: (found := worker_of(process.pid)) not in {None, first} and found)
    assert second
    assert second != first


def test_a_database_that_waits_for_migrations_is_not_served(tmp_path: Path) -> None:
    empty = interco(tmp_path, "serve", "--port", str(free_port()))
    assert (empty.returncode, empty.stderr) == (
        1, "interco : La base est vide : lancez « interco init », puis recommencez.\n",
    )  # fmt: skip
    assert interco(tmp_path, "manage", "migrate", "accounts").returncode == 0
    done = interco(tmp_path, "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "interco migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_lost_its_triggers_is_not_served(migrated: Migrated, tmp_path: Path) -> None:
    migrated(tmp_path)
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        database.execute("DROP TRIGGER audit_entry_no_update")
    database.close()
    done = interco(tmp_path, "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "audit_entry_no_update" in done.stderr
    assert interco(tmp_path, "migrate").returncode == 0
    assert interco(tmp_path, "check").returncode == 0


def test_a_port_that_somebody_holds_is_told_in_a_sentence(site: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        done = interco(site, "serve", "--port", str(holder.getsockname()[1]))
    assert done.returncode == 1
    assert "n’est pas libre" in done.stderr


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_demonstration_listens_to_this_machine_only(verb: str, site: Path) -> None:
    done = interco(site, verb, "--host", "0.0.0.0", "--port", str(free_port()), INTERCO_DEMO="1")  # noqa: S104
    assert done.returncode == 1
    assert "cette machine" in done.stderr


def test_a_demonstration_never_takes_the_folder_of_an_installation(site: Path) -> None:
    before = (site / "db.sqlite3").read_bytes()
    done = interco(site, "demo", "--fresh", "--no-open", "--port", str(free_port()))
    assert done.returncode == 1
    assert "autre chose qu’une démonstration" in done.stderr
    assert (site / "db.sqlite3").read_bytes() == before
