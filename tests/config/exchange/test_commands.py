"""`interco export` and `interco import`, from one installation to another."""

import json
from pathlib import Path

import pytest

from tests.config.conftest import Migrated
from tests.config.server.running import interco

EPCI = (
    "Identifiant;Nom;Nature;SIREN;Territoire;Début\n"
    "epci;Communauté de communes Exemple;Intercommunalité;200000172;oui;01/01/2020\n"
)
LIST = "Nom;Prénom;Service;Rattaché à;Poste\nBalata;Flore;Plages;Littoral;Agent\nGayac;Hugo;Littoral;;Directeur\n"


@pytest.fixture(scope="module")
def site(migrated: Migrated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that holds an intercommunality and two agents, all by import."""
    folder = migrated(tmp_path_factory.mktemp("site"))
    (folder / "epci.csv").write_text(EPCI, encoding="utf-8")
    (folder / "agents.csv").write_text(LIST, encoding="utf-8")
    for file in ("epci.csv", "agents.csv"):
        done = interco(folder, "import", file, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["applied"]
    return folder


@pytest.mark.parametrize("ending", ["ods", "xlsx", "zip"])
def test_an_installation_is_poured_into_another(migrated: Migrated, site: Path, tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"avant.{ending}", tmp_path / f"apres.{ending}"
    assert interco(site, "export", str(first)).returncode == 0
    other = migrated(tmp_path)
    done = interco(other, "import", str(first), "--json")
    assert json.loads(done.stdout)["counts"]["person"] == {"created": 2}
    again = interco(other, "import", str(first))
    assert again.returncode == 0
    assert "Rien à importer" in again.stdout
    assert interco(other, "export", str(second), "--json").returncode == 0
    assert second.stat().st_size > 500


def test_a_dry_run_writes_nothing(site: Path) -> None:
    (site / "autres.csv").write_text("Nom;Prénom;Service\nAcoma;Zoé;Rivages\n", encoding="utf-8")
    for _each in range(2):
        done = interco(site, "import", "autres.csv", "--dry-run")
        assert "Personnes : 1 à créer" in done.stdout
        assert "rien n’a été écrit" in done.stdout


def test_faults_are_told_with_their_cells_and_nothing_is_written(site: Path) -> None:
    (site / "faux.csv").write_text("Nom;Prénom;Service;ETP\nAcoma;Zoé;Rivages;beaucoup\n", encoding="utf-8")
    done = interco(site, "import", "faux.csv")
    assert done.returncode == 1
    assert "D2 : « beaucoup » n’est pas un nombre" in done.stderr
    told = interco(site, "import", "faux.csv", "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["faults"][0]["cell"] == "D2"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "absent.csv"], "Impossible de lire"), (["export", "x.pdf"], ".ods"), (["import", "."], "Impossible de lire"),
        (["export", "absent/x.ods"], "Impossible d’écrire"), (["export", "x.ods", "--on", "demain"], "2027-01-01"),
        (["import", "agents.csv", "--layout", "delegations"], "Rien n’a été importé"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_sentence(site: Path, arguments: list[str], words: str) -> None:
    done = interco(site, *arguments)
    assert done.returncode in {1, 2}
    assert words in done.stderr
    assert "Traceback" not in done.stderr
