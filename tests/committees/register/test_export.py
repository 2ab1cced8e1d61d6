"""The register leaving the house: tables, and the proof that a stranger verifies."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from interco.committees.enums import Confidentiality
from interco.committees.models import Decision
from interco.committees.services.register_export import register_document, register_proof
from interco.config.command import main
from interco.config.demo.organisation import Built
from interco.foundation.documents.services.table_reading import read_table
from tests.cast import NOW
from tests.committees.records.test_release import a_closed_session, signed_in


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_the_register_is_exported_as_it_is_filtered(cast: Built, form: str) -> None:
    a_closed_session(cast)
    client = signed_in(cast, "secretariat")
    answer = client.get(f"/seances/decisions/registre.{form}?q=service")
    table = read_table(answer.content, f"r.{form}")
    assert [row[0] for row in table.body] == ["CODIR-2026-001"]
    assert re.search(r"decisions-\d{4}-\d\d-\d\d\.(ods|xlsx|csv)\"$", answer.headers["Content-Disposition"])
    empty = client.get(f"/seances/decisions/registre.{form}?q=introuvable")
    assert read_table(empty.content, f"r.{form}").body == ()


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
def test_the_actions_are_exported_by_view(cast: Built, form: str) -> None:
    a_closed_session(cast)
    owner, other = signed_in(cast, "dga_planification"), signed_in(cast, "dga_juridique")
    mine = read_table(owner.get(f"/seances/actions/actions.{form}?vue=mine").content, f"a.{form}")
    assert [row[1] for row in mine.body] == ["Saisir le CST"]
    assert read_table(other.get(f"/seances/actions/actions.{form}?vue=mine").content, f"a.{form}").body == ()


def test_an_export_holds_nothing_the_reader_may_not_read(cast: Built) -> None:
    a_closed_session(cast, confidentiality=Confidentiality.MEMBERS)
    table = read_table(signed_in(cast, "agent_rh").get("/seances/decisions/registre.csv").content, "r.csv")
    assert table.body == ()


def test_an_unknown_form_is_not_found(cast: Built) -> None:
    assert signed_in(cast, "dgs").get("/seances/decisions/registre.xls").status_code == 404


@pytest.mark.parametrize(("key", "status"), [("dgs", 200), ("secretariat", 200), ("dga_juridique", 403), ("dpo", 403)])
def test_the_proof_of_the_whole_register_is_for_those_who_read_all_of_it(cast: Built, key: str, status: int) -> None:
    assert signed_in(cast, key).get("/seances/decisions/preuve.zip").status_code == status


def unpacked(tmp_path: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(register_proof(at=NOW))) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "registre"


def verified(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", "verifier.py", "registre.json", *arguments], cwd=folder, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_the_proof_verifies_itself_without_interco(cast: Built, tmp_path: Path) -> None:
    a_closed_session(cast)
    row = Decision.objects.get(chain_number=1)
    folder = unpacked(tmp_path)
    assert verified(folder, "--ancre", f"1:{row.hash[:8]}") == (
        0,
        f"Registre intact : 1 décisions, tête {row.hash[:16]}\n",
    )
    assert verified(folder, "--ancre", "1:00000000")[0] == 1


def test_the_proof_is_the_same_bytes_twice(cast: Built) -> None:
    a_closed_session(cast)
    assert register_proof(at=NOW) == register_proof(at=NOW)


def test_a_proof_whose_text_was_changed_is_told(cast: Built, tmp_path: Path) -> None:
    a_closed_session(cast)
    folder = unpacked(tmp_path)
    file = folder / "registre.json"
    file.write_text(file.read_text(encoding="utf-8").replace("approuve", "refuse"), encoding="utf-8")
    assert verified(folder)[0] == 1


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as left:
        main(["verify-register", *arguments])
    return left.value.code, capsys.readouterr().out


def test_the_command_says_that_the_register_is_whole(
    cast: Built, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    a_closed_session(cast)
    head = register_document()["head"]["hash"]
    target = tmp_path / "registre.zip"
    code, said = run(capsys, "--anchor", f"1:{head}", "--export", str(target))
    assert code == 0
    assert said.splitlines()[0] == f"Registre intact : 1 décision(s), empreinte de tête {head[:16]}."
    assert said.splitlines()[1].startswith("Journal intact : ")
    assert zipfile.is_zipfile(target)


def test_the_command_tells_an_anchor_that_differs(cast: Built, capsys: pytest.CaptureFixture[str]) -> None:
    a_closed_session(cast)
    code, said = run(capsys, "--anchor", "1:00000000", "--json")
    assert code == 1
    assert '"kind": "rewritten"' in said
    code, said = run(capsys, "--anchor", "7:00000000")
    assert (code, "coupée" in said) == (1, True)
