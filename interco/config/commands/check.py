"""`interco check`: everything read back and told — settings, protections, journal, register, files, mail."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from interco.config.commands import Verbs
from interco.config.commands.django_ready import load_django
from interco.config.commands.talk import Progress, answer, progress_bar

if TYPE_CHECKING:
    from interco.installation.queries.examination import Examination


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare `check`."""
    parser = verbs.add_parser(verb, help="relire les réglages, les protections, le journal, le registre, les fichiers")
    parser.add_argument("--mail", action="store_true", help="se connecter aussi au serveur de courrier")
    parser.add_argument("--json", action="store_true", help="répondre en JSON")
    parser.set_defaults(run=check)


def check(options: Namespace) -> int:
    """Answer 0 when all holds, 1 with each fault otherwise."""
    load_django()
    from interco.foundation.core import clock
    from interco.installation.queries.examination import examine

    with progress_bar(silent=options.json) as progress:
        found = examine(at=clock.now(), progress=progress)
        faults = [*found.faults, *(_mail_faults(progress) if options.mail else [])]
    answer(_facts(found, faults), sentence=_told(found, faults), as_json=options.json)
    return 1 if faults else 0


def _mail_faults(progress: Progress) -> list[str]:
    from interco.foundation.notifications.queries.mail import server_fault

    progress("Connexion au serveur de courrier", 0, 1)
    fault = server_fault()
    return [fault] if fault else []


def _facts(found: "Examination", faults: list[str]) -> dict[str, Any]:
    return {"faults": faults, **found.facts}


def _told(found: "Examination", faults: list[str]) -> str:
    lines = [f"  {label} : {value}" for label, value in found.lines]
    verdict = ["Tout est en ordre."] if not faults else [f"À corriger : {fault}" for fault in faults]
    return "\n".join([*lines, *verdict])
