"""How far the worker is with a large import: figures that a page reads while the transaction is still open.

One import is one transaction, which nobody else sees before its end: its figures cannot be rows. They are a small file
of the data folder, replaced several times a second, removed at the end. Losing it loses nothing but a bar.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from interco.foundation.core.identifiers import scoped

#: Told a stage, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]
T = TypeVar("T")
#: The stages of each work in their order, with the share of the time that each takes (`docs/dev/mesures.md`).
STAGES: dict[str, dict[str, int]] = {
    "applying": {"read": 20, "write": 30, "remember": 15, "journal": 20, "index": 15},
    "undoing": {"check": 45, "take_back": 30, "journal": 15, "index": 10},
}
_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Figures:
    """The stage in hand (from 1), how much of it is done, and how much of the whole in per cent."""

    stage: str
    rank: int
    done: int
    total: int
    percent: int


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def counted(rows: Iterable[T], stage: str, total: int, progress: Progress) -> Iterator[T]:
    """The same rows, the progress told as they pass."""
    for rank, row in enumerate(rows, start=1):
        if rank % 500 == 0 or rank == total:
            progress(stage, rank, total)
        yield row


def shown(key: str, work: str) -> Progress:
    """Writes the figures of an import where `figures_of` reads them: each new stage, then no more often than an eye follows."""
    last, in_hand = 0.0, ""

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal last, in_hand
        if stage == in_hand and time.monotonic() - last < _PAUSE:
            return
        last, in_hand = time.monotonic(), stage
        place = _place(key)
        with suppress(OSError):  # a full disk stops the work by itself, not for a bar
            place.parent.mkdir(mode=0o700, exist_ok=True)
            beside = place.with_suffix(".new")
            beside.write_text(json.dumps([work, stage, done, total]), encoding="utf-8")
            beside.replace(place)

    return tell


def figures_of(key: str, work: str) -> Figures | None:
    """How far this work on this import is; nothing before it began."""
    try:
        told, stage, done, total = json.loads(_place(key).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    shares = STAGES[work]
    if told != work or stage not in shares:
        return None
    names = list(shares)
    before = sum(shares[name] for name in names[: names.index(stage)])
    share = shares[stage] * done // total if total else 0
    return Figures(stage, names.index(stage) + 1, done, total, before + share)


def forget(key: str) -> None:
    """The work is over."""
    with suppress(OSError):
        _place(key).unlink()


def _place(key: str) -> Path:
    return Path(settings.DATA) / "progress" / f"{scoped('import', key).replace(':', '-')}.json"
