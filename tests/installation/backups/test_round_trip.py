"""A backup restored elsewhere gives the same installation; it is made while people work."""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.server.running import environment
from tests.installation.backups.archives import manifest_of
from tests.installation.sites import CACEM, Site

#: Tables in which the gesture itself is noted.
NOTED = {"installation_backup_event", "audit_entry", "audit_personal_value", "audit_chain_head"}
SESSIONS = """
from datetime import timedelta
from importlib import import_module
from interco.foundation.core import clock
from django.contrib.sessions.models import Session
Session.objects.create(session_key="porte-ouverte", session_data="x", expire_date=clock.now() + timedelta(days=1))
"""
OLDER = """
from pathlib import Path
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.installation.services.backup import make_backup
make_backup(Path({archive!r}), by=system_actor(clock.now()))
"""
WRITER = """
import django; django.setup()
from interco.foundation.accounts.models import User
from interco.foundation.audit.services import journal
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
user = User.objects.get()
print("ready", flush=True)
while True:
    journal.record("test.written", by=system_actor(clock.now()), subject=user)
"""


def tables(source: Path) -> dict[str, object]:
    return {name: state for name, state in manifest_of(source)["tables"].items() if name not in NOTED}


def store_of(site: Site) -> dict[str, str]:
    files = [file for file in (site.folder / "files").rglob("*") if file.is_file()]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_what_was_saved_is_what_stands_elsewhere(site: Site, nothing: Site, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    made = site.told("backup", str(first))
    assert (made["files"], made["lost"]) == (3, [])
    facts = nothing.told("restore", str(first))
    assert (facts["siren"], facts["files"], facts["rows"], facts["applied"]) == (CACEM, 3, made["rows"], 0)
    assert nothing.told("check")["faults"] == []
    assert store_of(nothing) == store_of(site) != {}
    nothing.told("backup", str(second))
    assert tables(second) == tables(first)
    assert manifest_of(second)["files"] == manifest_of(first)["files"]


def test_the_restored_installation_goes_on(site: Site, nothing: Site, tmp_path: Path) -> None:
    site.told("backup", str(tmp_path / "b.zip"))
    nothing.told("restore", str(tmp_path / "b.zip"))
    done = nothing.run(
        "createadmin", "--email", "b@c.example", "--password-stdin", given="les mangroves poussent lentement\n"
    )
    assert done.returncode == 0, done.stderr
    facts = nothing.told("check")
    assert facts["faults"] == []
    assert facts["journal"]["entries"] == 6  # three before, the restoration, the account and its role


def test_a_backup_of_an_older_version_is_brought_to_this_one(site: Site, nothing: Site, tmp_path: Path) -> None:
    archive = tmp_path / "older.zip"
    assert site.run("manage", "migrate", "notifications", "0001_initial").returncode == 0
    site.python(OLDER.format(archive=str(archive)))
    assert "0002_outbox_claims" not in manifest_of(archive)["migrations"]["notifications"]
    assert nothing.told("restore", str(archive))["applied"] >= 1
    facts = nothing.told("check")
    assert (facts["faults"], facts["files"]["count"]) == ([], 3)


def test_nobody_is_signed_in_after_a_restoration(site: Site, nothing: Site, tmp_path: Path) -> None:
    site.python(SESSIONS)
    site.told("backup", str(tmp_path / "b.zip"))
    assert b"porte-ouverte" not in (tmp_path / "b.zip").read_bytes()
    nothing.told("restore", str(tmp_path / "b.zip"))
    count = "from django.contrib.sessions.models import Session; print(Session.objects.count())"
    assert (site.python(count), nothing.python(count)) == ("1", "0")


def test_a_backup_made_while_somebody_writes_is_one_consistent_picture(site: Site, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], cwd=site.folder, stdout=subprocess.PIPE, text=True,
        env=environment(site.folder, DJANGO_SETTINGS_MODULE="interco.config.settings", **site.surroundings),
    )  # fmt: skip
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        made = [site.told("backup", str(tmp_path / f"{number}.zip"), "--verify") for number in range(2)]
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    assert all(one["verified"] for one in made)
    rows = [manifest_of(tmp_path / f"{number}.zip")["tables"]["audit_entry"]["rows"] for number in range(2)]
    assert rows[0] < rows[1]


def test_a_drill_is_remembered_and_leaves_nothing_behind(site: Site, tmp_path: Path) -> None:
    before = sorted(site.folder.iterdir())
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    made = site.told("backup", str(folder), "--verify")
    (archive,) = folder.iterdir()
    assert made["file"] == str(archive)
    assert archive.stat().st_mode & 0o077 == 0
    facts = site.told("check")
    assert None not in (facts["backups"]["made"], facts["backups"]["drill"])
    assert facts["backups"]["restored"] is None
    assert [file for file in sorted(site.folder.iterdir()) if file not in before and "sqlite3-" not in file.name] == []
    assert site.told("backup", str(archive), "--verify") == {"file": str(archive), "verified": True}


@pytest.mark.once
def test_stored_files_that_are_lost_are_told_and_the_rest_is_saved(site: Site, tmp_path: Path) -> None:
    lost = next(file for file in (site.folder / "files").rglob("*") if file.is_file())
    lost.unlink()
    done = site.run("backup", str(tmp_path / "b.zip"))
    assert done.returncode == 1
    assert "1 fichier(s) du magasin manquaient" in done.stdout
    assert manifest_of(tmp_path / "b.zip")["lost"] == [lost.name]


def test_a_restoration_killed_on_the_way_leaves_a_sound_installation(site: Site, tmp_path: Path) -> None:
    site.told("backup", str(tmp_path / "b.zip"))
    command = [sys.executable, "-m", "interco", "restore", str(tmp_path / "b.zip"), "--replace", CACEM]
    around = environment(site.folder, **site.surroundings)
    began = time.monotonic()
    site.told("restore", str(tmp_path / "b.zip"), "--replace", CACEM)
    whole = time.monotonic() - began
    for share in (0.6, 0.9):
        killed = subprocess.Popen(
            command, env=around, cwd=site.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(share * whole)
        killed.kill()
        killed.wait()
        facts = site.told("check")
        assert (facts["faults"], facts["files"]["count"]) == ([], 3)
    assert site.told("backup", str(tmp_path / "after.zip"), "--verify")["verified"]


@pytest.mark.once
@pytest.mark.parametrize("place", ["b.zip", "absent/b.zip"])
def test_a_backup_writes_over_nothing_and_says_where_it_cannot(site: Site, tmp_path: Path, place: str) -> None:
    (tmp_path / "b.zip").write_text("autre chose")
    done = site.run("backup", str(tmp_path / place))
    assert done.returncode == 1
    assert ("existe déjà" in done.stderr) is (place == "b.zip")
    assert ("ne s’écrit pas" in done.stderr) is (place != "b.zip")
    assert (tmp_path / "b.zip").read_text() == "autre chose"


@pytest.mark.once
def test_a_damaged_file_of_the_store_is_mended_by_a_restoration(site: Site, tmp_path: Path) -> None:
    site.told("backup", str(tmp_path / "b.zip"))
    good = store_of(site)
    damaged = next(file for file in (site.folder / "files").rglob("*") if file.is_file())
    damaged.write_bytes(b"X" * damaged.stat().st_size)
    site.told("restore", str(tmp_path / "b.zip"), "--replace", CACEM)
    assert store_of(site) == good
