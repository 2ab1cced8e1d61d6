"""What becomes of the items of a session that closes."""

from hypothesis import given
from hypothesis import strategies as st

from interco.committees.enums import ITEM_TRANSITIONS, ItemState
from interco.committees.rules.carry_over import FATE_OF_STATE, Ending, Fate, Line, carried, endings


def test_the_worked_example() -> None:
    found = endings(
        [
            Line(4, ItemState.IN_SESSION, 4), Line(1, ItemState.DECIDED, 1, 2), Line(3, ItemState.SCHEDULED, 3),
            Line(2, ItemState.POSTPONED, 2, 1),
        ]
    )  # fmt: skip
    assert found == [
        Ending(1, Fate.CLOSE, 2), Ending(2, Fate.CARRY_POSTPONED, 2), Ending(3, Fate.CARRY_UNTREATED, 1),
        Ending(4, Fate.CARRY_UNTREATED, 1),
    ]  # fmt: skip
    assert carried(found) == [2, 3, 4]


def test_each_fate_is_a_step_that_the_life_of_an_item_allows() -> None:
    goal = {Fate.CLOSE: ItemState.CLOSED, Fate.CARRY_UNTREATED: ItemState.ACCEPTED,
            Fate.CARRY_POSTPONED: ItemState.ACCEPTED}  # fmt: skip
    assert all(goal[fate] in ITEM_TRANSITIONS[state] for state, fate in FATE_OF_STATE.items())


@given(st.lists(st.tuples(st.sampled_from(ItemState), st.integers(1, 50), st.integers(0, 9)), max_size=40))
def test_nothing_that_was_on_the_agenda_is_forgotten(drawn: list[tuple[ItemState, int, int]]) -> None:
    lines = [Line(key, state, position, count) for key, (state, position, count) in enumerate(drawn)]
    found = endings(lines)
    assert {one.key for one in found} == {line.key for line in lines if line.state in FATE_OF_STATE}
    assert len(found) == len({one.key for one in found})
    assert set(carried(found)) == {one.key for one in found if one.fate is not Fate.CLOSE}
