"""What a decision brief still lacks before a session can decide on it.

A brief tells the context, at least two options (doing nothing is one), what it costs, and what is recommended. An item
that calls for no decision needs none of it.

Example: `gaps(context="…", options=2, budget_impact="", recommendation="…")` is `(Gap.BUDGET,)`.
"""

from enum import StrEnum


class Gap(StrEnum):
    """A part that is missing."""

    CONTEXT = "context"
    OPTIONS = "options"
    BUDGET = "budget_impact"
    RECOMMENDATION = "recommendation"


def gaps(*, context: str, options: int, budget_impact: str, recommendation: str) -> tuple[Gap, ...]:
    """The missing parts, in the order of the brief."""
    lacking = {
        Gap.CONTEXT: not context.strip(),
        Gap.OPTIONS: options < 2,
        Gap.BUDGET: not budget_impact.strip(),
        Gap.RECOMMENDATION: not recommendation.strip(),
    }
    return tuple(gap for gap, is_missing in lacking.items() if is_missing)
