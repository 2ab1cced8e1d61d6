"""Giving orders to the process of `tests.drills.worker`."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from interco.foundation.accounts.models import User
from tests.cast import NOW
from tests.drills.servers import surroundings
from tools.places import ROOT

NEVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order."""

    killed: bool
    statements: int


class Hand:
    """Somebody at work, who may be killed before any of their statements."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """The process that forks for each order."""
        return self._process.pid

    def do(self, gesture: str, user: User, target: str = "", *, die_at: int = NEVER, at: datetime = NOW) -> Outcome:
        """Give one order and wait for its end."""
        order = {"gesture": gesture, "user": user.pk, "at": at.isoformat(), "target": target, "die_at": die_at}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert not told["failed"], f"{gesture} failed by itself: see the error output"
        return Outcome(told["killed"], int(told["statements"] or 0))


@contextmanager
def a_hand(folder: Path, **more: str) -> Iterator[Hand]:
    """The process, for the length of a block."""
    variables = surroundings(folder, DJANGO_SETTINGS_MODULE="interco.config.settings", **more)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.drills.worker"], env=variables, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Hand(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=30)
        assert process.stdout is not None
        process.stdout.close()
