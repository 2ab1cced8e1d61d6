"""`interco backup` and `interco restore`: one file that holds everything, and the way back, verified."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from interco.config.commands import CommandRefused, Verbs
from interco.config.commands.database import apply_migrations
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import answer, progress_bar


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `backup` and `restore`."""
    helps = {
        "backup": "sauvegarder la base et les fichiers dans un seul fichier, pendant que l’on travaille",
        "restore": "restaurer une sauvegarde, vérifiée avant et après",
    }
    parser = verbs.add_parser(verb, help=helps[verb])
    parser.add_argument("file", type=Path, metavar="FICHIER", help="le fichier de la sauvegarde, ou son dossier")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    if verb == "backup":
        parser.add_argument(
            "--verify", action="store_true",
            help="restaurer à l’essai, à part, la sauvegarde faite (ou FICHIER, s’il existe déjà)",
        )  # fmt: skip
        parser.set_defaults(run=backup)
    else:
        parser.add_argument("--replace", default="", metavar="SIREN", help="nommer l’installation à remplacer")
        parser.set_defaults(run=restore)


def backup(options: Namespace) -> int:
    """Make a backup, then try it when asked; answers 1 when stored files are lost."""
    load_django()
    from interco.foundation.core import clock
    from interco.foundation.core.actor import system_actor
    from interco.installation.queries.soundness import pending_migrations
    from interco.installation.services.backup import make_backup
    from interco.installation.services.restore import drill

    if pending_migrations():
        raise CommandRefused("La base n’est pas à ce niveau de version : lancez d’abord « interco migrate ».")
    by, lost = system_actor(clock.now()), 0
    target = options.file / _name(by.at) if options.file.is_dir() else options.file
    facts: dict[str, object] = {"file": str(target)}
    told = []
    with progress_bar(silent=options.json) as progress:
        if not (options.verify and target.exists()):
            manifest, event = make_backup(target, by=by, progress=progress)
            lost = len(manifest.lost)
            facts |= {
                "size": event.size, "digest": event.digest, "tables": len(manifest.tables), "rows": manifest.rows,
                "files": len(manifest.files), "lost": manifest.lost,
            }  # fmt: skip
            told.append(
                f"Sauvegarde faite : {target}, {_size(event.size)}, {len(manifest.tables)} tables, {manifest.rows} "
                f"lignes, {len(manifest.files)} fichiers."
            )
        if options.verify:
            drill(target, by=system_actor(clock.now()), progress=progress)
            facts["verified"] = True
            told.append("Restauration d’essai réussie : base, chaînes et fichiers sont ceux de l’inventaire.")
    if lost:
        told.append(f"Attention : {lost} fichier(s) du magasin manquaient ou étaient altérés. Voyez « interco check ».")
    answer(facts, sentence="\n".join(told), as_json=options.json)
    return 1 if lost else 0


def _name(at: datetime) -> str:
    return f"interco-{at:%Y%m%d-%H%M%S}.zip"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} Mo".replace(".", ",") if size >= 100_000 else f"{size / 1000:.0f} ko"


def restore(options: Namespace) -> int:
    """Restore, bring the restored database to this version, note it."""
    load_django()
    from interco.foundation.core import clock
    from interco.foundation.core.actor import system_actor
    from interco.installation.services.restore import remember_restoration
    from interco.installation.services.restore import restore as put_back

    by = system_actor(clock.now())
    with progress_bar(silent=options.json) as progress:
        manifest = put_back(options.file, by=by, replacing=options.replace, progress=progress)
        applied = apply_migrations(progress)
        remember_restoration(options.file, manifest, by=by)
    facts = {
        "made_at": manifest.made_at, "version": manifest.version, "siren": manifest.siren, "tables": len(manifest.tables),
        "rows": manifest.rows, "files": len(manifest.files), "applied": applied,
    }  # fmt: skip
    made = datetime.fromisoformat(manifest.made_at)
    sentence = (
        f"Restauré : la sauvegarde du {made:%d/%m/%Y %H:%M} UTC ({manifest.name or 'sans collectivité'}), "
        f"{manifest.rows} lignes et {len(manifest.files)} fichiers, comparés à l’inventaire. Chacun se reconnecte."
    )
    answer(facts, sentence=sentence, as_json=options.json)
    return 0
