"""A process that does one gesture of the trade on this test's database, and dies where it is told to.

It is loaded once and forks for each gesture: `python -m tests.drills.worker` reads one order a line, in JSON
(`{"gesture": "close", "user": 3, "at": "…", "target": "…", "die_at": 12}`), and answers one line when the child is gone.
The child kills itself with SIGKILL before its statement number `die_at`; a number beyond the last one lets it live, and
the answer then holds the count of its statements.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from interco.committees.enums import ItemKind  # noqa: E402
from interco.committees.models import Body, Meeting  # noqa: E402
from interco.committees.services.closing import close_meeting  # noqa: E402
from interco.committees.services.convocation import convene  # noqa: E402
from interco.committees.services.items import ItemContent, submit_item  # noqa: E402
from interco.foundation.core.actor import Actor, actor_of  # noqa: E402
from interco.foundation.notifications.services.delivery import deliver_due  # noqa: E402
from interco.organisation.models import Unit  # noqa: E402


def _close(key: str, by: Actor) -> None:
    close_meeting(Meeting.objects.get(public_id=key), by=by)


def _convene(key: str, by: Actor) -> None:
    convene(Meeting.objects.get(public_id=key), by=by)


def _submit(title: str, by: Actor) -> None:
    content = ItemContent(title=title, kind=ItemKind.DECISION, decision_asked="Approuver.")
    unit = Unit.objects.get(pk=min(by.led_unit_ids))
    submit_item(content, body=Body.objects.get(code="CODIR"), unit=unit, by=by)


def _deliver(_target: str, by: Actor) -> None:
    deliver_due(lambda: by.at)


GESTURES: dict[str, Callable[[str, Actor], None]] = {
    "close": _close, "convene": _convene, "submit": _submit, "deliver": _deliver
}  # fmt: skip


class Executioner:
    """Counts the statements of a process and kills it before the one it was told."""

    def __init__(self, die_at: int) -> None:
        self.left, self.count = die_at, 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Called by Django around each statement."""
        self.step()
        return execute(*arguments)

    def step(self) -> None:
        """One more statement, or the end."""
        if self.count == self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1


def _do(order: dict[str, Any]) -> int:
    """The gesture, in one transaction as a keyed form makes it; the count of its statements, its commit among them."""
    executioner = Executioner(order["die_at"])
    with connection.execute_wrapper(executioner):
        by = actor_of(order["user"], datetime.fromisoformat(order["at"]))
        if order["gesture"] == "deliver":  # holds no transaction while it speaks to a server
            _deliver(order["target"], by)
            return executioner.count
        with transaction.atomic():
            GESTURES[order["gesture"]](order["target"], by)
            executioner.step()  # after the last write, before COMMIT
        executioner.step()  # after COMMIT, before anybody is told
    return executioner.count


def _fork(order: dict[str, Any]) -> dict[str, Any]:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        status = 1
        try:
            os.write(write, str(_do(order)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as told:
        count = told.read()
    _pid, status = os.waitpid(pid, 0)
    return {"killed": os.WIFSIGNALED(status), "failed": os.WIFEXITED(status) and status != 0, "statements": count}


def main() -> None:
    """Answer orders until nobody gives any."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_fork(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
