"""Each acknowledged commit reached the disk: the kernel's own count of fdatasync says so, a `kill -9` would not.

(A killed process leaves the page cache behind; a power cut does not. Under NORMAL the same commits are synced in one go
at a checkpoint: the drill counts that too, to show that it would see it.)
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from interco.config.demo.organisation import Built
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.drills.servers import surroundings
from tools import machine
from tools.places import ROOT

pytestmark = [
    pytest.mark.needs("strace"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite"),
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
    pytest.mark.django_db(transaction=True),
]


def syncs(folder: Path, commits: int, mode: str) -> int:
    """How many times the kernel was asked to write to the disk while a process committed so many times."""
    traced = folder / f"strace-{mode}"
    strace = machine.find("strace")
    assert strace is not None
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=fdatasync,fsync,write", "-e", "signal=none", "-o", str(traced), sys.executable,
         "-m", "tests.drills.commits", str(commits), mode],
        env=surroundings(folder, DJANGO_SETTINGS_MODULE="interco.config.settings"), cwd=ROOT, capture_output=True,
        text=True, timeout=600, check=False,
    )  # fmt: skip
    if "PTRACE" in done.stderr or "not permitted" in done.stderr:
        pytest.skip("this machine does not let strace look")
    assert done.returncode == 0, done.stderr
    begun = False
    count = 0
    for line in traced.read_text(encoding="utf-8", errors="replace").splitlines():
        if "the commits begin" in line:
            begun = True
        elif "the commits end" in line:
            break
        elif begun and re.search(r"\bf(data)?sync\(", line):
            count += 1
    assert begun
    return count


def test_every_commit_is_synced_before_it_is_acknowledged(cast: Built, tmp_path: Path, figure: Tell) -> None:
    commits = times(100, release=1000)
    connection.close()
    full, normal = syncs(tmp_path, commits, "FULL"), syncs(tmp_path, commits, "NORMAL")
    figure("commits", commits)
    figure("syncs under FULL, ours", full, least=commits)
    figure("syncs under NORMAL, for comparison", normal)
    assert full >= commits
    assert normal < commits / 2
