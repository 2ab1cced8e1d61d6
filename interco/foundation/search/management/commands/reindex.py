"""`interco reindex`: build the search index again, with its progress."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.search.services.index import reindex


class Command(BaseCommand):
    """Every object of every provider, in batches; the application may go on serving."""

    help = "Build the search index again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Reindex and say how many entries stand."""
        with Progress(TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn()) as bars:
            tasks: dict[str, Any] = {}

            def show(kind: str, done: int, total: int) -> None:
                task = tasks[kind] if kind in tasks else bars.add_task(kind, total=total)
                tasks[kind] = task
                bars.update(task, completed=done)

            count = reindex(by=system_actor(clock.now()), progress=show)
        self.stdout.write(f"{count} entries")
