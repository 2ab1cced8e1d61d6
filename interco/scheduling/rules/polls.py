"""Which date of a poll suits best.

Rule. The date with most people who can come (« oui » or « si besoin »), then with most « oui », then the earliest. A date
nobody answered for is never the best.

Worked example. Three people; Monday: oui, oui, non; Tuesday: oui, si besoin, si besoin. Tuesday is the best: all three
can come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

YES, MAYBE, NO = "yes", "maybe", "no"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said what of a date."""

    yes: int
    maybe: int
    no: int

    @property
    def can(self) -> int:
        """How many can come."""
        return self.yes + self.maybe


def tally_of(choices: Sequence[str]) -> Tally:
    """Answers counted."""
    return Tally(choices.count(YES), choices.count(MAYBE), choices.count(NO))


def best_of(tallies: Mapping[int, Tally]) -> int | None:
    """The key of the best date, dates given in their order; nothing before anybody can come."""
    best = max(tallies, key=lambda key: (tallies[key].can, tallies[key].yes), default=None)
    return best if best is not None and tallies[best].can else None
