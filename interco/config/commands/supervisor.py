"""The server and the worker as two child processes: both stop together, one that dies is started again.

Only the standard library: this process stays small and outlives what it watches.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

STOP_SECONDS = 12.0
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY_SECONDS = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """A program to keep alive, and what became of it."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    due: float = field(default=0.0)


def _die_with_parent() -> None:
    """On Linux, have the kernel stop this child when the supervisor is killed without warning."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Keeps its children alive until a signal asks to stop."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children = list(children)
        self.say = say
        self.stopping = threading.Event()

    def run(self, ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Start everything, announce when `ready()`, watch until told to stop; the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for child in self.children:
            self._start(child)
        announced = False
        try:
            while not self.stopping.is_set():
                if not announced and ready():
                    announce()
                    announced = True
                if not announced and self._server_failed_to_start():
                    return 1
                self._revive()
                self.stopping.wait(0.2 if announced else 0.05)
        finally:
            self._stop_all()
        return 0

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(  # noqa: S603 - our own programs
            list(child.command),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
        )

    def _server_failed_to_start(self) -> bool:
        server = self.children[0].process
        return server is not None and server.poll() is not None

    def _revive(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                child.deaths = 1 if now - child.started > STEADY_SECONDS else child.deaths + 1
                pause = PAUSES[min(child.deaths, len(PAUSES)) - 1]
                self.say(
                    f"{child.name} s’est arrêté (code {child.process.returncode}) : nouveau départ dans {pause:g} s."
                )
                child.process, child.due = None, now + pause
            elif child.process is None and now >= child.due:
                self._start(child)

    def _stop_all(self) -> None:
        living = [child.process for child in self.children if child.process is not None]
        for process in living:
            process.terminate()
        limit = time.monotonic() + STOP_SECONDS
        for process in living:
            try:
                process.wait(timeout=max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
