"""How much there is of what in each data set.

S is the demonstration as `run.py demo` builds it. M: ten years of a weekly CODIR, 1,500 agents. L: 158 communes, 10,000
agents, the CODIR and twelve working groups of 25 members (300 people in sessions) over two years. Each holds, besides,
the scenes measured (`scenes.py`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """`branching` is how many units stand under each unit, level after level, below the four deputy directions."""

    communes: int = 4
    agents: int = 0
    branching: tuple[int, ...] = ()
    years: int = 0
    items_a_session: int = 0
    groups: int = 0
    group_members: int = 25


SIZES = {
    "S": Size(),
    "M": Size(agents=1_500, branching=(5, 4), years=10, items_a_session=6),
    "L": Size(communes=158, agents=10_000, branching=(8, 4, 3), years=2, items_a_session=8, groups=12),
}
