"""The worker: runs the tasks of the queue, hands out the periodic ones, gives signs of life."""

import secrets
import threading
from types import FrameType

from django.db import Error, connection
from django_tasks_db.management.commands.db_worker import Worker

from interco.foundation.core import clock
from interco.foundation.core.periodic import enqueue_due
from interco.foundation.core.workers import BEAT, beat, farewell, recover_abandoned

POLL_SECONDS = 0.5


class Metronome(threading.Thread):
    """Beats while the worker works, even through a long task."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="metronome", daemon=True)
        self.worker_id = worker_id
        self.stopped = threading.Event()

    def run(self) -> None:
        """One beat, the due jobs, a pause; a database that does not answer is tried again."""
        try:
            while not self.stopped.is_set():
                self._once()
                self.stopped.wait(BEAT.total_seconds())
        finally:
            connection.close()

    def _once(self) -> None:
        try:
            at = clock.now()
            beat(self.worker_id, at=at)
            recover_abandoned(at=at)
            enqueue_due(at=at)
        except Error:
            connection.close()


class HouseWorker(Worker):
    """The worker of django-tasks-db with our name, and a farewell when it is asked to stop."""

    def shutdown(self, _signum: int, _frame: FrameType | None) -> None:
        """Stop after the task in hand; between two tasks, at once and without a word."""
        self.running = False
        if not self.running_task:
            raise SystemExit(0)


def work() -> int:
    """Work until told to stop."""
    worker_id = f"interco-{secrets.token_hex(8)}"
    metronome = Metronome(worker_id)
    worker = HouseWorker(
        queue_names=["*"], interval=POLL_SECONDS, batch=False, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=worker_id, excluded_queue_names=[],
    )  # fmt: skip
    worker.configure_signals()
    metronome.start()
    try:
        worker.run()
    finally:
        metronome.stopped.set()
        metronome.join(timeout=BEAT.total_seconds())
        farewell(worker_id)
    return 0
