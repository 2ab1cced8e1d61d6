"""Static files, gathered once under names that carry their hash, and compressed: browsers keep them for ever.

Two servers started at the same time gather one after the other: the second finds the work done.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from interco.config.turns import one_at_a_time


def fingerprint() -> str:
    """What the sources of the static files are now: changes when one is added, removed or rewritten."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def gather() -> bool:
    """Gather and compress the static files when they changed since the last time; tells whether it did."""
    stamp, now = Path(settings.STATIC_ROOT) / ".fingerprint", fingerprint()
    with one_at_a_time(Path(settings.DATA) / "static.lock"):
        if stamp.exists() and stamp.read_text() == now:
            return False
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(now)
        return True
