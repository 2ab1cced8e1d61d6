"""`interco migrate`: bringing the database to this version."""

from argparse import Namespace

from interco.config.commands import Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import Progress, answer, progress_bar


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `migrate`."""
    parser = verbs.add_parser(verb, help="mettre la base de données au niveau de cette version")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=migrate)


def migrate(options: Namespace) -> int:
    """Apply what is pending; doing it twice changes nothing."""
    load_django()
    with progress_bar(silent=options.json) as progress:
        applied = apply_migrations(progress)
    sentence = f"La base est à jour : {applied} étape(s) appliquée(s)." if applied else "La base était déjà à jour."
    answer({"applied": applied}, sentence=sentence, as_json=options.json)
    return 0


def apply_migrations(progress: Progress) -> int:
    """Apply the pending migrations and install the protections; how many were applied."""
    from django.core.management import call_command

    from interco.foundation.audit import append_only
    from interco.installation.queries.soundness import pending_migrations

    waiting = pending_migrations()
    if not waiting:
        append_only.install()
        return 0
    progress("Mise à jour de la base", 0, waiting)
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    return waiting
