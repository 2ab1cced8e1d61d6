"""Static files gathered by several servers at once."""

import subprocess
import sys
from pathlib import Path

from tests.config.server.running import environment

GATHER = "import django; django.setup(); from interco.config.statics import gather; print(gather())"


def test_servers_that_start_together_gather_once_and_none_fails(tmp_path: Path) -> None:
    surroundings = environment(tmp_path, DJANGO_SETTINGS_MODULE="interco.config.settings")
    started = [
        subprocess.Popen(
            [sys.executable, "-c", GATHER], env=surroundings, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for _number in range(3)
    ]  # fmt: skip
    told = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told
    assert sorted(out.strip() for out, _err in told) == ["False", "False", "True"]
    assert list((tmp_path / "static" / "interco").glob("interco.*.css.gz"))
