"""Importing through the pages: hostile files get a sentence, roles of columns are corrected, everything is a form."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.documents.services.table_reading import read_tables
from interco.organisation.models import OrganisationImport, Person, UnitVersion
from interco.organisation.services.exchange.export import export_organisation
from tests.matrix.principals import BACKEND
from tests.organisation.exchange.territories import MACHINE

ADDRESS = "/organisation/import"
LIST = "Nom;Prénom;Bureau d’attache;Poste\nBalata;Flore;Plages;Agent\n"


@pytest.fixture
def keeper(cast: Built) -> Client:
    """The browser of the general secretariat."""
    client = Client()
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    return client


def bomb() -> bytes:
    """A workbook of forty million zeros."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"0" * 40_000_000)
    return made.getvalue()


def archive_of(**files: str) -> bytes:
    """A zip of text files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ods", b"", "vide"), ("a.pdf", b"%PDF-1.7 x", "pas un tableau"), ("a.ods", b"PK\x03\x04garbage", "pas un tableau"),
        ("a.exe", b"MZ\x00\x01", "pas un tableau"), ("a.csv", b"<html><script>x</script>", "pas un tableau"),
        ("a.xlsx", bomb(), "démesuré"), ("a.csv", b"Service\n" + b"x" * 10_000_000, "plus de 10000 caractères"),
        ("a.csv", b"\n\n;;;\n", "ne contient rien"),
        ("a.zip", archive_of(note_txt="x"), "pas un tableau"),
        ("a.zip", archive_of(a_csv="<html></html>"), "pas un tableau"),
        ("a.csv", ("Service" + ";x" * 300).encode(), "200 colonnes"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_gets_a_sentence_and_leaves_nothing(
    keeper: Client, name: str, content: bytes, words: str
) -> None:
    answer = keeper.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    text = answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert words in text
    assert not OrganisationImport.objects.exists()


@pytest.mark.parametrize("given", [{}, {"pasted": "  \n "}, {"pasted": "\n;;\n"}])
def test_nothing_given_is_told(keeper: Client, given: dict[str, str]) -> None:
    assert keeper.post(ADDRESS, given).status_code == 422


def test_a_role_that_was_not_guessed_is_given_by_hand(keeper: Client) -> None:
    shown = keeper.post(ADDRESS, {"pasted": LIST}, follow=True).content.decode()
    assert "Aucune colonne ne donne" in shown
    row = OrganisationImport.objects.get()
    chosen = {"day": "2026-12-01", "table-0": "agents", "column-0-0": "last_name", "column-0-1": "first_name",
              "column-0-2": "unit", "column-0-3": "title"}  # fmt: skip
    shown = keeper.post(f"{ADDRESS}/{row.public_id}/colonnes", chosen, follow=True).content.decode()
    assert "Prêt à importer" in shown
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', shown)
    assert digest is not None
    answer = keeper.post(f"{ADDRESS}/{row.public_id}/appliquer", {"digest": digest[1]}, follow=True)
    assert "Import terminé" in answer.content.decode()
    assert str(UnitVersion.objects.get(name="Plages").starts_on) == "2026-12-01"
    answer = keeper.post(f"{ADDRESS}/{row.public_id}/annuler", follow=True)
    assert "Import annulé" in answer.content.decode()
    assert not Person.objects.filter(last_name="Balata").exists()


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"day": "2026-02-31"}, "Donnez une date"), ({"day": ""}, "Donnez une date"),
        ({"day": "2026-12-01", "table-0": "agents", "column-0-0": "unit", "column-0-1": "unit"}, "Deux colonnes donnent"),
    ],
)  # fmt: skip
def test_roles_that_cannot_be_are_told(keeper: Client, chosen: dict[str, str], words: str) -> None:
    keeper.post(ADDRESS, {"pasted": LIST})
    row = OrganisationImport.objects.get()
    answer = keeper.post(f"{ADDRESS}/{row.public_id}/colonnes", chosen)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.version == 1


@pytest.mark.parametrize("digest", ["", "0" * 64, "é"])
def test_another_plan_than_the_one_shown_is_a_conflict(keeper: Client, digest: str) -> None:
    keeper.post(ADDRESS, {"pasted": "Service\nPlages\n"})
    row = OrganisationImport.objects.get()
    assert keeper.post(f"{ADDRESS}/{row.public_id}/appliquer", {"digest": digest}).status_code == 409
    assert not UnitVersion.objects.filter(name="Plages").exists()


def test_what_forbids_taking_back_is_listed(keeper: Client) -> None:
    keeper.post(ADDRESS, {"pasted": "Nom;Prénom;Service\nBalata;Flore;Plages\n"})
    row = OrganisationImport.objects.get()
    shown = keeper.get(f"{ADDRESS}/{row.public_id}/").content.decode()
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', shown)
    assert digest is not None
    keeper.post(f"{ADDRESS}/{row.public_id}/appliquer", {"digest": digest[1]})
    Person.objects.filter(last_name="Balata").update(phone="0596 00 00 00")
    answer = keeper.post(f"{ADDRESS}/{row.public_id}/annuler")
    assert answer.status_code == 422
    content = answer.content.decode()
    assert "1 ligne empêche l’annulation" in content
    assert "Flore Balata" in content


def test_a_whole_workbook_is_previewed_sheet_by_sheet(keeper: Client) -> None:
    file = export_organisation(form="ods", by=MACHINE)
    answer = keeper.post(ADDRESS, {"file": SimpleUploadedFile(file.name, file.content)}, follow=True)
    content = answer.content.decode()
    assert "Rien à importer" in content
    assert content.count('name="table-') == 7
    row = OrganisationImport.objects.get()
    assert keeper.post(f"{ADDRESS}/{row.public_id}/abandonner").status_code == 302
    assert not OrganisationImport.objects.exists()


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_the_model_is_an_empty_list_that_is_understood(keeper: Client, form: str) -> None:
    answer = keeper.get(f"{ADDRESS}/liste-des-agents.{form}")
    (table,) = read_tables(answer.content, f"a.{form}")
    assert "Service" in table.header
    filled = ";".join(table.header) + "\n" + ";".join("Plages" if name == "Service" else "" for name in table.header)
    assert "Prêt à importer" in keeper.post(ADDRESS, {"pasted": filled}, follow=True).content.decode()
    assert keeper.get(f"{ADDRESS}/liste-des-agents.exe").status_code == 404
