"""Requests nobody should send: every route, its own parameters, values that no keyboard or a hostile hand gives.

A request is made from its number alone: `request_of(number)` gives the same one on every machine, so that a failure is
played again by its number.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver

from interco.foundation.core.routes import walk
from tests.matrix.table import ROWS
from tests.matrix.world import known
from tools.places import ROOT

VALUES = (
    "", " ", "0", "1", "-1", "2", "7", "15", "150", "601", "65536", "2147483648", "9223372036854775808", "9" * 400, "-0", "1.5",
    "1e309", "NaN", "inf", "²", "٣", "Ⅷ", "0x10", "1_000", "+3", "true", "null", "[]", "{}", '{"a": [1]}', "2026-12-08",
    "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-13-45", "2026-W50-2", "08:30", "25:61",
    "2026-12-08T08:30", "2026-12-08T08:30:00+99:00", "'; DROP TABLE committees_item; --", '"><script>alert(1)</script>',
    "{{ 7*7 }}", "%s%s%n", "../../../../etc/passwd", "a/b", "\\", "é" * 50, "e\u0301", "\u202eenvers", "\U0001f469\u200d" * 40,
    "\ufeff", "\u2028",
    "\r\nSet-Cookie: a=b", "\t", "\x00", "a\x00b", "\x1b[31m", "\x7f", "\ud800", "a" * 300, "x" * 20_000, "Réunion", "œuvre",
    "FREQ=WEEKLY;BYDAY=TU", "FREQ=SECONDLY", "FREQ=DAILY;COUNT=99999999", "place:", "place:x", "up:", ":", "remove:-1",
    "remove:²", "add", "decision", "codir", "draft", "consensus", "objection", "present", "stances", "staff", "members", "fr", "en",
)  # fmt: skip
HEADERS: tuple[Mapping[str, str], ...] = (
    {}, {}, {}, {"Accept": "application/json"}, {"HX-Request": "true", "HX-Target": "\u00ff"}, {"Accept-Language": "xx-yy;q=z"},
    {"Idempotency-Key": "k" * 5000}, {"Last-Event-ID": "²"}, {"Referer": "javascript:1"}, {"User-Agent": "\u00e9" * 999},
    {"Range": "bytes=9-1"}, {"If-Modified-Since": "hier"}, {"X-Forwarded-For": "pas une adresse"}, {"Accept": "*/*;q=²"},
)  # fmt: skip
BODIES = (
    b"",
    b"{",
    b"[" * 5000,
    b'{"a": 1e999}',
    b"\xff\xfe",
    b"a=%ff%fe&b=%00",
    b"&" * 4000,
    b"a[]=1&a[][]=2",
    b"=" * 999,
)
TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data",
    "x",
    "",
)
FILES = (
    b"",
    b"%PDF-1.7",
    b"PK\x03\x04" + b"\x00" * 60,
    b"GIF89a",
    b"<svg onload=alert(1)>",
    b"\x00" * 5000,
    b"a;b\n1;2\n",
)
FILE_NAMES = (
    "a.pdf",
    "",
    "..",
    "a" * 300 + ".csv",
    "été\u202e.exe",
    "x.svg",
    "t.xlsx",
    "t.ods",
    "a\r\nb.csv",
    "con",
    "/etc/passwd",
)
PEOPLE = ("secretariat", "secretariat", "dgs", "director", "administrator", "elected_reader", "commune_a", "anonymous")
_READ = re.compile(r"(?:GET|POST|FILES)(?:\.get|\.getlist|\.pop)?[(\[]\s*\"(\w+)\"")
_FIELD = re.compile(r"^    (\w+) = (?:forms\.|[A-Z]\w*Field\()", re.MULTILINE)
#: Compiled by another program, a second each: knocked at seldom.
SLOW = re.compile(r"pdf|odt|svg|proof|print")
#: Their answer has no end.
ENDLESS = {"session_stream"}


@dataclass(frozen=True, slots=True)
class Hostile:
    """One request, as the test client sends it."""

    number: int
    who: str
    route: str
    method: str
    arguments: tuple[str, ...]
    query: Mapping[str, str]
    body: Mapping[str, Any] | bytes
    media_type: str
    headers: Mapping[str, str]


@cache
def routes() -> list[tuple[str, URLPattern]]:
    """Every address, under its name."""
    return sorted(
        ((str(entry.name), entry) for _address, entry in walk(get_resolver().url_patterns)), key=lambda one: one[0]
    )


@cache
def parameters_of(module: str) -> tuple[str, ...]:
    """Names that the views of a module, its neighbours' forms and the rows of the matrix read."""
    room = ROOT / Path(*module.split(".")).parent.parent
    files = [ROOT / Path(*module.split(".")).with_suffix(".py"), *room.glob("forms/*.py"), *room.glob("forms.py")]
    texts = [file.read_text("utf-8") for file in files if file.exists()]
    names = {name for text in texts for name in _READ.findall(text) + _FIELD.findall(text)}
    rows = {name for row in ROWS for name in row.body}
    return tuple(sorted(names | rows | {"q", "page", "au", "version", "submission_key"}))


