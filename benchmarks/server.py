"""A real server for a measure: granian with one worker, on a free loopback port, its processor time and memory."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`with Server(data) as server:` starts it, waits until it answers, and ends it by pid."""

    def __init__(self, data: Path, application: str = "benchmarks.asgi:application") -> None:
        self.data, self.application, self.port = data, application, free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        environment = {
            **os.environ, "INTERCO_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "INTERCO_LOG": "ERROR",
        }  # fmt: skip
        command = [
            sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(self.port),
            "--workers", "1", "--no-ws", "--log-level", "error", self.application,
        ]  # fmt: skip
        self.process = subprocess.Popen(command, env=environment, start_new_session=True)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/sante", timeout=5):  # noqa: S310 - our own address
                    return self
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__(None, None, None)
        raise RuntimeError("the measured server did not start")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _processes(self) -> list[Path]:
        group = self.process.pid
        return [
            entry for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and self._group_of(entry) == group
        ]  # fmt: skip

    @staticmethod
    def _group_of(entry: Path) -> int | None:
        try:
            return int((entry / "stat").read_text().rpartition(")")[2].split()[2])
        except (OSError, IndexError, ValueError):
            return None

    def processor_seconds(self) -> float:
        """Processor time spent by the server since it started, user and system."""
        total = 0
        for entry in self._processes():
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def worker_megabytes(self, *, peak: bool = False) -> float:
        """Resident memory of the largest process of the server, its web worker: now, or the most it ever held."""
        name = "VmHWM" if peak else "VmRSS"
        sizes = [
            int(found.group(1))
            for entry in self._processes()
            if (found := re.search(rf"{name}:\s+(\d+)", (entry / "status").read_text()))
        ]
        return max(sizes, default=0) / 1024
