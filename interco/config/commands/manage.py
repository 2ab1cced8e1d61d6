"""`interco manage …`: Django's own commands, for those who know them."""

from argparse import REMAINDER

from interco.config.commands import Verbs


def add_verb(verb: str, verbs: Verbs) -> None:
    """Declare the verb for the help; `command.main` hands it over before parsing."""
    parser = verbs.add_parser(verb, help="lancer une commande de Django (shell, dbshell, makemigrations…)")
    parser.add_argument("arguments", nargs=REMAINDER)
    parser.set_defaults(run=lambda options: run_django(options.arguments))


def run_django(arguments: list[str]) -> int:
    """Hand over to Django; its exit status comes by `SystemExit`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["interco manage", *arguments])
    return 0
