"""`interco check` reads everything back, and tells each thing that does not hold."""

import json

import pytest

from tests.installation.sites import Site

ALTERATIONS = {
    "an event": "UPDATE audit_entry SET event = 'accounts.closed' WHERE number = 2",
    "an instant": "UPDATE audit_entry SET at = '2020-01-01 00:00:00+00:00' WHERE number = 2",
    "a fact": "UPDATE audit_entry SET payload = '{}' WHERE number = 2",
    "a subject": "UPDATE audit_entry SET subject_id = 'x' WHERE number = 2",
    "a missing entry": "DELETE FROM audit_personal_value; DELETE FROM audit_entry WHERE number = 2",
    "a cut tail": "DELETE FROM audit_personal_value; DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)",
    "a name": "UPDATE audit_personal_value SET value = 'Quelqu’un d’autre'",
}
UNPROTECTED = """
from django.db import connection
from interco.foundation.audit import append_only
with connection.cursor() as cursor:
    for kind in ("update", "delete"):
        on = "" if connection.vendor == "sqlite" else " ON audit_entry"
        cursor.execute(f"DROP TRIGGER audit_entry_no_{{kind}}{{on}}")
    for statement in {statements!r}:
        cursor.execute(statement)
append_only.install()
"""


def faults(site: Site, *options: str) -> list[str]:
    done = site.run("check", "--json", *options)
    found: list[str] = json.loads(done.stdout)["faults"]
    assert done.returncode == (1 if found else 0)
    return found


def test_a_sound_installation_tells_all_it_read(model_site: Site) -> None:
    facts = model_site.told("check")
    assert facts["faults"] == []
    assert facts["journal"]["entries"] == 3
    assert facts["files"] == {"count": 3, "lost": []}
    assert facts["register"] == {"decisions": 0, "head": "", "faults": 0}
    assert facts["mail"]["host"] == "127.0.0.1"
    told = model_site.run("check").stdout
    assert "Journal : 3 faits, chaîne relue" in told
    assert told.endswith("Tout est en ordre.\n")


@pytest.mark.once
@pytest.mark.parametrize("what", ALTERATIONS)
def test_a_journal_altered_behind_the_application_is_seen(site: Site, what: str) -> None:
    site.python(UNPROTECTED.format(statements=ALTERATIONS[what].split("; ")))
    (found,) = faults(site)
    assert found.startswith("Le journal a été altéré aux numéros ")


@pytest.mark.once
def test_an_erased_name_leaves_the_journal_whole(site: Site) -> None:
    site.python("from interco.foundation.audit.models import PersonalValue; PersonalValue.objects.update(value=None)")
    assert faults(site) == []


def test_a_missing_protection_is_seen(site: Site) -> None:
    site.python(UNPROTECTED.format(statements=[]).replace("append_only.install()", ""))
    (found,) = faults(site)
    assert "audit_entry_no_delete, audit_entry_no_update" in found


@pytest.mark.once
def test_files_altered_or_gone_are_counted(site: Site) -> None:
    first, second, _third = sorted(file for file in (site.folder / "files").rglob("*") if file.is_file())
    first.unlink()
    second.write_bytes(b"X" + second.read_bytes()[1:])
    (found,) = faults(site)
    assert found.startswith("2 fichier(s) du magasin manquent ou sont altérés")


@pytest.mark.once
def test_a_mail_server_that_does_not_answer_is_told_when_asked(model_site: Site) -> None:
    (found,) = faults(model_site, "--mail")
    assert found.startswith("Le serveur de courrier 127.0.0.1, port 25, ne répond pas")
