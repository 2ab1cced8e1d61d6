"""Reading iCalendar that somebody sent: as hostile as any text, so read by our own few lines and by nothing cleverer.

What we need of a calendar from outside is little: the answer of a guest (iTIP REPLY), and when somebody is taken. So no
recurrence is ever expanded from it, no zone of its own is believed, no attachment or encoding is opened: lines are cut,
unfolded and kept as they are, within caps that hold before any work is done. Anything else is `BadCalendar`, with one
of few reasons; no other exception leaves this module, whatever the bytes.

Worked example. `components(b"BEGIN:VCALENDAR\\r\\nMETHOD:REPLY\\r\\nBEGIN:VEVENT\\r\\nUID:a@b\\r\\n…")` gives the tree of
components; `first(event, "UID").value` is `a@b`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_OCTETS = 256 * 1024
MOST_LINES = 5000
MOST_COMPONENTS = 500
MOST_DEPTH = 4
LONGEST_LINE = 20_000
MOST_PARAMETERS = 30
_NAME = re.compile(r"[A-Za-z0-9-]{1,60}")
_UNQUOTED_END = re.compile(r'[:;,"]')
_HIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPE = re.compile(r"\\([\\;,nN])")


class BadCalendar(ValueError):  # noqa: N818 - an answer to what was sent
    """What was sent is not a calendar that we read; the text says why, in a word or two of the log."""


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its name in capitals, its parameters (names in capitals, one value each) and its value as written."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    children: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The lines of that name, in order."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> str:
        """The value of the first line of that name, unescaped; empty when there is none."""
        return next((unescaped(one.value) for one in self.properties if one.name == name), "")

    def within(self, name: str) -> list["Component"]:
        """The components of that name directly inside."""
        return [one for one in self.children if one.name == name]


def calendar_of(content: bytes) -> Component:
    """The one calendar of a file, or `BadCalendar`."""
    if len(content) > MOST_OCTETS:
        raise BadCalendar("too big")
    root, count = Component(""), 0
    stack: list[Component] = []
    current = root
    for written in _lines(content):
        found = _property(written)
        if found.name == "BEGIN":
            count += 1
            if count > MOST_COMPONENTS or len(stack) >= MOST_DEPTH:
                raise BadCalendar("too many components")
            made = Component(found.value.strip().upper()[:60])
            current.children.append(made)
            stack.append(current)
            current = made
        elif found.name == "END":
            if not stack or found.value.strip().upper()[:60] != current.name:
                raise BadCalendar("unbalanced components")
            current = stack.pop()
        elif current is root:
            raise BadCalendar("a line outside of any component")
        else:
            current.properties.append(found)
    if stack:
        raise BadCalendar("unbalanced components")
    calendars = root.within("VCALENDAR")
    if len(calendars) != 1 or len(root.children) != 1:
        raise BadCalendar("not one calendar")
    return calendars[0]


def unescaped(value: str) -> str:
    """A text as it reads; what no keyboard gives becomes a space."""
    said = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return "\n".join(_HIDDEN.sub(" ", part) for part in said.split("\n"))


def _lines(content: bytes) -> Iterator[str]:
    """The content lines, unfolded: a line that begins with a blank goes on the one before."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCalendar("not UTF-8") from None
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(rows) > MOST_LINES:
        raise BadCalendar("too many lines")
    held: list[str] = []
    length = 0
    for row in rows:
        if row[:1] in {" ", "\t"} and held:
            held.append(row[1:])
            length += len(row)
        else:
            if "".join(held).strip():
                yield "".join(held)
            held, length = [row], len(row)
        if length > LONGEST_LINE:
            raise BadCalendar("a line too long")
    if "".join(held).strip():
        yield "".join(held)


def _property(written: str) -> Property:
    name = _NAME.match(written)
    if name is None:
        raise BadCalendar("a line without a name")
    place = name.end()
    parameters: dict[str, str] = {}
    while place < len(written) and written[place] == ";":
        key = _NAME.match(written, place + 1)
        if key is None or written[key.end() : key.end() + 1] != "=" or len(parameters) >= MOST_PARAMETERS:
            raise BadCalendar("a malformed parameter")
        value, place = _parameter(written, key.end() + 1)
        parameters.setdefault(key[0].upper(), _HIDDEN.sub(" ", value))
    if written[place : place + 1] != ":":
        raise BadCalendar("a line without a value")
    return Property(name[0].upper(), parameters, written[place + 1 :])


def _parameter(written: str, place: int) -> tuple[str, int]:
    """The value of a parameter and where it ends; of a list, the first."""
    value, is_first = "", True
    while True:
        if written[place : place + 1] == '"':
            end = written.find('"', place + 1)
            if end < 0:
                raise BadCalendar("a malformed parameter")
            said, place = written[place + 1 : end], end + 1
        else:
            found = _UNQUOTED_END.search(written, place)
            end = found.start() if found else len(written)
            said, place = written[place:end], end
        value, is_first = (said if is_first else value), False
        if written[place : place + 1] != ",":
            return value, place
        place += 1
