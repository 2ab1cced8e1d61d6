"""Talking to whoever typed the command: sentences for people, one JSON object a line for scripts, bars with figures."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Progress(Protocol):
    """Tells how far a long work is: what is being done, how many are done, of how many."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """One more step."""


def say(sentence: str) -> None:
    """One line for a person."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """One line on the error output."""
    sys.stderr.write(f"interco : {sentence}\n")


def answer(facts: dict[str, Any], *, sentence: str, as_json: bool) -> None:
    """The outcome of a verb: the facts for a script, else the sentence."""
    say(json.dumps(facts, ensure_ascii=False, default=str) if as_json else sentence)


def _silence(_step: str, _done: int, _total: int) -> None:
    """Nobody looks."""


@contextmanager
def progress_bar(*, silent: bool = False) -> Iterator[Progress]:
    """A bar with its figures on a terminal; nothing where nobody looks (a file, a script)."""
    if silent or not sys.stderr.isatty():
        yield _silence
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<42}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda step, done, total: bars.update(task, description=step, completed=done, total=total)
