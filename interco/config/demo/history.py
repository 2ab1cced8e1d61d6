"""A year of CODIR, made by the services themselves with the actors of each day: what the demonstration has to say.

Nothing leaves while it is written (`outbox.closed`). One session in four sees an objection; each leaves actions, done
or late. The next session is planned and not convened: its proposals wait for the secretary, two with their brief.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import translation

from interco.committees.enums import DECIDING_KINDS, ActionState, ItemState, Outcome, RoundPhase, StanceValue
from interco.committees.models import Action, Attendee, Item, Meeting, Round
from interco.committees.services.actions import move_action
from interco.committees.services.agenda import place_item
from interco.committees.services.briefs import save_brief
from interco.committees.services.closing import close_meeting
from interco.committees.services.convocation import convene
from interco.committees.services.drafting import Draft, draft_action, draft_decision
from interco.committees.services.items import ItemContent, submit_item
from interco.committees.services.presence import mark_expected_present
from interco.committees.services.record import release_record
from interco.committees.services.rounds import amend_text, current_text, lead_to, open_round
from interco.committees.services.series import plan_series
from interco.committees.services.session import next_item, open_session
from interco.committees.services.stances import Answer, give_stance
from interco.config.demo.organisation import Built
from interco.config.demo.topics import LATE, PROPOSED, TOPICS, Topic
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.notifications.services import outbox
from interco.organisation.models import PostVersion

Progress = Callable[[str, int, int], None]
#: The last sessions are whole mornings; those before are lighter, so that the demonstration is soon built.
WHOLE_SESSIONS = 6
ITEMS_OF_A_WHOLE_SESSION, ITEMS_OF_A_LIGHT_ONE = 7, 3
#: Records of these last sessions left, but for the very last one, which the secretary still has to release.
RELEASED = 5


def build_history(built: Built, *, at: datetime, progress: Progress | None = None) -> None:
    """Hold every CODIR of the year before `at`, then leave the proposals of the next one."""
    codir = built.bodies["codir"]
    first = built.anchor - timedelta(days=364)
    with outbox.closed(), translation.override("fr"):
        secretary = who(built, "secretariat", at - timedelta(days=371))
        plan_series(codir, first=first, last=built.anchor, by=secretary)
        plan_series(
            codir, first=built.anchor + timedelta(days=1), last=built.anchor + timedelta(days=365), by=secretary
        )
        past = list(codir.meetings.filter(starts_at__lt=at - timedelta(hours=20)).order_by("starts_at"))
        topics = _topics()
        for number, meeting in enumerate(past, start=1):
            whole = number > len(past) - WHOLE_SESSIONS
            items = ITEMS_OF_A_WHOLE_SESSION if whole else ITEMS_OF_A_LIGHT_ONE
            _hold(built, meeting, [next(topics) for _each in range(items)])
            if len(past) - RELEASED <= number < len(past):
                meeting.refresh_from_db()
                released = (meeting.closed_at or meeting.starts_at) + timedelta(hours=4)
                release_record(meeting, by=who(built, "secretariat", released))
            if progress is not None:
                progress("Une année de CODIR", number, len(past))
        _finish_old_actions(built, at)
        following = codir.meetings.filter(starts_at__gt=at).order_by("starts_at").first()
        if following is not None:
            _propose(built, following, at)


def who(built: Built, key: str, at: datetime) -> Actor:
    """Someone of the cast as they were at an instant."""
    return actor_of(built.users[key].pk, at)


def _topics() -> Iterator[Topic]:
    while True:
        yield from TOPICS


def _submit(built: Built, topic: Topic, meeting: Meeting, at: datetime) -> Item:
    unit = PostVersion.objects.select_related("unit").get(post=built.posts[topic.who]).unit
    content = ItemContent(
        title=topic.title, kind=topic.kind, decision_asked=topic.asked, duration_minutes=topic.minutes
    )
    item = submit_item(content, body=meeting.body, unit=unit, by=who(built, topic.who, at), wished=meeting)
    if topic.brief is not None:
        by = who(built, topic.who, at + timedelta(minutes=20))
        save_brief(item, texts=topic.brief.texts, options=topic.brief.options, version=None, by=by)
    return item


def _hold(built: Built, meeting: Meeting, topics: Sequence[Topic]) -> None:
    """Submit, order, convene, run, close one session, each gesture at its hour."""
    for topic in topics:
        _submit(built, topic, meeting, meeting.deadline_at - timedelta(hours=20))
    before = who(built, "secretariat", meeting.deadline_at + timedelta(hours=3))
    waiting = meeting.body.items.filter(state__in=[ItemState.SUBMITTED, ItemState.ACCEPTED], wished_meeting=meeting)
    for item in list(waiting.order_by("pk")):
        place_item(item, meeting=meeting, by=before)
    convene(meeting, by=before)
    clock = meeting.starts_at + timedelta(minutes=2)
    open_session(meeting, by=who(built, "dgs", clock))
    mark_expected_present(meeting, by=who(built, "secretariat", clock))
    known = {topic.title: topic for topic in TOPICS}
    for item in meeting.items.order_by("position"):
        next_item(meeting, by=who(built, "dgs", clock))
        meeting.refresh_from_db()
        if item.kind in DECIDING_KINDS:
            _decide(built, item, known[item.title], clock + timedelta(minutes=item.duration_minutes // 2))
        clock += timedelta(minutes=item.duration_minutes + (item.pk % 5) - 2)
    close_meeting(meeting, by=who(built, "dgs", clock + timedelta(minutes=3)))


def _decide(built: Built, item: Item, topic: Topic, clock: datetime) -> None:
    item.refresh_from_db()
    if topic.outcome == Outcome.POSTPONED and item.carry_count:
        topic = replace(topic, outcome=Outcome.CONSENSUS, text="Deux communes sont retenues pour l’essai de six mois.")
    chair = who(built, "dgs", clock)
    text = topic.text
    if topic.outcome in {Outcome.CONSENSUS, Outcome.RESERVATIONS, Outcome.ARBITRATION}:
        text = _round(built, item, topic, clock) or topic.text
    due_on = chair.today + timedelta(days=max((days for _title, _owner, days in topic.actions), default=30))
    outcome = None if topic.outcome in {Outcome.CONSENSUS, Outcome.RESERVATIONS} else topic.outcome
    decision = draft_decision(
        item, by=chair,
        draft=Draft(
            text=text, outcome=outcome, reason=topic.reason, owner_post=built.posts[topic.who], due_on=due_on,
            review_on=due_on + timedelta(days=90),
        ),
    )  # fmt: skip
    for title, owner, days in topic.actions:
        draft_action(
            item, title=title, owner_post=built.posts[owner], due_on=chair.today + timedelta(days=days), by=chair,
            decision=decision,
        )  # fmt: skip


def _round(built: Built, item: Item, topic: Topic, clock: datetime) -> str:
    """A round of consent; returns the text as it stands at its end."""
    chair = who(built, "dgs", clock)
    round_ = open_round(item, by=chair, text=topic.text)
    lead_to(round_, phase=RoundPhase.STANCES, by=chair)
    asked = [row.attendee for row in round_.respondents.select_related("attendee")]
    objector = next((seat for seat in asked if seat.person_id != item.rapporteur_id), None) if topic.objection else None
    _answer(round_, asked, topic, objector, clock)
    if objector is not None and topic.amended:
        amend_text(round_, text=topic.amended, by=who(built, "dgs", clock + timedelta(minutes=3)))
        _answer(round_, asked, topic, None, clock + timedelta(minutes=4))
    round_.refresh_from_db()
    return current_text(round_).text


def _answer(
    round_: Round, asked: list[Attendee], topic: Topic, objector: Attendee | None, clock: datetime,
) -> None:  # fmt: skip
    for rank, seat in enumerate(asked):
        answer = Answer(value=StanceValue.FAVOURABLE)
        if objector is not None and seat.pk == objector.pk:
            answer = Answer(value=StanceValue.OBJECTION, reason=topic.objection)
        elif topic.reservation and rank == len(asked) - 1:
            answer = Answer(value=StanceValue.RESERVATION, reason=topic.reservation)
        give_stance(round_, answer=answer, by=_as(seat, clock + timedelta(seconds=5 * rank)))


def _as(seat: Attendee, at: datetime) -> Actor:
    return actor_of(seat.person.user_id, at)


def _finish_old_actions(built: Built, at: datetime) -> None:
    """Most actions are done on time; a few recent ones are late or under way."""
    actions = list(Action.objects.select_related("body").order_by("due_on", "pk"))
    recent = at.date() - timedelta(days=30)
    for rank, action in enumerate(actions):
        secretary = who(built, "secretariat", min(at, _noon(action, at)))
        if action.due_on < recent or (action.due_on < at.date() and rank % 3):
            move_action(action, to=ActionState.DONE, by=secretary, evidence="Constaté par le secrétariat (fictif).")
        elif rank % 4 == 0:
            move_action(action, to=ActionState.DOING, by=secretary)


def _noon(action: Action, at: datetime) -> datetime:
    return at.replace(year=action.due_on.year, month=action.due_on.month, day=action.due_on.day)


def _propose(built: Built, meeting: Meeting, at: datetime) -> None:
    for rank, topic in enumerate(PROPOSED):
        _submit(built, topic, meeting, min(meeting.deadline_at, at) - timedelta(hours=30 - rank))
    if at > meeting.deadline_at:
        for topic in LATE:
            _submit(built, topic, meeting, at - timedelta(hours=1))
