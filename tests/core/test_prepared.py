"""Questions built once and asked with other values give what the ORM gives."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from interco.committees.models import Meeting
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.core.models import refresh
from interco.foundation.core.prepared import Prepared, PreparedFor
from interco.foundation.core.roles import Role
from interco.organisation.models import Assignment, Person
from tests.cast import NOW
from tests.committees.builders import a_meeting

DAYS = (date(2025, 1, 1), date(2026, 12, 7), date(2027, 3, 1))


def test_instances_come_with_their_relations_in_one_query(cast: Built) -> None:
    by_key = Prepared(lambda key: Meeting.objects.filter(public_id=key).select_related("body"), str)
    made = [a_meeting(cast, number=1), a_meeting(cast, number=2, day=date(2026, 12, 15))]
    for meeting in made:
        with CaptureQueriesContext(connection) as queries:
            found = by_key.first(meeting.public_id)
            assert (found, found.body.code, found.starts_at) == (meeting, "CODIR", meeting.starts_at)
        assert len(queries) == 1
    assert by_key("no such key") == []


def test_a_value_is_put_wherever_it_stands(cast: Built) -> None:
    """The same day is compared twice; each answer is the ORM's."""
    columns = ("person_id", "starts_on", "quota")

    def question(day: date) -> object:
        return Assignment.objects.effective_on(day).order_by("pk").values_list(*columns)

    asked = Prepared(question, date)  # type: ignore[arg-type]
    for day in DAYS:
        assert [tuple(row) for row in asked(day)] == list(question(day))  # type: ignore[call-overload]


def test_hostile_text_stays_a_value(cast: Built) -> None:
    named = Prepared(lambda name: Person.objects.filter(last_name=name), str)
    assert named("' OR 1=1 --") == []
    assert named("\x01 place 0") == []


def test_a_question_that_changes_its_value_is_refused(cast: Built) -> None:
    """`contains` adds signs to its value: it would be asked with the wrong one for ever."""
    with pytest.raises(ValueError, match="not compared as it is"):
        Prepared(lambda text: Person.objects.filter(Q(last_name__contains=text)), str)("a")


def test_a_row_read_again_is_the_one_of_the_database_and_forgets_its_relations(cast: Built) -> None:
    meeting = a_meeting(cast)
    assert meeting.body.code == "CODIR"
    Meeting.objects.filter(pk=meeting.pk).update(place="Ailleurs", body=cast.bodies["conference"], convened_at=NOW)
    refresh(meeting)
    assert (meeting.place, meeting.body.code, meeting.convened_at) == ("Ailleurs", "CDGS", NOW)
    gone = a_meeting(cast, number=7, day=date(2026, 12, 22))
    Meeting.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Meeting.DoesNotExist):
        refresh(gone)


@pytest.mark.django_db(transaction=True)
def test_a_question_that_locks_is_not_asked_outside_a_transaction(cast: Built) -> None:
    """As the ORM refuses it: the lock would be gone before the next statement."""
    user = cast.users["dgs"]
    with transaction.atomic():
        refresh(user)
    with pytest.raises(transaction.TransactionManagementError):
        refresh(user)


def somebody(cast: Built, key: str) -> Actor:
    return actor_of(cast.users[key].pk, NOW)


def test_an_actor_is_asked_for_as_the_orm_asks_with_any_number_of_posts(cast: Built) -> None:
    def question(actor: Actor) -> QuerySet[Any, Any]:
        held = Q(post_id__in=actor.post_ids) | Q(person_id=actor.person_id, starts_on__lte=actor.today)
        return Assignment.objects.filter(held).annotate(twice=F("quota") * 2).select_related("person").order_by("pk")

    asked = PreparedFor(question)
    posts = sorted(Assignment.objects.values_list("post_id", flat=True))
    for held in (posts[:1], posts[:2], posts[:3], posts[2:9], posts[5:6]):
        for key in ("dgs", "agent_rh"):
            who = replace(somebody(cast, key), post_ids=frozenset(held))
            expected = [(row.pk, row.person.last_name, row.twice) for row in question(who)]
            assert expected
            with CaptureQueriesContext(connection) as queries:
                assert [(row.pk, row.person.last_name, row.twice) for row in asked(who)] == expected
            assert len(queries) == 1


def test_the_roles_choose_the_question_and_who_holds_nothing_asks_none(cast: Built) -> None:
    asked = PreparedFor(lambda actor: Person.objects.filter(
        pk=actor.person_id) if actor.has(Role.DGS) else Person.objects.filter(pk__in=actor.post_ids)
    )  # fmt: skip
    assert asked(somebody(cast, "dgs")) == [cast.people["dgs"]]
    nobody = replace(somebody(cast, "agent_rh"), post_ids=frozenset())
    with CaptureQueriesContext(connection) as queries:
        assert asked(nobody) == []
    assert not queries


def test_what_an_actor_would_change_or_ask_meanwhile_is_refused(cast: Built) -> None:
    dgs = somebody(cast, "dgs")
    later = PreparedFor(lambda actor: Meeting.objects.filter(starts_at__gt=actor.at + timedelta(days=14)))
    with pytest.raises(ValueError, match="not compared as it is"):
        later(dgs)
    asks = PreparedFor(lambda _actor: Person.objects.filter(pk__in=list(Person.objects.values_list("pk", flat=True))))
    with pytest.raises(ValueError, match="while it is built"):
        asks(dgs)


def test_keys_given_beside_an_actor_may_be_any_number(cast: Built) -> None:
    def question(actor: Actor, posts: frozenset[int], day: date) -> QuerySet[Any, Any]:
        rows = Assignment.objects.filter(Q(post_id__in=posts) | Q(person_id=actor.person_id), starts_on__lte=day)
        return rows.order_by("pk").values_list("pk")

    asked, who = PreparedFor(question, frozenset, date), somebody(cast, "dgs")
    every = sorted(Assignment.objects.values_list("post_id", flat=True))
    for posts in (frozenset(), frozenset(every[:1]), frozenset(every[1:4]), frozenset(every[:2]), frozenset(every)):
        for day in DAYS:
            assert [tuple(row) for row in asked(who, posts, day)] == list(question(who, posts, day))
