"""Who a note is for: the pure rule by example and by property, then the same on the org chart of the demonstration."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.config.demo.organisation import Built
from interco.organisation.models import Person
from interco.secretariat.queries.audience import people_on, reached_by, without_mailbox
from interco.secretariat.rules.audience import Facts, Holding, Line, addressees, heads_above, under
from interco.secretariat.services.note_audience import Named, name_target
from tests.cast import actor
from tests.secretariat.notes.drafts import a_draft

DGS, ADMINISTRATION, RH, PAY, ANN, BEA, CLO, DAN = range(1, 9)
CHART = Facts(
    holdings=[
        Holding(ANN, 11, ADMINISTRATION), Holding(BEA, 12, RH), Holding(CLO, 13, PAY), Holding(DAN, 12, RH),
        Holding(DAN, 14, PAY),
    ],
    parents={DGS: None, ADMINISTRATION: DGS, RH: ADMINISTRATION, PAY: ADMINISTRATION}, home_id=1,
    agents={1: frozenset({ANN, BEA, CLO, DAN}), 2: frozenset({30})}, seats={7: frozenset({ANN, 30})},
    present=frozenset({ANN, BEA, CLO, DAN, 30, 40}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "reached"),
    [
        ([Line("unit", ADMINISTRATION)], {ANN, BEA, CLO, DAN}),
        ([Line("unit", ADMINISTRATION, with_descendants=False)], {ANN}),
        ([Line("unit", ADMINISTRATION), Line("unit", PAY, is_exception=True)], {ANN, BEA}),
        ([Line("unit", PAY, is_exception=True), Line("unit", ADMINISTRATION)], {ANN, BEA}),
        ([Line("post", 12)], {BEA, DAN}),
        ([Line("body", 7)], {ANN, 30}),
        ([Line("commune", 2)], {30}),
        ([Line("all_staff"), Line("person", BEA, is_exception=True)], {ANN, CLO, DAN}),
        ([Line("person", 40)], {40}),
        ([Line("person", 99)], set()),
        ([Line("unit", PAY, is_exception=True)], set()),
        ([], set()),
    ],
)
def test_lines_reach_these_people(lines: list[Line], reached: set[int]) -> None:
    assert set(addressees(lines, CHART)) == reached


def test_somebody_reached_twice_comes_by_the_service_of_the_greater_share() -> None:
    assert addressees([Line("unit", PAY)], CHART)[DAN] == RH


def test_a_loop_in_the_chart_ends() -> None:
    assert under({1}, {1: 2, 2: 1}) == {1, 2}
    assert heads_above(1, {1: 2, 2: 1}) == [1, 2]


KINDS = st.sampled_from(["all_staff", "unit", "post", "body", "commune", "person"])
LINES = st.lists(st.builds(Line, KINDS, st.integers(0, 40), st.booleans(), st.booleans()), max_size=8)


@given(LINES, st.randoms())
def test_the_order_of_the_lines_changes_nothing_and_an_exception_never_adds(lines: list[Line], chance: object) -> None:
    before = addressees(lines, CHART)
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert addressees(shuffled, CHART) == before
    naming = [line for line in lines if not line.is_exception]
    assert set(before) <= set(addressees(naming, CHART))


def test_a_unit_of_the_demonstration_reaches_those_who_hold_its_posts_that_day(cast: Built) -> None:
    note = a_draft(cast, "administration")
    day = actor(cast, "dgs").today
    keys = {one.key for one in reached_by(note, day)}
    assert {cast.people["rh"].public_id, cast.people["agent_rh"].public_id, cast.people["systemes"].public_id} <= keys
    assert cast.people["dga_juridique"].public_id not in keys
    assert all(one.email for one in reached_by(note, day) if one not in without_mailbox(reached_by(note, day)))


def test_who_left_is_not_reached_any_more(cast: Built) -> None:
    note, day = a_draft(cast), actor(cast, "dgs").today
    Person.objects.filter(pk=cast.people["agent_rh"].pk).update(ends_on=day)
    assert cast.people["agent_rh"].pk not in {one.person_id for one in reached_by(note, day)}
    assert cast.people["agent_rh"].pk in {one.person_id for one in reached_by(note, day - timedelta(days=1))}


def test_a_body_and_a_commune_reach_their_people(cast: Built) -> None:
    by, note = actor(cast, "agent_rh"), a_draft(cast)
    name_target(note, Named(thing=cast.bodies["codir"]), by=by)
    name_target(note, Named(thing=cast.communes["97229"]), by=by)
    keys = {one.key for one in reached_by(note, by.today)}
    assert {cast.people["dgs"].public_id, cast.people["dgs_schoelcher"].public_id} <= keys
    assert cast.people["dgs_lamentin"].public_id not in keys
    assert cast.people["elue"].public_id not in keys


def test_the_facts_of_a_day_take_five_queries_for_any_number_of_lines(
    cast: Built, django_assert_num_queries: object
) -> None:
    lines, day = [Line("unit", unit.pk) for unit in cast.units.values()], actor(cast, "dgs").today
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert people_on(day, lines).reached_by(lines)
