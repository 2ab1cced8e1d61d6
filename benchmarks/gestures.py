"""Adding an item, with journal and live notice, against a bare POST that makes one INSERT with the same durability."""

import secrets
from collections.abc import Callable
from itertools import cycle
from urllib.parse import urlencode

from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.measure import Request, compare
from benchmarks.pages import Known
from benchmarks.people import FORM, form
from benchmarks.server import Server

GOAL = 6.0


def measure_gestures(
    server: Server,
    known: Known,
    headers: dict[str, dict[str, str]],
    set_name: str,
    wanted: Callable[[str], bool],
    rounds: int,
) -> list[Figure]:
    """Proposing an item to the session of the long agenda; placing one on it and taking it off again."""
    figures = []
    for name, request in (
        ("add_item", _propose(known, headers["dga_administration"])),
        ("place_item", _place(known, headers["secretariat"])),
    ):
        if wanted(name):
            found = compare(server, request, _insertion(headers["secretariat"]), rounds=rounds)
            details = {
                "gesture ms": found.page_ms, "insert ms": found.floor_ms, "wall p50": found.wall_p50_ms,
                "insert wall p50": found.floor_wall_p50_ms,
            }  # fmt: skip
            figures.append(Figure(set_name, f"gesture {name}", found.ratio, "× insert", GOAL, found.void, details))
    return figures


def _posted(path: str, headers: dict[str, str], body: Callable[[int], str]) -> Request:
    return Request("POST", path, {**headers, "Content-Type": FORM}, body)


def _insertion(headers: dict[str, str]) -> Request:
    return _posted("/plancher/insertion", headers, lambda _serial: urlencode({"key": secrets.token_hex(16)}))


def _propose(known: Known, headers: dict[str, str]) -> Request:
    fields = {
        "kind": "decision", "decision_asked": "Approuver le principe.", "duration_minutes": "15", "body": known["body"],
        "unit": known["own_unit"], "wished_meeting": "", "rapporteur": known["own_key"], "confidentiality": "staff", "act": "send",
    }  # fmt: skip

    def body(serial: int) -> str:
        return form({**fields, "title": f"Point de mesure {serial}"})

    return _posted(reverse("item_propose"), headers, body)


def _place(known: Known, headers: dict[str, str]) -> Request:
    """The same item goes on the agenda of 100, then off it, at each other request."""
    item, acts = known["waiting_item"], cycle(("place", "remove"))

    def body(_serial: int) -> str:
        return form({"act": f"{next(acts)}:{item}"})

    return _posted(reverse("agenda_act", args=[known["agenda"]]), headers, body)
