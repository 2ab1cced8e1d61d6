"""Data sets kept on disk under a fingerprint of everything that decides of their rows: a second run does not build.

A set ages, since "today" moves on: it is built again after a week.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".data" / "bench"
OLDEST_SECONDS = 7 * 24 * 3600
#: What decides of the rows of a set: the tables, the builders, and the rules that number, seal and index.
DECIDING = (
    "interco/**/migrations/*.py", "interco/config/demo/*.py", "interco/**/indexing.py", "interco/foundation/audit/**/*.py",
    "interco/foundation/search/rules/*.py", "interco/committees/rules/seal.py", "benchmarks/sets/*.py",
)  # fmt: skip


def fingerprint() -> str:
    """Changes when a migration or a builder changes."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in DECIDING for path in ROOT.glob(pattern)}):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def kept_set(name: str) -> Path:
    """The folder of a data set, built when it is not there; `scenes.json` beside `db.sqlite3`."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with _alone(name):
        folder = KEPT / f"{name}-{fingerprint()}"
        if folder.exists() and time.time() - (folder / "scenes.json").stat().st_mtime < OLDEST_SECONDS:
            return folder
        for old in KEPT.glob(f"{name}-*/"):
            shutil.rmtree(old)
        draft = KEPT / f"{name}-draft"
        draft.mkdir()
        print(f"Building data set {name}…", file=sys.stderr, flush=True)
        started = time.monotonic()
        environment = {**os.environ, "INTERCO_DATA": str(draft), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        subprocess.run([sys.executable, "-m", "benchmarks.build", name], env=environment, check=True)
        print(f"Built in {time.monotonic() - started:.0f} s.", file=sys.stderr, flush=True)
        draft.rename(folder)
        return folder


def copy_of(kept: Path, folder: Path) -> dict[str, Any]:
    """A copy to measure on, since measuring writes; what is measured in it."""
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return dict(json.loads((kept / "scenes.json").read_text()))


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
