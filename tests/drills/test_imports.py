"""A large import by its page: how long, how far, and a kill -9 of the worker in the middle of it and of its undoing.

1,000 agents in every run, with the threshold lowered, so that each stage lasts long enough to be met; 10,000 before a
release (`python3 run.py drill imports`).
"""

import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.models import Heartbeat
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.enums import IMPORT_UNDER_WAY, ImportState
from interco.organisation.models import Assignment, ImportedRow, OrganisationImport, Person, Post, Unit
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.drills.servers import Browser, Server, kill, session_of, start, stop
from tests.drills.wholeness import troubles
from tests.organisation.exchange.lists import agents

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 300


class House:
    """A server and its worker, which may die and come back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server: Server = start(folder, INTERCO_IMPORT_AT_ONCE="100")

    def die_at(self, row: OrganisationImport, stage: str) -> None:
        """kill -9 of everything once the work is at this stage."""
        file = self.folder / "progress" / f"interco-import-{row.public_id}.json"
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            try:
                if json.loads(file.read_text())[1] == stage:
                    break
            except (OSError, ValueError):
                row.refresh_from_db()
                if row.state not in IMPORT_UNDER_WAY:
                    pytest.fail(f"the work was over before {stage} was met: it needs more rows")
            time.sleep(0.001)
        else:
            pytest.fail(f"the work never came to {stage}")
        kill(self.server)

    def come_back(self) -> None:
        """A new server; its worker finds that the other gives no sign of life since a while."""
        Heartbeat.objects.update(seen_at=clock.now() - timedelta(minutes=5))
        self.server = start(self.folder, INTERCO_IMPORT_AT_ONCE="100")


@pytest.fixture
def house(cast: Built, transactional_db: None, tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    try:
        yield made
    finally:
        if made.server.process.poll() is None:
            stop(made.server)


def counts() -> tuple[int, ...]:
    """How much there is of everything an import writes."""
    return tuple(model.objects.count() for model in (Unit, Post, Person, Assignment, ImportedRow))


def over(row: OrganisationImport, state: ImportState) -> float:
    """Wait for an end; how long it took."""
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE:
        row.refresh_from_db()
        if row.state == state:
            return time.monotonic() - began
        assert not row.trouble, row.trouble
        time.sleep(0.05)
    pytest.fail(f"still {row.state}")


def test_a_large_import_and_its_undoing_survive_the_death_of_their_worker(
    cast: Built, house: House, figure: Tell
) -> None:
    size, before = times(1_000, release=10_000), counts()
    session = session_of(cast.users["secretariat"])

    def ask(address: str, **fields: str) -> float:
        began = time.monotonic()
        answer = Browser(house.server.port, session).post(address, fields)
        assert answer.status == 302, answer.text[:2000]
        return time.monotonic() - began

    deposited = ask("/organisation/import", pasted=agents(size))
    row = OrganisationImport.objects.latest("pk")
    address = f"/organisation/import/{row.public_id}"
    began = time.monotonic()
    preview = Browser(house.server.port, session).get(f"{address}/").text
    previewed = time.monotonic() - began
    digest = re.search(r'name="digest" value="(\w+)"', preview)
    assert digest
    asked = ask(f"{address}/appliquer", digest=digest[1])
    for stage in ("write", "journal"):
        house.die_at(row, stage)
        row.refresh_from_db()
        assert (row.state, counts()) == (ImportState.APPLYING, before), f"killed during {stage}"
        house.come_back()
    applied = over(row, ImportState.APPLIED)
    assert Person.objects.count() == before[2] + size
    after = counts()
    asked_undo = ask(f"{address}/annuler")
    house.die_at(row, "take_back")
    row.refresh_from_db()
    assert (row.state, counts()) == (ImportState.UNDOING, after)
    house.come_back()
    undone = over(row, ImportState.UNDONE)
    assert counts() == before
    assert OutgoingMessage.objects.filter(kind="organisation.import_over").count() == 2
    assert troubles() == []
    figure("agents imported by the page", size)
    figure("deposit, in the request", deposited, unit="s", most=10)
    figure("preview, in the request", previewed, unit="s", most=10)
    figure("asking for the import, in the request", asked, unit="s", most=2)
    figure("import by the worker, taken up after two deaths", applied, unit="s")
    figure("asking for the undoing, in the request", asked_undo, unit="s", most=2)
    figure("undoing by the worker, taken up after a death", undone, unit="s")
    figure("half imports", 0, most=0)