def request_of(number: int, seed: int) -> Hostile:
    """The request of a number."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - the same on every machine
    name, entry = chance.choice(routes())
    while SLOW.search(name) and chance.random() < 0.9:
        name, entry = chance.choice(routes())
    methods = getattr(entry.callback, "route_methods", None) or ("GET", "POST")
    method = chance.choice((*methods, *methods, *methods, "HEAD", "PUT", "DELETE"))
    names = parameters_of(entry.callback.__module__)
    return Hostile(
        number, chance.choice(PEOPLE), name, method, _arguments(name, entry, chance),
        _some(names, chance, 2) if chance.random() < 0.5 else {}, *_body(names, name, chance), chance.choice(HEADERS),
    )  # fmt: skip


def _arguments(name: str, entry: URLPattern, chance: random.Random) -> tuple[str, ...]:
    """Those of a row of the matrix, mostly; otherwise anything."""
    rows = [row.arguments for row in ROWS if row.route == name]
    wanted = len(entry.pattern.converters)
    sound = chance.choice(rows) if rows and name not in ENDLESS else ("x",) * wanted
    things = [f"@{one}" for one in sorted(known())]
    return tuple(
        argument if chance.random() < 0.85 else chance.choice((chance.choice(VALUES), chance.choice(things)))
        for argument in sound
    )


def _some(names: tuple[str, ...], chance: random.Random, most: int) -> dict[str, str]:
    things = [f"@{one}" for one in sorted(known())]
    values: Callable[[], str] = lambda: chance.choice(VALUES) if chance.random() < 0.8 else chance.choice(things)  # noqa: E731
    return {chance.choice(names): values() for _number in range(chance.randint(1, most))}


def _body(names: tuple[str, ...], name: str, chance: random.Random) -> tuple[Mapping[str, Any] | bytes, str]:
    """A form near to a sound one, files in it at times; or bytes of no form."""
    if chance.random() < 0.08:
        return chance.choice(BODIES), chance.choice(TYPES)
    rows = [dict(row.body) for row in ROWS if row.route == name and row.body]
    form: dict[str, Any] = chance.choice(rows) if rows else {}
    form = {key: value for key, value in form.items() if chance.random() < 0.9}
    form |= _some(names, chance, 4)
    if chance.random() < 0.1:
        form[chance.choice((*names, "file"))] = SimpleUploadedFile("x", chance.choice(FILES))
        form["file"] = _upload(chance)
    return form, ""


def _upload(chance: random.Random) -> SimpleUploadedFile:
    sent = SimpleUploadedFile(
        "x", chance.choice(FILES), content_type=chance.choice(("application/pdf", "text/csv", "x/y"))
    )
    sent.__dict__["_name"] = chance.choice(FILE_NAMES)
    return sent


def send(client: Client, one: Hostile, address: str, fill: Callable[[str], str]) -> int:
    """Send it; the status of the answer."""
    query = _encoded({name: fill(value) for name, value in one.query.items()})
    target, headers = f"{address}?{query}", dict(one.headers)
    if one.method not in {"POST", "PUT"}:
        return client.generic(one.method, target, headers=headers).status_code
    if isinstance(one.body, bytes):
        return client.generic(one.method, target, one.body, content_type=one.media_type, headers=headers).status_code
    form = {name: fill(value) if isinstance(value, str) else value for name, value in one.body.items()}
    if any(not isinstance(value, str) for value in form.values()):
        sendable = {
            name: value if not isinstance(value, str) else value.replace("\ud800", "") for name, value in form.items()
        }
        return client.post(target, sendable, headers=headers).status_code
    body, media_type = _encoded(form).encode(), "application/x-www-form-urlencoded"
    return client.generic(one.method, target, body, content_type=media_type, headers=headers).status_code


def _encoded(fields: Mapping[str, str]) -> str:
    """Percent-encoded, half a character included."""
    return urlencode(fields, errors="surrogatepass")
