"""`interco migrate` and `interco check`: bringing the database to this version, and reading everything back."""

from argparse import Namespace

from interco.config.commands import CommandRefused, Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import Progress, answer, progress_bar


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `migrate` and `check`."""
    helps = {
        "migrate": "mettre la base de données au niveau de cette version",
        "check": "relire les réglages de la base, les protections et les adresses, puis le registre et le journal",
    }
    parser = verbs.add_parser(verb, help=helps[verb])
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=migrate if verb == "migrate" else check)


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

    from interco.config.startup import pending_migrations
    from interco.foundation.audit import append_only

    waiting = pending_migrations()
    if not waiting:
        append_only.install()
        return 0
    progress("Mise à jour de la base", 0, waiting)
    call_command("migrate", interactive=False, verbosity=0)
    return waiting


def check(options: Namespace) -> int:
    """Everything the start-up checks, told in full."""
    load_django()
    from interco.config.startup import faults

    found = faults() or _broken_chains()
    if found and not options.json:
        raise CommandRefused(" ".join(found))
    answer({"faults": found}, sentence="Tout est en ordre.", as_json=options.json)
    return 1 if found else 0


def _broken_chains() -> list[str]:
    """What `verify-register` would tell, in a sentence."""
    from interco.committees.services.register import anchors_of_the_journal, verify_register
    from interco.foundation.audit.queries.verification import verify_journal

    chains = {"Le registre": verify_register(), "Le journal": verify_journal(anchors_of_the_journal())}
    return [
        f"{name} a été altéré ({len(chain.faults)} anomalie(s)) : lancez « interco verify-register »."
        for name, chain in chains.items()
        if not chain.is_whole
    ]
