"""Who sits in a body on a day."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from interco.committees.enums import AttendeeRole
from interco.committees.models import Membership
from interco.committees.queries.membership import bodies_of, seats_on
from interco.config.demo.organisation import Built
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment
from tests.cast import actor

TODAY = date(2026, 12, 7)


def test_the_chair_comes_first_and_the_members_by_rank(cast: Built) -> None:
    seats = seats_on(cast.bodies["codir"], TODAY)
    assert (seats[0].role, seats[0].holder and seats[0].holder.person) == (AttendeeRole.CHAIR, cast.people["dgs"])
    assert [seat.rank for seat in seats[1:]] == sorted(seat.rank for seat in seats[1:])
    assert len(seats) == 10


def test_a_title_agrees_with_its_holder(cast: Built) -> None:
    titles = {
        seat.holder.person.full_name: seat.holder.title for seat in seats_on(cast.bodies["codir"], TODAY) if seat.holder
    }
    assert titles["Ondine Mahogany"] == "Directrice générale adjointe"
    assert titles["Maxence Tamarin"] == "Directeur général adjoint"


def test_a_member_comes_with_the_substitute_of_the_post(cast: Built) -> None:
    seat = next(seat for seat in seats_on(cast.bodies["codir"], TODAY) if seat.substitute and seat.rank == 1)
    assert seat.substitute is not None
    assert seat.substitute.person == cast.people["rh"]


def test_the_secretary_who_is_a_member_sits_once(cast: Built) -> None:
    keepers = [seat for seat in seats_on(cast.bodies["codir"], TODAY) if seat.role == AttendeeRole.SECRETARY]
    assert [(seat.is_member, seat.holder and seat.holder.person) for seat in keepers] == [
        (True, cast.people["secretariat"])
    ]


def test_a_secretary_who_is_not_a_member_sits_last_without_voting(cast: Built) -> None:
    Membership.objects.filter(body=cast.bodies["codir"], post=cast.posts["secretariat"]).delete()
    last = seats_on(cast.bodies["codir"], TODAY)[-1]
    assert (last.role, last.is_member, last.is_voting) == (AttendeeRole.SECRETARY, False, False)


def test_the_interim_sits_for_the_holder(cast: Built) -> None:
    Assignment.objects.create(
        person=cast.people["amenagement"], post=cast.posts["dga_planification"], kind=AssignmentKind.INTERIM,
        starts_on=TODAY,
    )  # fmt: skip
    holder = next(seat.holder for seat in seats_on(cast.bodies["codir"], TODAY) if seat.rank == 4)
    assert holder is not None
    assert (holder.person, holder.is_interim) == (cast.people["amenagement"], True)
    before = next(seat.holder for seat in seats_on(cast.bodies["codir"], TODAY - timedelta(days=1)) if seat.rank == 4)
    assert before is not None
    assert before.person == cast.people["dga_planification"]


def test_a_vacant_post_keeps_its_seat_and_its_name(cast: Built) -> None:
    Membership.objects.create(body=cast.bodies["codir"], post=cast.posts["finances"], rank=99, starts_on=TODAY)
    seat = seats_on(cast.bodies["codir"], TODAY)[-1]
    assert (seat.holder, seat.label) == (None, "Chef de service")


def test_a_seat_may_name_a_person(cast: Built) -> None:
    Membership.objects.create(body=cast.bodies["codir"], person=cast.people["elue"], rank=99, starts_on=TODAY)
    seat = seats_on(cast.bodies["codir"], TODAY)[-1]
    assert seat.holder is not None
    assert (seat.holder.person, seat.holder.title) == (cast.people["elue"], "Vice-présidente")


def test_the_number_of_queries_does_not_grow_with_the_seats(
    cast: Built, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = cast.bodies["codir"]
    with django_assert_num_queries(3):
        assert len(seats_on(body, TODAY)) == 10
    for rank, key in enumerate(("systemes", "qualite", "collecte", "developpement", "environnement"), 50):
        Membership.objects.create(body=body, post=cast.posts[key], rank=rank, starts_on=TODAY)
    with django_assert_num_queries(3):
        assert len(seats_on(body, TODAY)) == 15


@pytest.mark.parametrize(
    ("who", "bodies"),
    [
        ("dga_planification", {"codir"}),
        ("rh", {"codir"}),
        ("dgs", {"codir", "conference"}),
        ("communes", {"codir", "conference"}),
        ("dgs_lamentin", {"conference"}),
        ("agent_rh", set()),
        ("administrateur", set()),
    ],
)
def test_everyone_sits_where_their_post_sits(cast: Built, who: str, bodies: set[str]) -> None:
    assert bodies_of(actor(cast, who)) == {cast.bodies[key].pk for key in bodies}
