"""The command line: `interco serve`, `interco migrate`, `interco backup`… Each verb lives in `interco.config.commands`.

A verb answers 0 when it did what was asked, 1 with one sentence on the error output when it could not, 2 when it was
not understood. Nothing of Django is loaded before a verb needs it, so that `interco --help` answers at once.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from interco import __version__
from interco.config.commands import CommandRefused
from interco.config.commands.talk import say, warn

#: Verbs in the order of the help, each with the module that holds it.
VERBS = {
    "demo": "serve",
    "serve": "serve",
    "worker": "serve",
    "init": "installation",
    "createadmin": "installation",
    "migrate": "database",
    "import": "exchange",
    "export": "exchange",
    "check": "check",
    "backup": "backups",
    "restore": "backups",
    "verify-register": "register",
    "manage": "manage",
}


class _Parser(argparse.ArgumentParser):
    """Says in French what it did not understand."""

    def error(self, message: str) -> NoReturn:
        """One sentence and the way to the help, exit status 2."""
        sys.stderr.write(f"interco : commande incomprise ({message}). Voyez « {self.prog} --help ».\n")
        raise SystemExit(2)


def parser() -> argparse.ArgumentParser:
    """The parser of every verb."""
    made = _Parser(prog="interco", description="La direction générale d’une intercommunalité, semaine après semaine.")
    made.add_argument("--version", action="version", version=f"interco {__version__}")
    verbs = made.add_subparsers(dest="verb", metavar="VERBE", required=True, parser_class=_Parser)
    for verb, module in VERBS.items():
        import_module(f"interco.config.commands.{module}").add_verb(verb, verbs)
    return made


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the verb given and leave with its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interco.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        raise SystemExit(import_module("interco.config.commands.manage").run_django(given[1:]))
    options = parser().parse_args(given)
    try:
        status = options.run(options)
    except KeyboardInterrupt:
        status = 130
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        _refuse(sentence, as_json=getattr(options, "json", False))
        status = 1
    raise SystemExit(status or 0)


def _sentence(error: Exception) -> str | None:
    """What to say of a refusal; nothing when the error is an accident whose trace must be seen."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    from interco.foundation.core.errors import Conflict, Invalid, Refused

    if isinstance(error, Refused | Invalid | Conflict):
        return error.sentence
    if isinstance(error, CommandRefused | ImproperlyConfigured):
        return str(error)
    if isinstance(error, OperationalError):
        return f"La base de données ne répond pas : {str(error).strip()}"
    return None


def _refuse(sentence: str, *, as_json: bool) -> None:
    if as_json:
        say(json.dumps({"error": sentence}, ensure_ascii=False))
    else:
        warn(sentence)
