"""Scenes of the tests of À traiter: actions, and a session with a round that asks for stances."""

from datetime import date, timedelta

from interco.cockpit.queries.lines import Line
from interco.cockpit.queries.to_do import to_do
from interco.cockpit.rules.delays import Delay
from interco.committees.enums import AttendeeRole, ItemState, MeetingState, Presence, RoundPhase
from interco.committees.models import Action, Attendee, ProposalText, Respondent, Round
from interco.config.demo.organisation import Built
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item

MONDAY = date(2026, 12, 7)


def lines(cast: Built, who: str) -> list[Line]:
    """Everything somebody owes, in the order of the page."""
    return [line for group in to_do(actor(cast, who)).groups for line in group.lines]


def titles(cast: Built, who: str, delay: Delay) -> list[str]:
    """The titles of one group."""
    return [line.title for group in to_do(actor(cast, who)).groups if group.delay == delay for line in group.lines]


def an_action(cast: Built, owner: str, due_on: date, number: int = 1) -> Action:
    """An action of the CODIR for the holder of a post."""
    return Action.objects.create(
        body=cast.bodies["codir"], title=f"Notifier {number}", reference=f"A-2026-{number:03d}", due_on=due_on,
        owner_post=cast.posts[owner], created_at=NOW,
    )  # fmt: skip


def a_round(cast: Built, *asked: str, number: int = 1) -> Round:
    """An open session whose current item asks those named for their stance on a first text."""
    meeting = a_meeting(cast, day=MONDAY - timedelta(days=7 * number), number=number, state=MeetingState.OPEN)
    item = an_item(cast, state=ItemState.IN_SESSION, meeting=meeting, position=1)
    asking = Round.objects.create(item=item, meeting=meeting, number=1, phase=RoundPhase.STANCES, opened_at=NOW)
    ProposalText.objects.create(round=asking, number=1, text="Approuver le principe.", author_name="", at=NOW)
    for rank, key in enumerate(asked):
        seat = Attendee.objects.create(
            meeting=meeting, person=cast.people[key], post=cast.posts[key], name=str(cast.people[key]), rank=rank,
            role=AttendeeRole.MEMBER, is_voting=True, is_member=True, presence=Presence.PRESENT,
        )  # fmt: skip
        Respondent.objects.create(round=asking, attendee=seat)
    return asking
