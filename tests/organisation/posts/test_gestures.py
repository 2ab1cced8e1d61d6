"""Opening, changing and closing posts; putting people on them."""

from datetime import date
from decimal import Decimal

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, PostVersion
from interco.organisation.services.assignments import assign, correct_assignment, end_assignment
from interco.organisation.services.posts import PostValues, change_post, close_post, open_post
from tests.cast import actor

MARCH = date(2027, 3, 1)


def values(cast: Built, unit: str = "rh", **given: object) -> PostValues:
    return PostValues(unit=cast.units[unit], title="Chargé d’études", **given)  # type: ignore[arg-type]


def test_a_post_is_opened_in_a_unit_that_exists(cast: Built) -> None:
    post = open_post(values(cast, fte=Decimal("0.8")), starts_on=MARCH, by=actor(cast, "dgs"))
    assert PostVersion.objects.effective_on(MARCH).get(post=post).fte == Decimal("0.8")
    with pytest.raises(Invalid, match="n’existe pas au 1er janvier 2020"):
        open_post(values(cast), starts_on=date(2020, 1, 1), by=actor(cast, "dgs"))


@pytest.mark.parametrize("fte", ["0", "-1", "1.01"])
def test_a_post_has_more_than_nothing_and_at_most_one_fte(cast: Built, fte: str) -> None:
    with pytest.raises(Invalid):
        change_post(cast.posts["rh"], values(cast, fte=Decimal(fte)), day=MARCH, by=actor(cast, "dgs"))


def test_a_post_closed_frees_its_holder_on_the_same_day(cast: Built) -> None:
    close_post(cast.posts["rh"], day=MARCH, by=actor(cast, "dgs"))
    assert Assignment.objects.get(post=cast.posts["rh"]).ends_on == MARCH
    assert not PostVersion.objects.effective_on(MARCH).filter(post=cast.posts["rh"]).exists()


def test_two_full_time_holders_are_refused_with_their_names_and_days(cast: Built) -> None:
    with pytest.raises(Invalid, match=r"200 % à partir du 1er mars 2027, par .*Mélodie Raisinier.*100 % au plus"):
        assign(cast.posts["rh"], cast.people["agent_rh"], starts_on=MARCH, by=actor(cast, "dgs"))
    assert Assignment.objects.filter(post=cast.posts["rh"]).count() == 1


def test_a_person_at_full_time_is_not_put_on_a_second_post(cast: Built) -> None:
    with pytest.raises(Invalid, match="Théodule Vétiver serait à 150 %"):
        assign(
            cast.posts["finances"],
            cast.people["agent_rh"],
            starts_on=MARCH,
            quota=Decimal("0.5"),
            by=actor(cast, "dgs"),
        )


def test_an_interim_stands_in_without_leaving_his_post(cast: Built) -> None:
    assign(
        cast.posts["finances"], cast.people["rh"], starts_on=MARCH, kind=AssignmentKind.INTERIM, by=actor(cast, "dgs")
    )
    assert cast.people["rh"].assignments.effective_on(MARCH).count() == 2


def test_nobody_is_assigned_before_the_post_or_the_person_exists(cast: Built) -> None:
    with pytest.raises(Invalid, match="Le poste n’existe pas"):
        assign(cast.posts["finances"], cast.people["rh"], starts_on=date(2020, 1, 1), by=actor(cast, "dgs"))


def test_an_assignment_ended_leaves_the_post_to_a_successor(cast: Built) -> None:
    end_assignment(cast.people["rh"].assignments.get(), day=MARCH, by=actor(cast, "dgs"))
    end_assignment(cast.people["agent_rh"].assignments.get(), day=MARCH, by=actor(cast, "dgs"))
    row = assign(cast.posts["rh"], cast.people["agent_rh"], starts_on=MARCH, by=actor(cast, "dgs"))
    with pytest.raises(Invalid, match="200 %"):
        correct_assignment(
            row, starts_on=date(2027, 2, 1), ends_on=None, quota=Decimal(1), kind=AssignmentKind.HOLDER,
            by=actor(cast, "dgs"),
        )  # fmt: skip
