"""The register leaving the house: as a table, and as a proof that anybody verifies without interco."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from importlib.resources import files
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.committees.enums import ActionState, DecisionState, Outcome
from interco.committees.models import Action, Decision
from interco.committees.queries.actions import lines
from interco.committees.rules.seal import SealedEntry
from interco.committees.services.register import sealed_entries
from interco.foundation.documents.services.table_writing import Table
from interco.organisation.models import Person
from interco.organisation.queries.holders import holders_on

FORMAT = "interco-register-1"
_READ_ME = """\
Registre des décisions, exporté par interco.

registre.json   chaque décision scellée : sa place, l'empreinte de la précédente, son contenu, son empreinte
verifier.py     vérifie ce registre sans interco ; il suffit de Python 3.8 ou plus :

    python3 verifier.py registre.json

Pour prouver aussi que la fin n'a pas été coupée ni la chaîne refaite, donnez une ancre lue sur un relevé diffusé :

    python3 verifier.py registre.json --ancre 119:e05d41c8
"""


def register_table(decisions: Iterable[Decision], *, zone: tzinfo, today: date, people: QuerySet[Person]) -> Table:
    """Decisions as rows, in the order given; the owner is today's holder of the post, named when of these `people`."""
    rows = list(decisions)
    holders = holders_on((row.owner_post_id for row in rows), today, people)
    columns = [
        _("Numéro"), _("Instance"), _("Séance"), _("Décidée le"), _("Objet"), _("Texte"), _("Issue"), _("Motif"),
        _("Pilote"), _("Échéance"), _("État"), _("Place"), _("Empreinte"),
    ]  # fmt: skip
    return Table(
        _("Registre des décisions"), columns,
        [
            [
                row.reference, row.body.code, row.meeting.number, row.decided_at.astimezone(zone).date(), row.title, row.text,
                str(Outcome(row.outcome).label), row.reason,
                holders[row.owner_post_id].shown if row.owner_post_id in holders else "", row.due_on,
                str(DecisionState(row.state).label), row.chain_number, row.hash,
            ]
            for row in rows
        ],
    )  # fmt: skip


def actions_table(actions: Iterable[Action], *, today: date, people: QuerySet[Person]) -> Table:
    """Actions as rows, in the order given."""
    columns = [
        _("Action"), _("Objet"), _("Instance"), _("Décision"), _("Pilote"), _("Échéance"), _("Jours de retard"), _("État"),
        _("Preuve"),
    ]  # fmt: skip
    return Table(
        _("Actions"), columns,
        [
            [
                line.action.reference, line.action.title, line.action.body.code if line.action.body else _("Réunion"),
                line.action.decision.reference if line.action.decision else "",
                line.owner.shown if line.owner else "", line.action.due_on, max(line.late_days, 0),
                str(ActionState(line.action.state).label), line.action.evidence,
            ]
            for line in lines(list(actions), today, people)
        ],
    )  # fmt: skip


def register_proof(*, at: datetime) -> bytes:
    """A zip of the whole register, with what verifies it; the same register at the same instant gives the same bytes."""
    verifier = files("interco.committees.exports").joinpath("verifier.py").read_text(encoding="utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("registre.json", json.dumps(register_document(), ensure_ascii=False, indent=1, sort_keys=True)),
            ("verifier.py", verifier),
            ("LISEZMOI.txt", _READ_ME),
        ):
            entry = zipfile.ZipInfo(f"registre/{name}", at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return made.getvalue()


def register_document() -> dict[str, Any]:
    """The register as the stand-alone verifier reads it."""
    entries = sealed_entries()
    last = entries[-1] if entries else None
    head = {"number": last.number if last else 0, "hash": last.hash if last else ""}
    return {"format": FORMAT, "head": head, "entries": [_entry(entry) for entry in entries]}


def _entry(entry: SealedEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "payload": dict(entry.payload),
        "personal": {name: {"salt": kept.salt, "value": kept.value} for name, kept in entry.personal.items()},
    }
