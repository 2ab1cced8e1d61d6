"""The sceau: a round mark on closed decisions, whose rim is the first 32 bits of the hash.

Eight hexadecimal characters are 32 bits, read from the highest of the first character; clockwise from the top, a bit
of 1 is a long tick and a bit of 0 a short one, so that two copies compare at a glance.
Example: `7c1e94af` starts with 7 = 0111: a short tick at the top, then three long ones.
"""

from dataclasses import dataclass
from math import cos, pi, sin

RIM = 32
CENTRE = 80.0
OUTER = 71.0
LONG = 12.0
SHORT = 5.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the rim, in the units of a 160 × 160 drawing."""

    long: bool
    x1: str
    y1: str
    x2: str
    y2: str


def bits_of(hash8: str) -> list[bool]:
    """The 32 bits of eight hexadecimal characters. Raises `ValueError` on anything else."""
    if len(hash8) != 8:
        raise ValueError(f"A sceau shows eight hexadecimal characters, not {hash8!r}.")
    value = int(hash8, 16)
    return [bool(value >> (RIM - 1 - place) & 1) for place in range(RIM)]


def ticks(hash8: str) -> list[Tick]:
    """The rim, clockwise from the top."""
    return [_tick(place, long) for place, long in enumerate(bits_of(hash8))]


def _tick(place: int, long: bool) -> Tick:
    angle = 2 * pi * place / RIM - pi / 2
    inner = OUTER - (LONG if long else SHORT)
    ends = [f"{CENTRE + radius * turn(angle):.2f}" for radius in (OUTER, inner) for turn in (cos, sin)]
    return Tick(long, *ends)
