"""A throw-away PostgreSQL: made in a temporary folder in two seconds, reached by a Unix socket, gone at the end.

    python3 -m tools.postgres COMMAND…    runs a command with its address in INTERCO_DATABASE_URL

Durability is off: nothing of it is kept. PostgreSQL refuses to run as root, so root hands it to the `postgres` account.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tools import machine
from tools.places import Stop

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


@contextmanager
def running() -> Iterator[str]:
    """A server for the length of a block; gives its address, `postgresql://…`.

    Raises `Stop` when PostgreSQL is absent or does not start. Ends with the block, on Ctrl-C and on SIGTERM as well.
    """
    initdb = machine.find("postgresql")
    if initdb is None:
        raise Stop("PostgreSQL is not installed on this machine.")
    folder = Path(tempfile.mkdtemp(prefix="interco-pg-"))
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        _start(Path(initdb).resolve().parent, folder)
        yield f"postgresql://postgres@/interco?host={folder}"
    finally:
        _stop(folder)
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(signal.SIGTERM, previous)


def _start(programs: Path, folder: Path) -> None:
    """Create the cluster and the empty database `interco`, with the socket in the same folder."""
    cluster = folder / "data"
    if machine.is_root():
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    initdb = [str(programs / "initdb"), "-D", str(cluster), "-U", "postgres", "-A", "trust"]
    _as_postgres([*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
    options = " ".join(f"-c {name}={value or repr('')}" for name, value in SETTINGS.items())
    log = str(folder / "log")
    pg_ctl = [str(programs / "pg_ctl"), "-D", str(cluster), "-l", log, "-w", "-s", "-o", f"{options} -k {folder}"]
    _as_postgres([*pg_ctl, "start"])
    _as_postgres([str(programs / "createdb"), "-h", str(folder), "-U", "postgres", "interco"])


def _as_postgres(command: list[str]) -> None:
    """Run one of PostgreSQL's commands, under the account it accepts. The server it starts outlives the command.

    Its output goes to a file, not to a pipe: the server would inherit the pipe and keep it open.
    """
    if machine.is_root():
        command = ["runuser", "-u", "postgres", "--", *command]
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(command, cwd="/", stdout=output, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            output.seek(0)
            raise Stop(f"PostgreSQL did not start: {' '.join(command)}\n{output.read()}")


def _stop(folder: Path) -> None:
    """Stop the server of this folder, by its process number, and wait until it has gone."""
    record = folder / "data" / "postmaster.pid"
    try:
        number = int(record.read_text().splitlines()[0])
        os.kill(number, signal.SIGINT)  # PostgreSQL's "fast" stop: sessions are cut
    except (OSError, ValueError, IndexError):
        return
    patience = time.monotonic() + 10
    while record.exists() and time.monotonic() < patience:
        time.sleep(0.05)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(command: list[str]) -> int:
    """Run a command with a server of its own."""
    with running() as address:
        return subprocess.run(command, env={**os.environ, "INTERCO_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
