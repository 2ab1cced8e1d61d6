"""The permission matrix, readable: one row for each route and state of its object, with those who may.

Everyone else is refused; other methods answer 405. These answers are written apart from the policies, by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.matrix.principals import NOBODY


@dataclass(frozen=True, slots=True)
class Row:
    """A route in one state. In `arguments`, `body` and `json`, `@name` is an object of the world.

    `json` is the body of an operation of the API, which answers 401, 403 or 404 where a page may send to the sign-in.
    `file` goes with the form, under that name.
    """

    route: str
    may: frozenset[str] = NOBODY
    method: str = "GET"
    state: str = ""
    arguments: tuple[str, ...] = ()
    body: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, object] | None = None
    file: bytes = b""

    @property
    def name(self) -> str:
        """How a failure is told."""
        return f"{self.method} {self.route}" + (f" ({self.state})" if self.state else "")
