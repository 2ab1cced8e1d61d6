"""What a drill measured, written where `python3 run.py drill` reads it; and how many times it runs."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

#: Set by `tests.drills.__main__`: the file of the figures, and the number asked for instead of the release's own.
FILE, COUNT = "DRILL_FIGURES", "DRILL_COUNT"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `most` and `least` are what the design asks for; only the release command enforces them."""

    drill: str
    engine: str
    what: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the figure is within what was asked for."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)


def is_release() -> bool:
    """Whether the large counts were asked for."""
    return FILE in os.environ


def times(ci: int, *, release: int) -> int:
    """How many times to do it: few in every run, many before a release, or what `--count` says."""
    if not is_release():
        return ci
    return int(os.environ.get(COUNT, "") or release)


def tell(figure: Figure) -> None:
    """Add a line to the table, when somebody reads it."""
    if is_release():
        with Path(os.environ[FILE]).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(figure)) + "\n")


def read(file: Path) -> list[Figure]:
    """The lines written so far."""
    return [Figure(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
