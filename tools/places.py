"""Where things stand in a clone of the project, and how this command talks."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
DATA = ROOT / ".data"


class Stop(Exception):  # noqa: N818 - an end told to the person, not an accident
    """The command cannot go on; the message says why and what to do."""


def say(sentence: str) -> None:
    """Tell the person what is happening, in order with the output of what is started."""
    print(sentence, flush=True)


def warn(sentence: str) -> None:
    """Tell the person what went wrong, on standard error."""
    print(sentence, file=sys.stderr, flush=True)
