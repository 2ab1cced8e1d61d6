"""The verbs of the command line, one module for each family; each offers `add_verb(verb, verbs)`."""

from argparse import ArgumentParser
from typing import Any, Protocol


class Verbs(Protocol):
    """Where a verb declares its parser (argparse's own class is private)."""

    def add_parser(self, name: str, **options: Any) -> ArgumentParser:
        """The parser of one verb."""


class CommandRefused(Exception):  # noqa: N818 - an answer, not an accident
    """What was asked cannot be done; the sentence says why."""
