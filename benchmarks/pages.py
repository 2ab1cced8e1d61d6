"""Which pages are measured, and how one signs in to measure them."""

from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import NoReverseMatch, reverse

from benchmarks.measure import Caller, Comparison, Request, compare
from benchmarks.server import Server
from interco.committees.models import Meeting
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User

#: Rows of the floor's table beside each page: as many as the page lists.
ROWS = {"agenda": 100, "to_do": 20, "org_chart": 100, "search": 20, "register": 50, "meetings": 50}


def session_of(user: User) -> str:
    """The key of a new session of this account."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def addresses(built: Built) -> dict[str, str]:
    """The addresses to measure and the session of the general secretary."""
    agenda = Meeting.objects.get(number=20_000)
    wanted: dict[str, tuple[str, list[str], str]] = {
        "agenda": ("committees:agenda", [agenda.public_id], ""),
        "to_do": ("to_do", [], ""),
        "org_chart": ("organisation:chart", [], f"?au={built.anchor:%Y-%m-%d}"),
        "search": ("search", [], "?" + urlencode({"q": "balisier"})),
        "register": ("committees:register", [], ""),
        "meetings": ("committees:meetings", [], ""),
    }
    known = {"session": session_of(built.users["secretariat"])}
    for name, (route, arguments, query) in wanted.items():
        for candidate in (route, route.partition(":")[2] or route):
            try:
                known[name] = reverse(candidate, args=arguments) + query
                break
            except NoReverseMatch:
                continue
    return known


def floor_of(server: Server, rows: int, size: int, headers: dict[str, str]) -> Request:
    """The floor's page of as many bytes as the page measured, to the nearest row."""
    _status, plain = Caller(server).call(Request("GET", f"/plancher/page?rows={rows}&filler=0", headers))
    lines = max(1, plain.count(b"<tr>"))
    filler = max(0, (size - len(plain)) // lines)
    return Request("GET", f"/plancher/page?rows={rows}&filler={filler}", headers)


def comparisons(server: Server, known: dict[str, str], wanted: list[str]) -> list[Comparison]:
    """Measure each page that exists against a floor of the same number of rows and bytes."""
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={known['session']}", "Accept-Language": "fr"}
    results = []
    for name, rows in ROWS.items():
        if name not in known or (wanted and name not in wanted):
            continue
        page = Request("GET", known[name], headers)
        status, content = Caller(server).call(page)
        if status != 200:
            raise RuntimeError(f"{name} answered {status}")
        floor = floor_of(server, rows, len(content), headers)
        results.append(compare(server, f"{name} ({len(content) // 1000} kB)", page, floor))
    return results
