"""The programs of the machine that the tests use beside Python's packages, and how Debian's apt brings them."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.places import say, warn


@dataclass(frozen=True, slots=True)
class Program:
    """One need of the tests: the names the program goes by, where Debian hides it, and the package that holds it.

    `otherwise` is the package of a machine that does not have the first.
    """

    names: tuple[str, ...]
    package: str
    folders: str = ""
    otherwise: str = ""

    def path(self) -> str | None:
        """Where the program is; the newest when several versions stand side by side."""
        on_path = next(filter(None, map(shutil.which, self.names)), None)
        if on_path or not self.folders:
            return on_path
        versions = sorted(Path("/").glob(self.folders), key=_version, reverse=True)
        return next((str(folder / self.names[0]) for folder in versions if (folder / self.names[0]).exists()), None)


PROGRAMS = {
    # the shell is the same engine without the windows of a browser: a fifth less work for the same pages
    "chromium": Program(
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        "chromium-headless-shell",
        otherwise="chromium",
    ),
    "postgresql": Program(("initdb",), "postgresql", "usr/lib/postgresql/*/bin"),
    "redis": Program(("redis-server",), "redis-server"),
    "poppler": Program(("pdftotext",), "poppler-utils"),
    "node": Program(("node", "nodejs"), "nodejs"),
    "npm": Program(("npm",), "npm"),
    "dovecot": Program(("dovecot",), "dovecot-imapd", "usr/sbin"),
    "strace": Program(("strace",), "strace"),
}


def find(need: str) -> str | None:
    """The path of the program behind a need named in `PROGRAMS`, or None."""
    return PROGRAMS[need].path()


def missing(needs: Iterable[str] = PROGRAMS) -> list[str]:
    """The needs that this machine does not meet."""
    return [need for need in needs if find(need) is None]


def is_root() -> bool:
    """Whether we may install packages (and may not run PostgreSQL under our own name)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def equip() -> list[str]:
    """Bring what the tests need, by apt when we are root; return what is still missing, already told to the person."""
    absent = missing()
    if not absent:
        return []
    packages = [PROGRAMS[need].package for need in absent]
    if is_root() and shutil.which("apt-get"):
        say(f"Installing with apt what the tests need: {', '.join(packages)}…")
        _apt(packages)
        absent = missing()
        others = [PROGRAMS[need].otherwise for need in absent if PROGRAMS[need].otherwise]
        if others:
            _apt(others)
            absent = missing()
    if absent:
        packages = [PROGRAMS[need].package for need in absent]
        warn(f"Missing on this machine: {', '.join(absent)}. The tests that need them will be skipped and counted.")
        warn(f"On Debian or Ubuntu: sudo apt install {' '.join(packages)}")
    return absent


def _apt(packages: list[str]) -> None:
    """Install packages; what fails is found missing afterwards. One at a time when they do not go together."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "-o=Dpkg::Use-Pty=0"]
    if subprocess.run([*install, *packages], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return
    for package in packages:
        subprocess.run([*install, package], env=quiet, stdout=subprocess.DEVNULL, check=False)


def _version(folder: Path) -> list[int]:
    """The version in `/usr/lib/postgresql/15/bin`, in an order where 15 comes after 9."""
    return [int(part) for part in folder.parts if part.isdigit()]
