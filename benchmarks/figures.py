"""One measured figure beside its goal, and the table that tells them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`, to be at most `goal`; what else was measured on the way; why it does not count, if so."""

    set: str
    name: str
    value: float
    unit: str
    goal: float | None = None
    void: str = ""
    details: dict[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """`ok`, `MISSED`, `VOID`, or nothing when no goal is set."""
        if self.void:
            return "VOID"
        if self.goal is None:
            return ""
        return "ok" if self.value <= self.goal else "MISSED"


def table(figures: list[Figure]) -> str:
    """The figures line by line."""
    lines = [f"{'set':<4}{'measure':<44}{'value':>9} {'unit':<8}{'goal':>6}  {'verdict':<8}details", "─" * 120]
    for one in figures:
        goal = "" if one.goal is None else f"{one.goal:g}"
        details = ", ".join(f"{name} {value:.1f}" for name, value in one.details.items())
        lines.append(
            f"{one.set:<4}{one.name:<44}{one.value:>9.2f} {one.unit:<8}{goal:>6}  {one.verdict:<8}{one.void or details}"
        )
    return "\n".join(lines)
