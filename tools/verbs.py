"""The verbs of `run.py`: each prepares the environment it needs, then hands over to the program that does the work."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tools import environment
from tools.environment import DEVELOPMENT, RUNTIME
from tools.places import DATA, REQUIREMENTS, ROOT, Stop, say, warn


def main(arguments: list[str]) -> int:
    """Run one verb; its exit status. What could not be done is said in a sentence, without a trace."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    try:
        return VERBS.get(verb, unknown)(rest)
    except Stop as reason:
        warn(str(reason))
        return 2
    except KeyboardInterrupt:
        warn("Interrupted.")
        return 130


def demo(arguments: list[str]) -> int:
    """start the demonstration in the browser: [--port 8000] [--host 127.0.0.1] [--no-open] [--fresh]"""
    parser = argparse.ArgumentParser(prog="run.py demo", description="Start the demonstration territory.")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    parser.add_argument("--fresh", action="store_true", help="throw the demonstration's data away first")
    chosen = parser.parse_args(arguments)
    environment.ready(RUNTIME)
    data = DATA / "demo"
    if chosen.fresh and data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    options = ["--host", chosen.host, "--port", str(chosen.port), *(["--no-open"] if chosen.no_open else [])]
    return _become(["-m", "interco", "demo", *options], INTERCO_DATA=str(data), INTERCO_DEMO="1")


def serve(arguments: list[str]) -> int:
    """start the server of an installation: the options of `interco serve`"""
    environment.ready(RUNTIME)
    return _become(["-m", "interco", "serve", *arguments])


def worker(arguments: list[str]) -> int:
    """start the worker of an installation: the options of `interco worker`"""
    environment.ready(RUNTIME)
    return _become(["-m", "interco", "worker", *arguments])


def manage(arguments: list[str]) -> int:
    """run one of Django's commands: migrate, makemigrations, shell…"""
    environment.ready(DEVELOPMENT)
    return _become(["-m", "django", *arguments], DJANGO_SETTINGS_MODULE="interco.config.settings")


def test(arguments: list[str]) -> int:
    """run the checks, then the tests on SQLite and PostgreSQL; with pytest's arguments, only the tests they choose"""
    from tools import assets, machine, stages  # noqa: PLC0415 - the demo starts without loading them

    machine.equip()
    environment.ready(DEVELOPMENT)
    assets.ready()
    results = [] if arguments else stages.checks()
    return stages.conclude([*results, *stages.suites(arguments)])


def check(_arguments: list[str]) -> int:
    """lint, format, templates, types and import contracts, without the tests"""
    from tools import stages  # noqa: PLC0415 - this verb alone needs it

    environment.ready(DEVELOPMENT)
    return stages.conclude(stages.checks())


def fix(arguments: list[str]) -> int:
    """mend what can be mended by machine: imports, simple lint, format"""
    environment.ready(DEVELOPMENT)
    ruff = environment.tool("ruff")
    subprocess.run([ruff, "check", "--fix-only", "--quiet", *arguments], cwd=ROOT, check=False)
    return subprocess.run([ruff, "format", *arguments], cwd=ROOT, check=False).returncode


def bench(arguments: list[str]) -> int:
    """measure the pages against their floor: the options of `python -m benchmarks`"""
    environment.ready(DEVELOPMENT)
    return _become(["-m", "benchmarks", *arguments])


def drill(arguments: list[str]) -> int:
    """make happen what must not fail, at full size: [NAME…] [--count N] [--engine sqlite|postgresql|both]"""
    from tools import machine  # noqa: PLC0415 - this verb alone needs it

    machine.equip()
    environment.ready(DEVELOPMENT)
    return _become(["-m", "tests.drills", *arguments])


def docs(arguments: list[str]) -> int:
    """write again the reference pages that are read out of the code (--check only compares)"""
    environment.ready(DEVELOPMENT)
    return _become(["-m", "tools.build_docs", *arguments])


def texts(arguments: list[str]) -> int:
    """gather the texts of the interface into the catalogues of translation: [--check] [--missing] [--fill FILE]"""
    environment.ready(DEVELOPMENT)
    return _become(["-m", "tools.build_catalogues", *arguments])


def pictures(arguments: list[str]) -> int:
    """draw again the pictures of the README out of the demonstration: [FOLDER]"""
    environment.ready(DEVELOPMENT)
    return _become(["-m", "tools.pictures", *arguments])


def assets(_arguments: list[str]) -> int:
    """build again the styles, scripts and icons that are shipped"""
    from tools import assets as packages  # noqa: PLC0415 - this verb alone needs it

    command = packages.command("build")
    return subprocess.run(command, check=False).returncode if packages.ready() else 1


def lock(arguments: list[str]) -> int:
    """choose again the versions of the packages, within requirements/*.in: [--upgrade] or other options of uv"""
    uv = environment.uv()
    base = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    base += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "python3 run.py lock"]
    folder = REQUIREMENTS.name
    for name, more in (("development", []), ("runtime", ["-c", f"{folder}/development.txt"]), ("uv", [])):
        say(f"Locking {folder}/{name}.txt…")
        files = [f"{folder}/{name}.in", "-o", f"{folder}/{name}.txt"]
        done = subprocess.run([*base, *more, *arguments, *files], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


def help_(_arguments: list[str]) -> int:
    """this list"""
    say("Usage: python3 run.py VERB [options]\n")
    for verb, function in VERBS.items():
        say(f"  {verb:<8} {function.__doc__}")
    return 0


def unknown(_arguments: list[str]) -> int:
    """Say which verbs there are."""
    help_([])
    return 2


def _become(arguments: list[str], **variables: str) -> int:
    """Leave our place to the environment's Python, so that signals reach the program itself."""
    command = [str(environment.PYTHON), *arguments]
    known = environment.variables(PYTHONUNBUFFERED="1", **variables)
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, known)  # noqa: S606 - our own interpreter takes over this process
    return subprocess.run(command, env=known, check=False).returncode


VERBS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "serve": serve,
    "worker": worker,
    "manage": manage,
    "check": check,
    "fix": fix,
    "bench": bench,
    "drill": drill,
    "docs": docs,
    "texts": texts,
    "pictures": pictures,
    "assets": assets,
    "lock": lock,
    "help": help_,
    "--help": help_,
    "-h": help_,
}
