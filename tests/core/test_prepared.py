"""Questions built once and asked with other values give what the ORM gives."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from interco.committees.models import Meeting
from interco.config.demo.organisation import Built
from interco.foundation.core.models import refresh
from interco.foundation.core.prepared import Prepared
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
