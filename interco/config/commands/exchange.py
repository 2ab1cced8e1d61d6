"""`interco import FICHIER` and `interco export FICHIER`: the organisation as tables, by the same services as the pages."""

from argparse import ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interco.config.commands import CommandRefused, Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import answer, progress_bar, say, warn

if TYPE_CHECKING:
    from interco.foundation.core.actor import Actor
    from interco.organisation.services.exchange.preview import Preview

LAYOUTS = ("agents", "collectivities", "populations", "units", "posts", "people", "assignments", "delegations")
FORMS = {".ods": "ods", ".xlsx": "xlsx", ".zip": "csv", ".csv": "csv"}
LARGEST_FILE = 20 * 1024 * 1024


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `import` and `export`."""
    helps = {
        "import": "importer l’organisation d’un tableau (CSV, XLSX, ODS)",
        "export": "exporter l’organisation en un tableau (ODS, XLSX, ou CSV dans un zip)",
    }
    parser = verbs.add_parser(verb, help=helps[verb])
    parser.add_argument("file", type=Path, metavar="FICHIER")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    if verb == "import":
        parser.add_argument("--layout", choices=LAYOUTS, default="", help="ce qu’est chaque feuille, sans le deviner")
        parser.add_argument("--dry-run", action="store_true", help="montrer l’aperçu et ne rien écrire")
    else:
        parser.add_argument("--on", type=a_day, metavar="AAAA-MM-JJ", help="tel qu’un jour donné, sans l’histoire")
    parser.set_defaults(run=import_file if verb == "import" else export_file)


def a_day(text: str) -> date:
    """A day written 2027-01-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("écrivez le jour sous la forme 2027-01-01") from None


def import_file(options: Namespace) -> int:
    """Read, show what would change, then write it all or nothing: 1 with the faults when the file has some."""
    load_django()
    from interco.foundation.documents.services.table_reading import read_tables
    from interco.organisation.services.exchange.apply import apply_import
    from interco.organisation.services.exchange.deposit import deposit_file
    from interco.organisation.services.exchange.preview import preview_of_tables
    from interco.organisation.services.exchange.sheets import guessed

    content, by = _content_of(options.file), _machine()
    with progress_bar(silent=options.json) as progress:
        progress("Lecture du tableau", 0, 2)
        tables = read_tables(content, options.file.name)
        progress("Comparaison avec l’organisation", 1, 2)
        preview = preview_of_tables(tables, guessed(tables, options.layout), day=by.today)
        facts = _facts(preview)
        if not preview.is_ready or options.dry_run:
            return _not_written(preview, facts, options)
        row = deposit_file(content, name=options.file.name, by=by, layout=options.layout)
        labels = {
            "read": "Lecture",
            "write": "Écriture",
            "remember": "Mémoire de l’annulation",
            "journal": "Journal",
            "index": "Recherche",
        }
        apply_import(
            row, digest=preview.plan.digest, by=by,
            progress=lambda stage, done, total: progress(labels[stage], done, total),
        )  # fmt: skip
    answer(
        {**facts, "applied": True, "import": row.public_id}, as_json=options.json,
        sentence="\n".join([*_told(preview), "Import écrit ; il s’annule pendant 24 heures depuis la page des imports."]),
    )  # fmt: skip
    return 0


def export_file(options: Namespace) -> int:
    """Write the file; its ending says its form."""
    load_django()
    from interco.organisation.services.exchange.export import export_organisation

    form = FORMS.get(options.file.suffix.lower())
    if form is None or options.file.suffix.lower() == ".csv":
        raise CommandRefused("Nommez le fichier en .ods, .xlsx, ou .zip (un CSV par table).")
    made = export_organisation(form=form, by=_machine(), day=options.on)
    try:
        options.file.write_bytes(made.content)
    except OSError as error:
        raise CommandRefused(f"Impossible d’écrire {options.file} : {error.strerror}.") from error
    facts = {"file": str(options.file), "form": form, "bytes": len(made.content), "on": options.on}
    answer(facts, sentence=f"Organisation exportée dans {options.file}.", as_json=options.json)
    return 0


def _content_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandRefused("Ce tableau dépasse 20 Mo.")
        return file.read_bytes()
    except OSError as error:
        raise CommandRefused(f"Impossible de lire {file} : {error.strerror}.") from error


def _machine() -> "Actor":
    from interco.foundation.core import clock
    from interco.foundation.core.actor import system_actor
    from interco.organisation.queries.standing import territory_zone

    return system_actor(clock.now(), territory_zone())


def _facts(preview: "Preview") -> dict[str, Any]:
    return {
        "applied": False,
        "counts": {store: dict(counts) for store, counts in preview.plan.counts().items()},
        "faults": [
            {"sheet": fault.sheet, "cell": fault.place, "column": fault.column, "sentence": fault.sentence}
            for fault in preview.faults
        ],
        "hidden_faults": preview.hidden_faults,
    }


def _told(preview: "Preview") -> list[str]:
    return [
        f"{line.label} : {line.created} à créer, {line.changed} à modifier, {line.unchanged} sans changement."
        for line in preview.figures
    ]


def _not_written(preview: "Preview", facts: dict[str, Any], options: Namespace) -> int:
    if options.json:
        answer(facts, sentence="", as_json=True)
        return 1 if preview.faults else 0
    for line in _told(preview):
        say(line)
    for fault in preview.faults:
        warn(f"{fault.sheet + ' ' if fault.sheet else ''}{fault.place} : {fault.sentence}")
    if preview.hidden_faults:
        warn(f"et {preview.hidden_faults} autre(s) erreur(s).")
    if preview.faults:
        raise CommandRefused("Rien n’a été importé.")
    say(
        "Rien à importer : l’organisation dit déjà la même chose."
        if preview.plan.is_empty
        else "Essai seulement : rien n’a été écrit."
    )
    return 0
