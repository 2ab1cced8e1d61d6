"""A calendar on a CalDAV server, spoken to: three verbs and two questions, over `core.outgoing`.

Nothing here knows our tables. What goes wrong is a `LinkFault`, raised as `DavFault`; what the server says of one event
(it changed, it is gone, it is refused) is an answer, given back as such.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from interco.foundation.core.outgoing import Answer, Place, Server, Unreached, exchange, place_of, reach
from interco.scheduling.enums import LinkFault
from interco.scheduling.rules import dav
from interco.scheduling.rules.dav import BadAnswer, Found
from interco.scheduling.rules.publication import mark_of, uids_of

_WRITES = (dav.dav("write"), dav.dav("write-content"), dav.dav("bind"), dav.dav("all"))
_OF_STATUS = {401: LinkFault.SIGN_IN, 404: LinkFault.NOT_A_CALENDAR, 410: LinkFault.NOT_A_CALENDAR, 507: LinkFault.FULL}


class DavFault(Exception):  # noqa: N818 - an answer of the server
    """The calendar does not answer as it should; `detail` is for who keeps the installation."""

    def __init__(self, fault: LinkFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault, self.detail = fault, detail


@dataclass(frozen=True, slots=True)
class Held:
    """A resource as the server holds it: its mark of version, what it says, whose events it holds."""

    etag: str
    mark: str
    uids: frozenset[str]


@dataclass(frozen=True, slots=True)
class About:
    """What the address is: its name there, whether the account may write in it (nothing when it does not say)."""

    name: str
    may_write: bool


def tidy_address(typed: str) -> Place:
    """The address of a collection as we keep it, or `DavFault`."""
    try:
        place = place_of(typed.strip())
    except Unreached as problem:
        raise DavFault(LinkFault(problem.barrier.value), problem.detail) from None
    return place if place.path.endswith("/") else Place(place.scheme, place.host, place.port, place.path + "/")


class DavCalendar:
    """One calendar for one account; its server's name is resolved once, at the first exchange."""

    def __init__(self, place: Place, user: str, password: str) -> None:
        self._place, self._server = place, Server(place)
        told = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {told}", "User-Agent": "interco"}

    def about(self) -> About:
        """What stands at the address. `DavFault` when it is no calendar of events."""
        answer = self._ask("PROPFIND", dav.ABOUT, depth="0")
        found = next(iter(_found(answer)), None)
        kind = found.properties.get(dav.dav("resourcetype")) if found is not None else None
        if found is None or kind is None or kind.first(dav.caldav("calendar")) is None:
            raise DavFault(LinkFault.NOT_A_CALENDAR, "its resource type is not a calendar")
        rights = found.properties.get(dav.dav("current-user-privilege-set"))
        may_write = rights is None or not rights.children or any(rights.has(name) for name in _WRITES)
        return About(" ".join(found.text(dav.dav("displayname")).split())[:120], may_write)

    def events(self, start: datetime, end: datetime) -> list[bytes] | None:
        """The calendars of what takes place between two instants; nothing when only hours may be read."""
        answer = self._send("REPORT", "", dav.calendar_query(start, end).encode(), {"Depth": "1"})
        if answer.status in {400, 403, 415, 422, 501}:
            return None
        _checked(answer, {207})
        return [one.text(dav.caldav("calendar-data")).encode() for one in _found(answer)
                if dav.caldav("calendar-data") in one.properties]  # fmt: skip

    def free_busy(self, start: datetime, end: datetime) -> bytes:
        """The hours taken between two instants, as a calendar."""
        answer = self._send("REPORT", "", dav.free_busy_query(start, end).encode(), {"Depth": "1"})
        if answer.status in {400, 403, 415, 422, 501}:
            raise DavFault(LinkFault.UNREADABLE_BUSY, f"REPORT: {answer.status}")
        return _checked(answer, {200}).content

    def read(self, name: str) -> Held | None:
        """A resource; nothing when it is not there."""
        answer = self._send("GET", name)
        if answer.status in {404, 410}:
            return None
        _checked(answer, {200})
        return Held(answer.headers.get("etag", "")[:300], mark_of(answer.content), uids_of(answer.content))

    def write(self, name: str, content: bytes, *, etag: str) -> Answer:
        """Put a resource over the version one knows, or where there is none; the answer tells what came of it."""
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        return self._send("PUT", name, content, {"Content-Type": "text/calendar; charset=utf-8", **condition})

    def remove(self, name: str, *, etag: str) -> Answer:
        """Take a resource away, at the version one knows."""
        return self._send("DELETE", name, headers={"If-Match": etag} if etag else {})

    def _ask(self, method: str, body: str, *, depth: str) -> Answer:
        return _checked(self._send(method, "", body.encode(), {"Depth": depth}), {207})

    def _send(self, method: str, name: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        told = {"Content-Type": "application/xml; charset=utf-8"} if body else {}
        try:
            if not self._server.addresses:
                self._server = reach(self._place, networks=settings.CALDAV_NETWORKS)
            answer = exchange(
                self._server,
                method,
                self._place.path + name,
                body=body,
                headers={**self._headers, **told, **(headers or {})},
            )
        except Unreached as problem:
            raise DavFault(LinkFault(problem.barrier.value), problem.detail) from None
        if answer.status == 401 or (answer.status >= 500 and answer.status not in {501, 507}):
            _checked(answer, set())
        return answer


def _checked(answer: Answer, expected: set[int]) -> Answer:
    """The answer, or the fault its status tells."""
    if answer.status in expected:
        return answer
    if 300 <= answer.status < 400:
        fault = LinkFault.MOVED
    elif answer.status >= 500:
        fault = _OF_STATUS.get(answer.status, LinkFault.BROKEN)
    else:
        fault = _OF_STATUS.get(answer.status, LinkFault.FORBIDDEN if answer.status == 403 else LinkFault.UNREADABLE)
    raise DavFault(fault, f"status {answer.status}")


def fault_of(answer: Answer) -> DavFault:
    """The fault of an answer that is none of those one knows what to do with."""
    try:
        _checked(answer, set())
    except DavFault as fault:
        return fault
    raise AssertionError  # nothing is expected, so something was raised


def _found(answer: Answer) -> Sequence[Found]:
    try:
        return dav.multistatus(answer.content)
    except BadAnswer as error:
        raise DavFault(LinkFault.UNREADABLE, str(error)) from None


def is_uid_conflict(answer: Answer) -> bool:
    """Whether a resource is refused because its event already stands in the calendar under another name."""
    try:
        return answer.status in {403, 409} and dav.tree(answer.content).has(dav.caldav("no-uid-conflict"))
    except BadAnswer:
        return False
