"""The rules of the consent round, by tables and by generated rounds."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interco.committees.enums import ROUND_TRANSITIONS, AttendeeRole, Outcome, RoundPhase, StanceValue
from interco.committees.rules.consent import (
    ALWAYS_OPEN,
    Convened,
    Obstacle,
    Position,
    RoundState,
    obstacle_to_outcome,
    obstacle_to_stance,
    obstacle_to_step,
    respondents,
)

F, R, A, O = StanceValue.FAVOURABLE, StanceValue.RESERVATION, StanceValue.ABSTENTION, StanceValue.OBJECTION  # noqa: E741


def round_of(*values: str, asked: int | None = None, lifted: frozenset[int] = frozenset(), **more: bool) -> RoundState:
    positions = tuple(
        Position(respondent=key, text=1, value=value, is_lifted=key in lifted) for key, value in enumerate(values)
    )
    return RoundState(frozenset(range(asked if asked is not None else len(values))), 1, positions, **more)


def open_outcomes(state: RoundState) -> list[Outcome]:
    """The outcomes that nothing stands against, a reason being written."""
    return [outcome for outcome in Outcome if obstacle_to_outcome(state, outcome, "written") is None]


def open_steps(state: RoundState, phase: str) -> list[RoundPhase]:
    """The steps that nothing stands against."""
    return [to for to in RoundPhase if obstacle_to_step(state, phase, to) is None]


ALWAYS = {Outcome.POSTPONED, Outcome.REFERRED, Outcome.REJECTED}


@pytest.mark.parametrize(
    ("state", "open_too"),
    [
        (round_of(F, F, F), {Outcome.CONSENSUS}),
        (round_of(F, A, F), {Outcome.CONSENSUS}),
        (round_of(F, R, F), {Outcome.RESERVATIONS}),
        (round_of(R), {Outcome.RESERVATIONS}),
        (round_of(F, O, F), {Outcome.ARBITRATION}),
        (round_of(F, O, R), {Outcome.ARBITRATION}),
        (round_of(F, O, F, lifted=frozenset({1})), {Outcome.CONSENSUS}),
        (round_of(R, O, F, lifted=frozenset({1})), {Outcome.RESERVATIONS}),
        (round_of(O, O, lifted=frozenset({0})), {Outcome.ARBITRATION}),
        (round_of(A, A, A), {Outcome.ARBITRATION}),
        (round_of(F, F, asked=3), set()),
        (round_of(F, F, asked=3, revealed_by_chair=True), {Outcome.CONSENSUS}),
        (round_of(F, O, asked=3, revealed_by_chair=True), {Outcome.ARBITRATION}),
        (round_of(asked=3), set()),
        (round_of(asked=3, revealed_by_chair=True), {Outcome.ARBITRATION}),
        (round_of(), {Outcome.ARBITRATION}),
    ],
)
def test_the_outcomes_open_for_a_set_of_stances(state: RoundState, open_too: set[Outcome]) -> None:
    assert set(open_outcomes(state)) == ALWAYS | open_too


def test_arbitration_needs_a_written_reason() -> None:
    state = round_of(F, O)
    assert obstacle_to_outcome(state, Outcome.ARBITRATION, "  ") == Obstacle.REASON_MISSING
    assert obstacle_to_outcome(state, Outcome.ARBITRATION, "Le calendrier ne permet pas un autre tour.") is None


def test_nobody_arbitrates_what_has_its_consensus() -> None:
    assert obstacle_to_outcome(round_of(F, F), Outcome.ARBITRATION, "Parce que.") == Obstacle.CONSENSUS_OPEN


def test_an_objection_and_a_reservation_must_say_why() -> None:
    missing = Obstacle.REASON_MISSING
    assert [obstacle_to_stance(value, " ") for value in (F, R, A, O)] == [None, missing, None, missing]
    assert obstacle_to_stance(O, "Le coût n’est pas notifié.") is None


def test_a_new_version_of_the_text_asks_again_and_keeps_the_objection_on_record() -> None:
    first = (Position(respondent=0, text=1, value=F), Position(respondent=1, text=1, value=O))
    amended = RoundState(frozenset({0, 1}), 2, first)
    assert (amended.missing, amended.is_revealed, amended.standing) == (frozenset({0, 1}), False, ())
    again = (*first, Position(respondent=0, text=2, value=F), Position(respondent=1, text=2, value=F))
    state = RoundState(frozenset({0, 1}), 2, again)
    assert obstacle_to_outcome(state, Outcome.CONSENSUS) is None
    assert first[1] in state.positions


def test_the_last_stance_of_a_person_on_a_version_is_hers() -> None:
    changed = (Position(respondent=0, text=1, value=O), Position(respondent=0, text=1, value=F))
    assert RoundState(frozenset({0}), 1, changed).tally() == {F: 1, R: 0, A: 0, O: 0}


def test_who_was_not_asked_changes_nothing() -> None:
    state = RoundState(
        frozenset({0}), 1, (Position(respondent=0, text=1, value=F), Position(respondent=9, text=1, value=O))
    )
    assert set(open_outcomes(state)) == ALWAYS | {Outcome.CONSENSUS}


def test_a_lifted_objection_stays_an_objection_in_the_count() -> None:
    assert round_of(F, O, lifted=frozenset({1})).tally()[O] == 1


@pytest.mark.parametrize(("phase", "to"), list(itertools.product(RoundPhase, RoundPhase)))
def test_a_step_is_open_only_when_the_table_has_it(phase: RoundPhase, to: RoundPhase) -> None:
    state = round_of(F, O) if to == RoundPhase.LIFTING else round_of(F, F)
    assert (obstacle_to_step(state, phase, to) is None) == (to in ROUND_TRANSITIONS[phase])


def test_every_step_is_reached_from_the_proposal() -> None:
    reached, front = {RoundPhase.PROPOSAL}, {RoundPhase.PROPOSAL}
    while front:
        front = {RoundPhase(to) for phase in front for to in ROUND_TRANSITIONS[phase]} - reached
        reached |= front
    assert reached == set(RoundPhase)


def test_steps_after_the_stances_depend_on_the_stances() -> None:
    assert open_steps(round_of(F, F), RoundPhase.STANCES) == [RoundPhase.ADOPTION]
    assert open_steps(round_of(F, O), RoundPhase.STANCES) == [RoundPhase.LIFTING]
    assert open_steps(round_of(F, asked=2), RoundPhase.STANCES) == []
    assert obstacle_to_step(round_of(F, O), RoundPhase.STANCES, RoundPhase.ADOPTION) == Obstacle.OBJECTION_STANDS
    assert obstacle_to_step(round_of(F, F), RoundPhase.STANCES, RoundPhase.LIFTING) == Obstacle.NO_OBJECTION
    assert obstacle_to_step(round_of(), RoundPhase.PROPOSAL, RoundPhase.STANCES) == Obstacle.NO_RESPONDENT
    assert open_steps(round_of(F, O, lifted=frozenset({1})), RoundPhase.LIFTING) == [
        RoundPhase.STANCES, RoundPhase.ADOPTION,
    ]  # fmt: skip


POSITIONS = st.lists(
    st.builds(
        Position, respondent=st.integers(0, 6), text=st.integers(1, 3), value=st.sampled_from(StanceValue),
        is_lifted=st.booleans(),
    ),
    max_size=30,
).map(tuple)  # fmt: skip
ROUNDS = st.builds(
    RoundState, respondents=st.frozensets(st.integers(0, 6)), text=st.integers(1, 3), positions=POSITIONS,
    revealed_by_chair=st.booleans(),
)  # fmt: skip


@given(ROUNDS)
def test_whatever_the_stances_a_way_out_is_open_and_consensus_and_arbitration_exclude_one_another(
    state: RoundState,
) -> None:
    found = set(open_outcomes(state))
    assert found >= ALWAYS_OPEN
    assert len(found & {Outcome.CONSENSUS, Outcome.RESERVATIONS, Outcome.ARBITRATION}) <= 1
    if state.is_revealed:
        assert len(found) == len(ALWAYS_OPEN) + 1


@given(ROUNDS)
def test_no_consensus_stands_against_a_standing_objection_or_before_the_reveal(state: RoundState) -> None:
    if state.standing or not state.is_revealed:
        assert not set(open_outcomes(state)) & {Outcome.CONSENSUS, Outcome.RESERVATIONS}


def person(key: int, role: str = AttendeeRole.MEMBER, **more: object) -> Convened:
    given: dict[str, object] = {"is_voting": True, "is_member": True, "is_present": True, "rank": key}
    return Convened(key=key, role=role, **{**given, **more})  # type: ignore[arg-type]


def test_the_chair_is_asked_only_when_the_body_says_so() -> None:
    people = [person(0, AttendeeRole.CHAIR), person(1), person(2)]
    assert respondents(people) == [1, 2]
    assert respondents(people, chair_responds=True) == [0, 1, 2]


def test_a_secretary_is_asked_only_as_a_member() -> None:
    people = [person(1), person(2, AttendeeRole.SECRETARY, is_member=False), person(3, AttendeeRole.SECRETARY)]
    assert respondents(people) == [1, 3]


def test_a_substitute_is_asked_only_for_an_absent_voting_member() -> None:
    substitute = person(9, AttendeeRole.SUBSTITUTE, is_member=False, is_voting=False, substitute_for=1)
    assert respondents([person(1), substitute]) == [1]
    assert respondents([person(1, is_present=False), substitute]) == [9]
    assert respondents([person(1, is_present=False, is_voting=False), substitute]) == []


def test_two_substitutes_of_one_seat_give_one_answer() -> None:
    people = [
        person(1, is_present=False),
        person(8, AttendeeRole.SUBSTITUTE, is_member=False, substitute_for=1),
        person(9, AttendeeRole.SUBSTITUTE, is_member=False, substitute_for=1),
    ]
    assert respondents(people) == [8]


def test_who_sits_for_the_chair_is_not_asked_either() -> None:
    people = [
        person(0, AttendeeRole.CHAIR, is_present=False),
        person(5, AttendeeRole.SUBSTITUTE, is_member=False, substitute_for=0),
        person(1),
    ]
    assert respondents(people) == [1]
    assert respondents(people, chair_responds=True) == [1, 5]


def test_guests_absent_and_non_voting_members_are_not_asked() -> None:
    people = [
        person(1, AttendeeRole.GUEST, is_member=False, is_voting=False),
        person(2, is_present=False),
        person(3, is_voting=False),
        person(4),
    ]
    assert respondents(people) == [4]
