"""A real installation in a folder of its own, driven by the command line as an administrator would."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.databases import made_once

ROOT = Path(__file__).resolve().parents[3]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation in `folder`, with nothing of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INTERCO_", "DJANGO_"))}
    return kept | {"INTERCO_DATA": str(folder), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | more


def interco(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one verb to its end."""
    return subprocess.run(
        [sys.executable, "-m", "interco", *arguments], env=environment(folder, **more), capture_output=True, text=True,
        timeout=120, check=False, cwd=folder,
    )  # fmt: skip


def bare_installation() -> Path:
    """A folder at this version with nothing in it, on SQLite, made once by the command itself: to be copied."""

    def make(draft: Path) -> None:
        draft.mkdir()
        done = interco(draft, "init", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["applied"]

    return made_once("bare", make)


def free_port() -> int:
    """A port nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, *arguments: str, **more: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`interco serve --json` until the block ends; its address and its process, once it announced itself."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "interco", "serve", "--json", "--port", str(port), *arguments],
        env=environment(folder, **more), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        announced = json.loads(process.stdout.readline())
        yield announced["url"], process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=30)
        if process.stdout is not None:
            process.stdout.close()


def health(address: str) -> dict[str, Any]:
    """What `/sante` says."""
    with urllib.request.urlopen(f"{address}/sante", timeout=10) as response:  # noqa: S310
        facts: dict[str, Any] = json.load(response)
    return facts


def eventually(check: Any, seconds: float = 20) -> Any:
    """The first true answer of `check`, tried again for a while."""
    limit = time.monotonic() + seconds
    while True:
        answer = check()
        if answer or time.monotonic() > limit:
            return answer
        time.sleep(0.1)


def children_of(pid: int) -> dict[int, str]:
    """The living child processes of a process, with their command lines."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            command = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found[int(child)] = command
    return found
