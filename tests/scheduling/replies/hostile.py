"""Hostile calendars, generated: real ones spoilt in one of many ways, and bytes that never were a calendar."""

import random
from collections.abc import Callable, Iterator

from tests.scheduling.replies.mails import a_reply

#: The public identifier of the event they all answer to.
KEY = "abc"
Spoiler = Callable[[random.Random, bytes], bytes]
SIGNS = [
    b"\x00",
    b"\xff\xfe",
    b"\r",
    b"\n",
    b"\t",
    b" ",
    b'"',
    b";",
    b":",
    b",",
    b"\\",
    b"=",
    b"\xe2\x80\xa8",
    b"\xf0\x9f\x92\xa3",
]
NAMES = [b"UID", b"ATTENDEE", b"RRULE", b"DTSTART", b"BEGIN", b"END", b"METHOD", b"SEQUENCE", b"X-" + b"A" * 300, b""]


def _calendar(chance: random.Random) -> bytes:
    mail = a_reply(
        f"interco-event-{KEY}@interco",
        f"z{chance.randrange(9)}@ailleurs.example",
        chance.choice(["ACCEPTED", "DECLINED"]),
    )
    start, end = mail.index(b"BEGIN:VCALENDAR"), mail.index(b"END:VCALENDAR") + len(b"END:VCALENDAR\r\n")
    return mail[start:end]


def _cut(chance: random.Random, given: bytes) -> bytes:
    return given[: chance.randrange(len(given))]


def _flip(chance: random.Random, given: bytes) -> bytes:
    made = bytearray(given)
    for _time in range(chance.randrange(1, 30)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _insert(chance: random.Random, given: bytes) -> bytes:
    for _time in range(chance.randrange(1, 10)):
        place = chance.randrange(len(given))
        given = given[:place] + chance.choice(SIGNS) * chance.choice([1, 1, 1, 5000]) + given[place:]
    return given


def _shuffle(chance: random.Random, given: bytes) -> bytes:
    lines = given.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _double(chance: random.Random, given: bytes) -> bytes:
    lines = given.splitlines(keepends=True)
    line = chance.choice(lines)
    return b"".join(one * (chance.choice([2, 40]) if one is line else 1) for one in lines)


def _nest(chance: random.Random, _given: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * chance.choice([5, 400, 20_000])


def _bomb(chance: random.Random, given: bytes) -> bytes:
    rule = chance.choice([
        b"RRULE:FREQ=SECONDLY;COUNT=999999999", b"RRULE:FREQ=DAILY;BYSECOND=" + b"1," * 9000,
        b"RDATE:" + b"20261207T120000Z," * 20_000, b"DTSTART:99999999T999999Z", b"DTSTART;TZID=../../etc/passwd:20261207",
        b"DURATION:P" + b"9" * 4000 + b"D", b"ATTACH;ENCODING=BASE64;VALUE=BINARY:" + b"A" * 100_000,
        b"SEQUENCE:" + b"9" * 5000, b"SEQUENCE:-1", b"UID:" + b"u" * 100_000, b"ATTENDEE:mailto:" + b"a@" * 5000,
        b"COMMENT:" + b"\\n" * 9000, b"ATTENDEE;" + b"A=B;" * 5000 + b"X=Y:mailto:a@b.c",
    ])  # fmt: skip
    return given.replace(b"END:VEVENT", rule + b"\r\nEND:VEVENT")


def _fold(chance: random.Random, given: bytes) -> bytes:
    size = chance.choice([1, 2, 7])
    lines = given.splitlines()
    return b"\r\n".join(b"\r\n ".join(line[at : at + size] for at in range(0, len(line), size)) for line in lines)


def _rename(chance: random.Random, given: bytes) -> bytes:
    return given.replace(chance.choice(NAMES[:8]), chance.choice(NAMES))


def _huge(chance: random.Random, given: bytes) -> bytes:
    return given * chance.choice([50, 2000]) + chance.choice(SIGNS) * 100_000


def _noise(chance: random.Random, _given: bytes) -> bytes:
    return chance.randbytes(chance.choice([0, 10, 2000]))


SPOILERS: tuple[Spoiler, ...] = (
    _cut, _flip, _insert, _shuffle, _double, _nest, _bomb, _fold, _rename, _huge, _noise,
)  # fmt: skip


def hostile_calendars(count: int, *, seed: int = 20_261_207) -> Iterator[bytes]:
    """So many, the same for the same seed; one in four is spoilt twice."""
    chance = random.Random(seed)  # noqa: S311 - examples, told again by their seed
    for number in range(count):
        made = SPOILERS[number % len(SPOILERS)](chance, _calendar(chance))
        if chance.random() < 0.25 and made:
            made = chance.choice(SPOILERS[:4])(chance, made)
        yield made
