"""À traiter tells what each one owes, and when."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches

from interco.cockpit.queries.day import margin_of
from interco.cockpit.queries.to_do import figure, to_do
from interco.cockpit.rules.delays import Delay, delay_of
from interco.committees.enums import ItemState, MeetingState
from interco.committees.models import DecisionBrief, ItemEvent, ProposalText, Stance
from interco.committees.rules.brief_gaps import Gap, gaps
from interco.config.demo.organisation import Built
from interco.organisation.models import Assignment
from tests.cast import NOW, actor
from tests.cockpit.scenes import MONDAY, a_round, an_action, lines, titles
from tests.committees.builders import a_meeting, an_item


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, Delay.LATE), (0, Delay.TODAY), (1, Delay.WEEK), (6, Delay.WEEK), (7, Delay.LATER), (None, Delay.LATER)],
)
def test_delays_follow_the_calendar_week(days: int | None, expected: Delay) -> None:
    """Monday to Sunday."""
    assert delay_of(None if days is None else MONDAY + timedelta(days=days), MONDAY) == expected


def test_on_friday_next_tuesday_is_close() -> None:
    """The session is prepared before the weekend."""
    friday = MONDAY + timedelta(days=4)
    assert delay_of(date(2026, 12, 15), friday) == Delay.WEEK
    assert delay_of(date(2026, 12, 16), friday) == Delay.LATER


def test_an_action_is_owed_by_who_holds_the_post_today(cast: Built) -> None:
    """The interim, then the next one."""
    an_action(cast, "environnement", MONDAY - timedelta(days=3))
    assert titles(cast, "rh", Delay.LATE) == []
    interim = Assignment.objects.get(post=cast.posts["environnement"], kind="interim")
    interim.person = cast.people["rh"]
    interim.save()
    assert titles(cast, "rh", Delay.LATE) == ["Notifier 1"]
    assert "retard de 3 jours" in lines(cast, "rh")[0].detail


def test_a_stance_is_asked_until_it_is_given_and_again_on_a_new_text(cast: Built) -> None:
    """Of the respondents only."""
    asking = a_round(cast, "dost", "communes")
    (line,) = lines(cast, "dost")
    assert line.question is not None
    assert (line.question.text, line.question.received, line.question.expected) == ("Approuver le principe.", 0, 2)
    assert lines(cast, "rh") == []
    seat = asking.respondents.get(attendee__person=cast.people["dost"]).attendee
    Stance.objects.create(round=asking, attendee=seat, text=asking.texts.get(), value="favourable", at=NOW)
    assert lines(cast, "dost") == []
    (other,) = lines(cast, "communes")
    assert other.question is not None
    assert other.question.received == 1
    ProposalText.objects.create(round=asking, number=2, text="Approuver l’essai.", author_name="", at=NOW)
    (again,) = lines(cast, "dost")
    assert again.question is not None
    assert (again.question.text, again.question.received) == ("Approuver l’essai.", 0)


def test_the_secretary_examines_proposals_and_convenes_the_next_session(cast: Built) -> None:
    """Nobody else is asked."""
    meeting = a_meeting(cast)
    a_meeting(cast, day=date(2026, 12, 15), number=2)
    item = an_item(cast, state=ItemState.SUBMITTED, wished_meeting=meeting)
    found = {line.key for line in lines(cast, "secretariat")}
    assert found == {f"proposition-{item.public_id}", f"convocation-{meeting.public_id}"}
    assert lines(cast, "agent_rh") == []
    assert lines(cast, "dgs") == []


def test_the_record_of_a_closed_session_waits_to_be_released(cast: Built) -> None:
    """For a month."""
    meeting = a_meeting(cast, day=date(2026, 12, 1), state=MeetingState.CLOSED)
    meeting.closed_at = NOW - timedelta(days=6)
    meeting.save()
    assert titles(cast, "secretariat", Delay.LATE) == ["Diffuser le relevé du CODIR n° 1"]
    meeting.closed_at = NOW - timedelta(days=40)
    meeting.save()
    assert lines(cast, "secretariat") == []


def test_the_chair_is_told_of_the_session_to_run(cast: Built) -> None:
    """The day before, then while it lasts."""
    meeting = a_meeting(cast, state=MeetingState.CONVENED)
    assert titles(cast, "dgs", Delay.WEEK) == ["Présider le CODIR n° 1"]
    assert titles(cast, "secretariat", Delay.WEEK) == ["Tenir le CODIR n° 1"]
    meeting.state = MeetingState.OPEN
    meeting.save()
    assert titles(cast, "dgs", Delay.TODAY) == ["CODIR n° 1, en séance"]


def test_a_returned_item_comes_back_to_its_author_with_the_reason(cast: Built) -> None:
    """And nobody else."""
    item = an_item(cast, author="dost", state=ItemState.RETURNED)
    ItemEvent.objects.create(item=item, at=NOW, actor_name="", to_state=ItemState.RETURNED, reason="Chiffrer le coût.")
    (line,) = lines(cast, "dost")
    assert "Chiffrer le coût." in line.detail
    assert lines(cast, "rh") == []


def test_a_brief_is_asked_until_it_is_complete(cast: Built) -> None:
    """What is missing is named."""
    meeting = a_meeting(cast, state=MeetingState.CONVENED)
    item = an_item(cast, author="dost", state=ItemState.SCHEDULED, meeting=meeting, position=1)
    assert "la note d’aide à la décision" in lines(cast, "dost")[0].detail
    brief = DecisionBrief.objects.create(item=item, context="Oui.", recommendation="Oui.", options=[{}, {}])
    assert lines(cast, "dost")[0].detail.endswith("il manque l’impact budgétaire")
    brief.budget_impact = "Aucun."
    brief.save()
    assert lines(cast, "dost") == []


def test_what_a_brief_lacks_is_told_in_its_order() -> None:
    """Doing nothing is an option: one alone is none."""
    assert gaps(context=" ", options=1, budget_impact="0 €", recommendation="") == (
        Gap.CONTEXT, Gap.OPTIONS, Gap.RECOMMENDATION,
    )  # fmt: skip


def test_a_technical_account_owes_nothing(cast: Built) -> None:
    """It is nobody in the organisation."""
    a_meeting(cast)
    an_action(cast, "dost", MONDAY)
    assert to_do(actor(cast, "administrateur")).total == 0
    assert margin_of(actor(cast, "administrateur")).session is None


def test_the_figure_of_the_navigation_is_that_of_the_page(cast: Built) -> None:
    """All lines, those of later included."""
    caches["process"].clear()
    for number in range(3):
        an_action(cast, "dost", MONDAY + timedelta(days=10 * number), number)
    assert figure(actor(cast, "dost")) == to_do(actor(cast, "dost")).total == 3


def test_the_margin_tells_the_next_session_and_the_day(cast: Built) -> None:
    """Its place on the agenda for the item one presents."""
    today = a_meeting(cast, day=MONDAY, number=1, state=MeetingState.CLOSED)
    meeting = a_meeting(cast, number=2, state=MeetingState.CONVENED)
    an_item(cast, author="rh", state=ItemState.SCHEDULED, meeting=meeting, position=1, duration_minutes=30)
    an_item(cast, author="dost", state=ItemState.SCHEDULED, meeting=meeting, position=2, duration_minutes=20)
    session = margin_of(actor(cast, "dost")).session
    assert session is not None
    assert (session.meeting, session.days_away, session.items, session.minutes) == (meeting, 1, 2, 50)
    assert [(own.number, own.is_complete) for own in session.own] == [(2, False)]
    assert [(entry.meeting, entry.is_past) for entry in margin_of(actor(cast, "dost")).day] == [(today, True)]
    assert margin_of(actor(cast, "agent_rh")).day == []
