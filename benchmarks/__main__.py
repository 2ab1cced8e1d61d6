"""`python3 run.py bench [--set S|M|L] [--page NAME] [--json FILE]`: every figure beside its goal, one command."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, table
from benchmarks.measure import ROUNDS

SETS = ("S", "M", "L")


def measure_set(name: str, pages: list[str], rounds: int) -> list[Figure]:
    """Measure a data set in a process of its own, which has its settings and its copy of the data."""
    folder = tempfile.mkdtemp(prefix="interco-bench-")
    environment = {**os.environ, "INTERCO_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    for foreign in ("INTERCO_DATABASE_URL", "INTERCO_DEMO", "INTERCO_TEST"):
        environment.pop(foreign, None)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.one_set", name, str(rounds), *pages], env=environment, stdout=subprocess.PIPE,
            text=True, check=True,
        )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [Figure(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def main() -> int:
    """0 when every goal is reached, 1 when one is missed or a figure is void."""
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument(
        "--set", action="append", choices=SETS, help="this data set only (again for more); all by default"
    )
    parser.add_argument(
        "--page", action="append", default=[], help="this measure only (again for more), see benchmarks/pages.py"
    )
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help=f"rounds of each comparison ({ROUNDS}), five at least"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    options = parser.parse_args()
    figures = []
    for name in options.set or SETS:
        figures += measure_set(name, options.page, max(5, options.rounds))
    print(table(figures))
    if options.json:
        machine = {"date": datetime.now(UTC).isoformat(), "cores": os.cpu_count(), "python": platform.python_version()}
        content = {**machine, "figures": [{**asdict(one), "verdict": one.verdict} for one in figures]}
        options.json.write_text(json.dumps(content, indent=1, ensure_ascii=False))
    return 1 if any(one.verdict in {"MISSED", "VOID"} for one in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
