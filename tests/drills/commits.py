"""So many commits of the journal by the application's own settings, or with `synchronous` lowered for comparison.

`python -m tests.drills.commits 300 FULL`; what it says on its output frames the commits in a trace.
"""

import os
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from interco.foundation.accounts.models import User  # noqa: E402
from interco.foundation.audit.services import journal  # noqa: E402
from interco.foundation.core.actor import system_actor  # noqa: E402
from tests.cast import NOW  # noqa: E402


def main(commits: int, mode: str) -> None:
    """Commit, one entry of the journal at a time."""
    user = User.objects.order_by("pk")[0]
    if mode != "FULL":  # FULL is what the application itself asks for
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous={mode}")
    by = system_actor(NOW)
    os.write(1, b"the commits begin\n")
    for _number in range(commits):
        journal.record("drill.committed", by=by, subject=user)
    os.write(1, b"the commits end\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
