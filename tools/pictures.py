"""Draws the pictures of the README out of the demonstration itself: `python -m tools.pictures [FOLDER]`.

A demonstration is filled in a folder of its own, its next CODIR is prepared and opened by the services, its pages are
opened in Chromium, and their first screens are written to `docs/images`. Nothing is drawn by hand.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from tools import machine
from tools.places import ROOT, Stop, say

IMAGES = ROOT / "docs" / "images"
LOOPBACK = "127.0.0.1"
SECRETARY, CHAIR, DIRECTOR = "Odette Filao", "Gaspard Fromager", "Rosalie Gommier"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
TEXT = (
    "Approuver le principe d’un service commun au 1er juillet 2027, porté par la CACEM, et le partage de son coût, "
    "révisable chaque année."
)
OBJECTION = (
    "Sans coût unitaire notifié avant le vote du budget, aucune commune ne peut inscrire sa part : la convention serait "
    "inexécutable la première année."
)
RESERVATION = "Prévoir une permanence d’accueil par semaine dans chaque mairie."


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file, who looks, and the address."""

    name: str
    who: str
    path: str


@contextmanager
def demonstration(folder: str) -> Iterator[str]:
    """The demonstration on a loopback port; stopped by its own id."""
    environment = {**os.environ, "INTERCO_DATA": folder, "INTERCO_DEMO": "1"}
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = int(probe.getsockname()[1])
    address = f"http://{LOOPBACK}:{port}"
    command = [sys.executable, "-m", "interco", "demo", "--port", str(port), "--no-open"]
    log = Path(f"{folder}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            _wait(address, process, log)
            yield address
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=30)
            log.unlink(missing_ok=True)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/compte/connexion", timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.5)
    raise Stop(f"The demonstration did not start:\n{log.read_text()}")


def accounts() -> dict[str, str]:
    """The identifiers of the people of the demonstration, by name."""
    from interco.foundation.accounts.models import User  # noqa: PLC0415 - once Django is ready

    return dict(User.objects.values_list("name", "public_id"))


def prepare() -> Any:
    """Place half of the proposals of the next CODIR, as its secretary would; returns the session."""
    from interco.committees.models import Item, Meeting  # noqa: PLC0415 - once Django is ready
    from interco.committees.services.agenda import place_item  # noqa: PLC0415 - once Django is ready

    meeting = Meeting.objects.filter(body__code="CODIR", state="planned").order_by("starts_at").first()
    if meeting is None:
        raise Stop("The demonstration has no session to come.")
    waiting = Item.objects.filter(wished_meeting=meeting, state__in=["submitted", "accepted"]).order_by("pk")
    for item in waiting[:6]:
        place_item(item, meeting=meeting, by=_actor(SECRETARY))
    return meeting


def open_and_ask(meeting: Any) -> None:
    """Convene, open, reach the first decision and let its round meet an objection."""
    from interco.committees.enums import RoundPhase  # noqa: PLC0415 - once Django is ready
    from interco.committees.services.convocation import convene  # noqa: PLC0415 - once Django is ready
    from interco.committees.services.presence import mark_expected_present  # noqa: PLC0415 - once Django is ready
    from interco.committees.services.rounds import lead_to, open_round  # noqa: PLC0415 - once Django is ready
    from interco.committees.services.session import next_item, open_session  # noqa: PLC0415 - once Django is ready

    convene(meeting, by=_actor(SECRETARY, before=20))
    open_session(meeting, by=_actor(CHAIR, before=16))
    mark_expected_present(meeting, by=_actor(SECRETARY, before=15))
    meeting.refresh_from_db()
    next_item(meeting, by=_actor(CHAIR, before=14))
    item = meeting.items.get(state="in_session")
    round_ = open_round(item, by=_actor(CHAIR), text=TEXT)
    lead_to(round_, phase=RoundPhase.STANCES, by=_actor(CHAIR))
    _answer(round_)


