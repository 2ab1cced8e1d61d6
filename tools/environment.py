"""The virtual environment of the project, filled from the locked requirements, and only when they changed.

Two profiles: `runtime` (what the demo and the server need) and `development` (the same and what tests need).
A stamp in `.venv` holds the profile and the hash of the locks, so that a second start costs one file read.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.places import CACHE, REQUIREMENTS, ROOT, VENV, Stop, say, warn

RUNTIME, DEVELOPMENT = "runtime", "development"
STAMP = VENV / "interco-stamp"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

#: Quiet twice: pip's advice about the machine is not ours to give; its errors still come.
INSTALL = ("install", "-qq", "--disable-pip-version-check", "--require-hashes", "--no-deps")
NO_INSTALLER = """This Python has neither `pip` nor `ensurepip`, with which to install the rest: separate packages on
Debian and Ubuntu. Install one of them (apt install python3-venv), then start again."""


def ready(profile: str) -> Path:
    """The Python of the environment, with everything of the profile installed.

    Raises `Stop` when it can be neither created nor filled.
    """
    stamped, fingerprint = _stamp(), _fingerprint()
    if stamped in {f"{DEVELOPMENT} {fingerprint}", f"{profile} {fingerprint}"}:
        return PYTHON
    if stamped.startswith(DEVELOPMENT):
        profile = DEVELOPMENT  # what was asked for once stays installed
    started = time.monotonic()
    _create()
    _fill(profile)
    STAMP.write_text(f"{profile} {fingerprint}")
    say(f"The environment is ready ({time.monotonic() - started:.0f} s).")
    return PYTHON


def tool(name: str) -> str:
    """The path of a command installed in the environment, such as `ruff`."""
    return str(PYTHON.with_name(name))


def variables(**more: str) -> dict[str, str]:
    """The environment variables under which the application runs from this clone, wherever it is called from."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, **more}


def uv() -> str:
    """The path of the locked uv, installed by pip into `.cache` at its first use. Raises `Stop` without pip."""
    lock = REQUIREMENTS / "uv.txt"
    folder = CACHE / f"uv-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    program = folder / "bin" / "uv"
    if not program.exists():
        say("Installing uv, which installs the rest…")
        _run([*_pip(), *INSTALL, "--target", str(folder), "-r", str(lock)])
    return str(program)


def index_variables() -> dict[str, str]:
    """The package indexes configured for pip, in uv's words: a machine set up for pip needs no second set-up.

    What is already said to uv itself (UV_INDEX_URL and the like) wins. Every file is checked against its hash, whatever
    index it comes from, so that looking at all of them is safe.
    """
    names = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}
    if any(name.startswith(("UV_INDEX", "UV_DEFAULT_INDEX", "UV_EXTRA_INDEX", "UV_FIND_LINKS")) for name in os.environ):
        return {}
    answer = subprocess.run([*_pip(), "config", "list"], capture_output=True, text=True, check=False).stdout
    found: dict[str, str] = {}
    for line in answer.splitlines():
        key, _, value = line.partition("=")
        name = names.get(key.rpartition(".")[2])
        if name:  # pip lists the environment last, and lets it win
            words = value.strip("'\"").replace("\\n", " ").split()
            found[name] = ("," if name == "UV_FIND_LINKS" else " ").join(words)
    return {**found, "UV_INDEX_STRATEGY": "unsafe-best-match"} if found else {}


def _stamp() -> str:
    try:
        return STAMP.read_text() if PYTHON.exists() else ""
    except OSError:
        return ""


def _fingerprint() -> str:
    """The hash of both locks and of the Python that reads them."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.base_prefix}".encode())
    for profile in (RUNTIME, DEVELOPMENT):
        digest.update((REQUIREMENTS / f"{profile}.txt").read_bytes())
    return digest.hexdigest()


def _create() -> None:
    """A fresh environment without pip: uv does not need it, and Debian may not have `ensurepip`."""
    if PYTHON.exists() and _works(PYTHON):
        return
    say("Creating the environment in .venv…")
    if VENV.exists():
        shutil.rmtree(VENV)
    _run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])


def _works(python: Path) -> bool:
    """Whether it still starts, and is the same Python as ours (a clone may have moved, a system been upgraded)."""
    question = "import sys; print(sys.version_info[:2], sys.base_prefix)"
    answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == f"{sys.version_info[:2]} {sys.base_prefix}"


def _fill(profile: str) -> None:
    lock = str(REQUIREMENTS / f"{profile}.txt")
    try:
        program = uv()
        say(f"Installing the locked packages of {profile}, each checked against its hash…")
        sync = [program, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), lock]
        subprocess.run(sync, check=True, env={**os.environ, **index_variables()})
    except (Stop, OSError, subprocess.CalledProcessError) as failure:
        warn(f"uv could not do it ({failure}); trying with pip, which takes longer.")
        pip = [*_pip(), "--python", str(PYTHON)]
        _run([*pip, *INSTALL, "-r", lock])


def _pip() -> list[str]:
    """How pip is called: ours, else one unpacked for the purpose by `ensurepip`."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    folder = CACHE / "pip"
    if not folder.exists():
        if not importlib.util.find_spec("ensurepip"):
            raise Stop(NO_INSTALLER)
        _run([sys.executable, "-m", "venv", str(folder)])
    return [str(folder / PYTHON.relative_to(VENV)), "-m", "pip"]


def _run(command: Sequence[str]) -> None:
    """Run a command of the installation; its failure is ours."""
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise Stop(f"This command failed, see above: {' '.join(command)}")
