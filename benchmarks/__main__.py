"""`python -m benchmarks [--sizes S M L] [--pages agenda …] [--json]`: ratios and memory, one command."""

import argparse
import json
import os
import shutil
import sys
import tempfile
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measure import Comparison


def prepare(folder: Path, size: str) -> dict[str, str]:
    """Migrate and fill a database for this size; returns the addresses and the session to measure with."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DATABASES["default"]["NAME"] = str(folder / "db.sqlite3")
    call_command("migrate", verbosity=0)
    from interco.config.statics import gather

    gather()
    from benchmarks.datasets import fill
    from benchmarks.pages import addresses

    return addresses(fill(size))


def measure_size(size: str, wanted: list[str]) -> tuple[list["Comparison"], float]:
    """Every page of one data set against its floor, and the memory of the web worker, in megabytes."""
    folder = Path(os.environ["INTERCO_DATA"])
    known = prepare(folder, size)
    from benchmarks.pages import comparisons
    from benchmarks.server import Server

    with Server(folder) as server:
        return comparisons(server, known, wanted), server.worker_megabytes()


def run_one(size: str, wanted: list[str], as_json: bool) -> int:
    """Measure one size in this process and print it."""
    results, memory = measure_size(size, wanted)
    if as_json:
        print(json.dumps({"size": size, "worker_mb": round(memory), "pages": [asdict(each) for each in results]}))
        return 0
    print(f"\nData set {size}: web worker {memory:.0f} MB")
    print(f"{'page':<28}{'page ms':>9}{'floor ms':>10}{'ratio':>8}{'p50 ms':>9}{'p95 ms':>9}")
    for each in results:
        ratios = f"{each.page_ms:>9.2f}{each.floor_ms:>10.2f}{each.ratio:>8.2f}"
        line = f"{each.name:<28}{ratios}{each.wall_p50_ms:>9.1f}{each.wall_p95_ms:>9.1f}"
        print(f"{line}  VOID: {each.void}" if each.void else line)
    return 1 if any(each.void for each in results) else 0


def main() -> int:
    """One process for each size, so that each has its own settings and database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", nargs="*", default=["S", "M", "L"], choices=["S", "M", "L"])
    parser.add_argument("--pages", nargs="*", default=[], help="only these pages")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    status = 0
    for size in options.sizes:
        folder = tempfile.mkdtemp(prefix="interco-bench-")
        child = os.fork()
        if child == 0:
            os.environ["INTERCO_DATA"] = folder
            code = 1
            try:
                code = run_one(size, options.pages, options.json)
            except Exception:  # noqa: BLE001 - the child tells whatever stopped it
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(code)
        _pid, result = os.waitpid(child, 0)
        status |= os.waitstatus_to_exitcode(result)
        shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