def _answer(round_: Any) -> None:
    from interco.committees.enums import StanceValue  # noqa: PLC0415 - once Django is ready
    from interco.committees.services.stances import Answer, give_stance  # noqa: PLC0415 - once Django is ready
    from interco.foundation.core import clock  # noqa: PLC0415 - once Django is ready
    from interco.foundation.core.actor import actor_of  # noqa: PLC0415 - once Django is ready

    given = {
        1: Answer(value=StanceValue.OBJECTION, reason=OBJECTION),
        3: Answer(value=StanceValue.RESERVATION, reason=RESERVATION),
        5: Answer(value=StanceValue.ABSTENTION),
    }
    for rank, row in enumerate(round_.respondents.select_related("attendee__person")):
        answer = given.get(rank, Answer(value=StanceValue.FAVOURABLE))
        give_stance(round_, answer=answer, by=actor_of(row.attendee.person.user_id, clock.now()))


def _actor(name: str, *, before: int = 0) -> Any:
    """Somebody of the demonstration, now or some minutes before."""
    from interco.foundation.accounts.models import User  # noqa: PLC0415 - once Django is ready
    from interco.foundation.core import clock  # noqa: PLC0415 - once Django is ready
    from interco.foundation.core.actor import actor_of  # noqa: PLC0415 - once Django is ready

    return actor_of(User.objects.get(name=name).pk, clock.now() - timedelta(minutes=before))


def objected_decision() -> str:
    """The last decision whose round met an objection."""
    from interco.committees.models import Decision  # noqa: PLC0415 - once Django is ready

    found = (
        Decision.objects.filter(item__rounds__stances__value="objection").exclude(reference="").order_by("-pk").first()
    )
    if found is None:
        raise Stop("The demonstration has no decision that met an objection.")
    return str(found.public_id)


def draw(browser: Any, address: str, people: dict[str, str], shots: list[Shot], folder: Path) -> None:
    """Sign in as each person and keep the first screen of each page."""
    for shot in shots:
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, locale="fr-FR")
        page = context.new_page()
        page.goto(f"/compte/demo?next={shot.path}")
        page.locator(f'button[value="{people[shot.who]}"]').click()
        page.wait_for_load_state("networkidle") if "conduite" not in shot.path else page.wait_for_timeout(800)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{shot.name}.png")
        context.close()
        say(f"{shot.name}.png")


def main(arguments: list[str]) -> int:
    """Fill, open, look, write."""
    folder = Path(arguments[0]) if arguments else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="interco-pictures-") as place:
        data = f"{place}/demo"
        os.environ.update(INTERCO_DATA=data, INTERCO_DEMO="1", DJANGO_SETTINGS_MODULE="interco.config.settings")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        with demonstration(data) as address:
            django.setup()
            _draw_all(address, folder)
    return 0


def _draw_all(address: str, folder: Path) -> None:
    from django.utils import translation  # noqa: PLC0415 - once the surroundings are made
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - once the surroundings are made

    from interco.foundation.notifications.services import outbox  # noqa: PLC0415 - once Django is ready

    people = accounts()
    with sync_playwright() as playwright, translation.override("fr"), outbox.closed():
        browser = playwright.chromium.launch(executable_path=machine.find("chromium"), args=FLAGS)
        still = [
            Shot("organigramme", DIRECTOR, "/organisation/organigramme"),
            Shot("decision", SECRETARY, f"/seances/decisions/{objected_decision()}/"),
            Shot("a-traiter", SECRETARY, "/"),
        ]
        draw(browser, address, people, still, folder)
        meeting = prepare()
        root = f"/seances/{meeting.public_id}"
        draw(browser, address, people, [Shot("ordre-du-jour", SECRETARY, f"{root}/ordre-du-jour")], folder)
        open_and_ask(meeting)
        draw(browser, address, people, [Shot("conduite", CHAIR, f"{root}/conduite")], folder)
        browser.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
