"""What a session opens with."""

from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interco.committees.enums import ActionState, MeetingState
from interco.committees.models import Action, Meeting
from interco.committees.queries.follow_up import FollowUp, follow_up
from interco.committees.services.agenda import set_opening
from interco.config.demo.organisation import Built
from interco.organisation.models import Person
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting

TUESDAY = date(2026, 12, 8)


def an_action(cast: Built, title: str, due_on: date, **more: object) -> Action:
    """An action of the CODIR, owned by the deputy for planning."""
    return Action.objects.create(
        reference=f"T-2026-{Action.objects.count() + 1:03d}", body=cast.bodies["codir"], title=title,
        owner_post=cast.posts["dga_planification"], due_on=due_on, created_at=NOW, **more,
    )  # fmt: skip


def told(found: FollowUp) -> dict[str, list[str]]:
    return {
        name: [line.action.title for line in getattr(found, name)]
        for name in ("late", "soon", "done")
        if getattr(found, name)
    }


def two_sessions(cast: Built) -> tuple[Meeting, Meeting]:
    """The CODIR of 8 December and the one of the week after."""
    return a_meeting(cast, day=TUESDAY, number=1), a_meeting(cast, day=TUESDAY + timedelta(days=7), number=2)


def test_it_tells_what_is_late_what_is_due_before_the_next_session_and_what_was_done_since_the_last(
    cast: Built,
) -> None:
    last = a_meeting(cast, day=date(2026, 12, 1), number=3, state=MeetingState.CLOSED)
    last.closed_at = NOW - timedelta(days=6)
    last.save()
    meeting, _following = two_sessions(cast)
    an_action(cast, "en retard", date(2026, 12, 7))
    an_action(cast, "le jour même", TUESDAY)
    an_action(cast, "veille de la suivante", date(2026, 12, 14))
    an_action(cast, "jour de la suivante", date(2026, 12, 15))
    an_action(cast, "faite", date(2026, 12, 4), state=ActionState.DONE, done_at=NOW - timedelta(days=1))
    an_action(cast, "faite avant", date(2026, 11, 4), state=ActionState.DONE, done_at=NOW - timedelta(days=9))
    an_action(cast, "abandonnée", date(2026, 11, 4), state=ActionState.CANCELLED)
    assert told(follow_up(meeting, Action.objects.all, Person.objects.all)) == {
        "late": ["en retard"], "soon": ["le jour même", "veille de la suivante"], "done": ["faite"],
    }  # fmt: skip


def test_only_the_next_session_has_one(cast: Built) -> None:
    meeting, following = two_sessions(cast)
    an_action(cast, "en retard", date(2026, 12, 1))
    assert follow_up(meeting, Action.objects.all, Person.objects.all).late
    assert not follow_up(following, Action.objects.all, Person.objects.all)
    meeting.state = MeetingState.OPEN
    meeting.save()
    assert follow_up(meeting, Action.objects.all, Person.objects.all).late
    meeting.state = MeetingState.CLOSED
    meeting.save()
    assert not follow_up(meeting, Action.objects.all, Person.objects.all)
    assert follow_up(following, Action.objects.all, Person.objects.all).late


def test_actions_of_another_body_and_those_one_may_not_read_stay_out(cast: Built) -> None:
    meeting, _following = two_sessions(cast)
    other = an_action(cast, "conférence", date(2026, 12, 1))
    other.body = cast.bodies["conference"]
    other.save()
    an_action(cast, "CODIR", date(2026, 12, 1))
    assert told(follow_up(meeting, Action.objects.all, Person.objects.all)) == {"late": ["CODIR"]}
    assert not follow_up(meeting, Action.objects.none, Person.objects.all)


def test_it_costs_the_same_number_of_queries_for_three_and_thirty(cast: Built) -> None:
    meeting, _following = two_sessions(cast)
    costs = []
    for number in (3, 27):
        for rank in range(number):
            an_action(cast, f"action {rank}", date(2026, 12, 1) + timedelta(days=rank % 9))
        with CaptureQueriesContext(connection) as seen:
            follow_up(Meeting.objects.select_related("body").get(pk=meeting.pk), Action.objects.all, Person.objects.all)
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_agenda_opens_with_it_and_its_minutes_count(cast: Built) -> None:
    meeting, _following = two_sessions(cast)
    an_action(cast, "Publier le catalogue de formation", date(2026, 12, 1))
    set_opening(meeting, minutes=10, by=actor(cast, "secretariat"))
    client = Client()
    client.force_login(cast.users["secretariat"])
    agenda = client.get(f"/seances/{meeting.public_id}/ordre-du-jour").content.decode()
    assert "Suivi des actions" in agenda
    assert "1 en retard" in agenda
    assert "<strong>10</strong> min sur 150" in agenda
    page = client.get(f"/seances/{meeting.public_id}/").content.decode()
    assert "Publier le catalogue de formation" in page


def test_its_minutes_are_set_by_steps_and_never_go_below_zero(cast: Built) -> None:
    meeting, _following = two_sessions(cast)
    client = Client()
    client.force_login(cast.users["secretariat"])
    address = f"/seances/{meeting.public_id}/ordre-du-jour/geste"
    for step, kept in (("more", 5), ("more", 10), ("less", 5), ("less", 0), ("less", 0)):
        assert client.post(address, {"act": f"opening:{step}"}).status_code == 302
        meeting.refresh_from_db()
        assert meeting.follow_up_minutes == kept
    assert client.post(address, {"act": "opening:perhaps"}).status_code == 422
