"""What CalDAV servers are asked and what they answer (RFC 4918, RFC 4791), as texts: four questions, one kind of answer.

An answer is as hostile as any text: no document type, hence no entity that grows; caps on elements, depth and text hold
while it is read. Anything else is `BadAnswer`; no other exception leaves this module, whatever the bytes.

Worked example. `multistatus(b'<multistatus xmlns="DAV:"><response><href>/a/b.ics</href>…')` gives one `Found` for each
response: its path, and the properties the server says it has (those told with a status of 200), by `{namespace}name`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

DAV, CALDAV = "DAV:", "urn:ietf:params:xml:ns:caldav"
MOST_ELEMENTS = 200_000
MOST_DEPTH = 30
MOST_TEXT = 8 * 1024 * 1024
_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACES = f'xmlns:D="{DAV}" xmlns:C="{CALDAV}"'

#: What a collection is, and what the account may do in it.
ABOUT = (
    f"{_HEAD}<D:propfind {_SPACES}><D:prop><D:resourcetype/><D:displayname/><D:current-user-privilege-set/>"
    "<C:supported-calendar-component-set/></D:prop></D:propfind>"
)


class BadAnswer(ValueError):  # noqa: N818 - an answer to what was sent
    """What the server said is not an answer that we read."""


@dataclass(slots=True)
class Node:
    """An element: `name` is `{namespace}local`."""

    name: str
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def first(self, name: str) -> "Node | None":
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def has(self, name: str) -> bool:
        """Whether an element of that name stands anywhere below."""
        return any(one.name == name or one.has(name) for one in self.children)


@dataclass(frozen=True, slots=True)
class Found:
    """One response of a multistatus: the path it speaks of, and what is known of it."""

    path: str
    properties: Mapping[str, Node]

    def text(self, name: str) -> str:
        """The text of a property, empty when it is not told."""
        node = self.properties.get(name)
        return "" if node is None else node.text.strip()


def dav(name: str) -> str:
    """A name of WebDAV, as `Node.name` writes it."""
    return f"{{{DAV}}}{name}"


def caldav(name: str) -> str:
    """A name of CalDAV."""
    return f"{{{CALDAV}}}{name}"


def calendar_query(start: datetime, end: datetime) -> str:
    """What takes somebody between two instants, series laid out by the server where it knows how."""
    span = f'start="{_utc(start)}" end="{_utc(end)}"'
    return (
        f"{_HEAD}<C:calendar-query {_SPACES}><D:prop><D:getetag/><C:calendar-data><C:expand {span}/></C:calendar-data>"
        '</D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
        f"<C:time-range {span}/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    )


def free_busy_query(start: datetime, end: datetime) -> str:
    """The hours only, for who may read nothing else of a calendar."""
    return (
        f'{_HEAD}<C:free-busy-query {_SPACES}><C:time-range start="{_utc(start)}" end="{_utc(end)}"/>'
        "</C:free-busy-query>"
    )


def multistatus(content: bytes) -> list[Found]:
    """The responses of an answer 207, or `BadAnswer`."""
    root = tree(content)
    if root.name != dav("multistatus"):
        raise BadAnswer("not a multistatus")
    return [_found(one) for one in root.children if one.name == dav("response")]


def _found(response: Node) -> Found:
    href = response.first(dav("href"))
    told: dict[str, Node] = {}
    for part in response.children:
        status = part.first(dav("status")) if part.name == dav("propstat") else None
        held = part.first(dav("prop")) if status is not None and " 200" in status.text else None
        told.update({one.name: one for one in held.children} if held is not None else {})
    return Found(path_of(href.text.strip() if href is not None else ""), told)


def path_of(href: str) -> str:
    """The path of an address told by a server, unquoted: servers quote differently."""
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        raise BadAnswer("a malformed href") from None


def tree(content: bytes) -> Node:
    """A document as nodes, or `BadAnswer`."""
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise BadAnswer("not XML") from error
    return reading.root.children[0]


class _Reading:
    """The document as it is read, within its caps."""

    def __init__(self) -> None:
        self.root = Node("")
        self._stack = [self.root]
        self._texts: list[list[str]] = [[]]
        self._count = self._length = 0

    def doctype(self, *_told: object) -> None:
        raise BadAnswer("a document type")

    def start(self, name: str, _attributes: object) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._stack) > MOST_DEPTH:
            raise BadAnswer("too many elements")
        node = Node(f"{{{name}" if "}" in name else name)
        self._stack[-1].children.append(node)
        self._stack.append(node)
        self._texts.append([])

    def end(self, _name: str) -> None:
        self._stack.pop().text = "".join(self._texts.pop())

    def characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise BadAnswer("too long")
        self._texts[-1].append(text)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
