"""The command line: `interco serve`, `interco worker`, `interco migrate`…"""

import os
import sys


def main() -> None:
    """Run the verb given, or Django's own commands under `manage`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interco.config.settings")
    from django.core.management import execute_from_command_line

    arguments = sys.argv[1:]
    if arguments[:1] == ["manage"]:
        arguments = arguments[1:]
    execute_from_command_line(["interco", *arguments])
