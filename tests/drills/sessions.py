"""Sessions in progress with decisions taken, as many as a drill needs, each on a day and under a number of its own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from interco.committees.enums import ItemKind, ItemState, MeetingState, Outcome
from interco.committees.models import Decision, Item, Meeting
from interco.config.demo.organisation import Built
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item

FIRST_DAY, FIRST_NUMBER = date(2000, 1, 4), 10_000
ZONE = ZoneInfo("America/Martinique")


def a_session_in_progress(
    cast: Built, rank: int, *, decisions: int = 3, opened_at: datetime = NOW, body: str = "codir",
) -> Meeting:  # fmt: skip
    """The session of rank `rank`: open, some items decided, one not reached, one postponed."""
    day = FIRST_DAY + timedelta(days=rank)
    meeting = a_meeting(cast, state=MeetingState.OPEN, day=day, number=FIRST_NUMBER + rank, body=body)
    meeting.opened_at = opened_at
    meeting.save()
    for position in range(1, decisions + 1):
        _decided(cast, meeting, body, rank, position, opened_at)
    for position, state in enumerate((ItemState.SCHEDULED, ItemState.POSTPONED), start=decisions + 1):
        _item(cast, meeting, body, rank, position, state)
    return meeting


def _decided(cast: Built, meeting: Meeting, body: str, rank: int, position: int, at: datetime) -> Decision:
    item = _item(cast, meeting, body, rank, position, ItemState.DECIDED)
    return Decision.objects.create(
        body=meeting.body, meeting=meeting, item=item, title=item.title, text=f"Le CODIR approuve ({rank}-{position}).",
        outcome=Outcome.CONSENSUS, owner_post=cast.posts["dga_planification"], due_on=date(2027, 1, 31),
        review_on=date(2027, 6, 1), decided_at=at + timedelta(minutes=position),
    )  # fmt: skip


def _item(cast: Built, meeting: Meeting, body: str, rank: int, position: int, state: str) -> Item:
    return an_item(
        cast, meeting=meeting, position=position, state=state, kind=ItemKind.DECISION, body=body,
        reference=f"X-{rank}-{position}", title=f"Point {rank}-{position}",
    )  # fmt: skip
