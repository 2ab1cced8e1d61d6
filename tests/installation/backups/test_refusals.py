"""What a restoration refuses, in a sentence, and with nothing changed."""

import random
from pathlib import Path
from typing import Any

import pytest

from interco.foundation.core.errors import Invalid
from interco.installation.services.sealed_zip import check_seal
from tests.installation.backups.archives import Change, rewritten
from tests.installation.command_line.test_check import UNPROTECTED
from tests.installation.sites import CACEM, Site, copy_of

BEAT = """
from interco.foundation.core import clock
from interco.foundation.core.workers import beat
beat("interco-vivant", at=clock.now())
"""


@pytest.fixture(scope="module")
def archive(model_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the model."""
    folder = tmp_path_factory.mktemp("archive")
    with copy_of(model_site, folder / "site") as copied:
        copied.told("backup", str(folder / "b.zip"))
    return folder / "b.zip"


def refused(site: Site, source: Path, *options: str) -> str:
    """The sentence of a refusal that changed nothing."""
    before = site.picture()
    done = site.run("restore", str(source), *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert site.picture() == before
    return done.stderr


@pytest.mark.once
def test_one_bit_changed_anywhere_breaks_the_seal(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    chance = random.Random(20)  # noqa: S311 - the same places each time
    for place in [0, 1, len(content) - 1, *chance.sample(range(len(content)), 300)]:
        altered = bytearray(content)
        altered[place] ^= 1 << chance.randrange(8)
        (tmp_path / "altered.zip").write_bytes(altered)
        with pytest.raises(Invalid):
            check_seal(tmp_path / "altered.zip")


@pytest.mark.once
def test_a_file_cut_anywhere_is_refused(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    for size in [0, 1, 22, 86, len(content) // 2, len(content) - 64, len(content) - 1]:
        (tmp_path / "cut.zip").write_bytes(content[:size])
        with pytest.raises(Invalid, match="incomplet"):
            check_seal(tmp_path / "cut.zip")


@pytest.mark.once
def test_an_altered_backup_changes_nothing(site: Site, archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 3] ^= 1
    (tmp_path / "altered.zip").write_bytes(content)
    assert "a été altérée" in refused(site, tmp_path / "altered.zip", "--replace", CACEM)


@pytest.mark.once
def test_a_truncated_backup_changes_nothing(site: Site, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(archive.read_bytes()[:-100])
    assert "est incomplet" in refused(site, tmp_path / "cut.zip", "--replace", CACEM)


@pytest.mark.once
@pytest.mark.parametrize("name", ["absent.zip", "."])
def test_what_is_not_a_file_is_told(nothing: Site, tmp_path: Path, name: str) -> None:
    done = nothing.run("restore", str(tmp_path / name))
    assert done.returncode == 1
    assert "ne se lit pas" in done.stderr


def _of_tomorrow(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
    manifest["version"] = "9.0.0"
    manifest["migrations"]["committees"].append("0999_everything_changes")


def _of_a_new_format(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
    manifest.clear()
    manifest["format"] = 2


def _of_another_engine(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
    manifest["engine"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["engine"]]


def _without_manifest(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
    manifest.clear()


def _with_a_row_less(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
    manifest["tables"]["organisation_population"]["rows"] -= 1


def _with_another_row(manifest: dict[str, Any], _members: dict[str, bytes]) -> None:
    manifest["tables"]["accounts_user"]["digest"] = "0" * 64


def _with_another_file(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    name = f"files/{manifest['files'][0]}"
    members[name] = b"X" * len(members[name])


def _with_an_altered_database(_manifest: dict[str, Any], members: dict[str, bytes]) -> None:
    name = "database.sqlite3" if "database.sqlite3" in members else "tables/accounts_user.copy"
    members[name] = members[name].replace(b"zoe@cacem.example", b"eve@cacem.example")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(_of_tomorrow, "vient d’interco 9.0.0", marks=pytest.mark.once),
        pytest.param(_of_a_new_format, "format plus récent", marks=pytest.mark.once),
        pytest.param(_without_manifest, "n’est pas une sauvegarde d’interco", marks=pytest.mark.once),
        (_of_another_engine, "Cette sauvegarde est celle d’une base"),
        (_with_a_row_less, "inventaire"),
        (_with_another_row, "inventaire"),
        (_with_another_file, "inventaire"),
        (_with_an_altered_database, "inventaire"),
    ],
)
def test_a_backup_that_is_not_what_it_says_changes_nothing(
    site: Site, archive: Path, tmp_path: Path, change: Change, sentence: str
) -> None:
    source = rewritten(archive, tmp_path / "changed.zip", change)
    assert sentence in refused(site, source, "--replace", CACEM)


@pytest.mark.parametrize("options", [(), ("--replace", "200067106"), ("--replace", "")])
def test_an_installation_in_use_is_replaced_only_by_its_name(
    site: Site, archive: Path, options: tuple[str, ...]
) -> None:
    assert f"nommez-la : --replace {CACEM}" in refused(site, archive, *options)


@pytest.mark.once
def test_a_living_worker_stops_a_restoration(site: Site, archive: Path) -> None:
    site.python(BEAT)
    assert "Le traitement de fond tourne" in refused(site, archive, "--replace", CACEM)


def test_a_chain_broken_before_the_backup_fails_the_drill(site: Site, tmp_path: Path) -> None:
    site.python(UNPROTECTED.format(statements=["UPDATE audit_entry SET event = 'x' WHERE number = 2"]))
    done = site.run("backup", str(tmp_path / "b.zip"), "--verify")
    assert done.returncode == 1
    assert "altéré avant qu’elle ne soit faite" in done.stderr
    assert site.run("check").returncode == 1
    told = site.python("from interco.installation.models import *; print(*BackupEvent.objects.values_list('gesture'))")
    assert told == "('made',)"
