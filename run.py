#!/usr/bin/env python3
"""The one command of the project: `python3 run.py demo`, `python3 run.py test`, and what `python3 run.py` lists.

It needs nothing but Python 3.11 or later: the rest is installed into `.venv` from the locked, hashed
requirements. Only the standard library is used here and in `tools/`. This file alone must be readable by an older
Python, which it refuses with a sentence: no annotations, no f-strings.
"""

import os
import shutil
import sys

OLDEST = (3, 11)


def main(arguments):
    """Hand the arguments to `tools.verbs`, under a Python that is recent enough."""
    if sys.version_info[:2] < OLDEST:
        return restart_with_newer_python(arguments)
    from tools import verbs  # noqa: PLC0415 - its syntax is refused by an older Python

    return verbs.main(arguments)


def restart_with_newer_python(arguments):
    """Start again under a newer Python of this machine; say what is missing when there is none."""
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.{}".format(minor))  # noqa: UP032 - read by an older Python
        if newer:
            os.execv(newer, [newer, os.path.abspath(__file__)] + arguments)  # noqa: PTH100, RUF005, S606 - read by an older Python; our own script
    sys.stderr.write(
        "interco needs Python 3.11 or later; this one is {}.{} and no newer one was found on this machine.\n"
        "Install one, then start again (Debian 12, Ubuntu 24.04 and later: apt install python3 python3-venv).\n".format(
            *sys.version_info[:2]
        )
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
