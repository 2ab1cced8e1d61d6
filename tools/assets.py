"""The npm packages of `assets/`: what builds the styles and scripts that are shipped, and axe, which the journeys use.

A demo or a server needs none of it: the built files are committed.
"""

import hashlib
import subprocess

from tools import machine
from tools.places import ROOT, Stop, say, warn

FOLDER = ROOT / "assets"
STAMP = FOLDER / "node_modules" / ".interco-stamp"


def ready() -> bool:
    """Install the locked packages if they changed; whether they are there (told to the person when they are not)."""
    fingerprint = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == fingerprint:
        return True
    npm = machine.find("npm")
    if npm is None:
        return False
    say("Installing the locked packages of assets with npm…")
    if subprocess.run([npm, "ci", "--silent"], cwd=FOLDER, check=False).returncode:
        warn("npm could not install them: the tests that need them will be skipped and counted.")
        return False
    STAMP.write_text(fingerprint)
    return True


def command(script: str) -> list[str]:
    """How a script of `assets/package.json` is run, from anywhere. Raises `Stop` without npm."""
    npm = machine.find("npm")
    if npm is None:
        raise Stop("npm is not installed on this machine (Debian and Ubuntu: apt install npm).")
    return [npm, "run", "--silent", "--prefix", str(FOLDER), script]
