"""`python -m benchmarks.build M`: builds one data set in `INTERCO_DATA`, in its own process."""

import json
import sys
from pathlib import Path


def main(name: str) -> None:
    """Migrate, fill, and write what is measured beside the database."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.sets import fill
    from interco.config.statics import gather

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    gather()
    scenes = fill(name)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    Path(settings.DATA, "scenes.json").write_text(json.dumps(scenes.as_dict()))


if __name__ == "__main__":
    main(sys.argv[1])
