"""A former interim reads what was said before them, and nothing else that is for the members."""

import pytest

from interco.committees.enums import AttendeeRole, Confidentiality, ItemState, MeetingState, Presence
from interco.committees.models import Attendee, Item
from interco.committees.policies.items import visible_to
from interco.committees.policies.records import may_read_record
from interco.config.demo.organisation import Built
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item


def a_reserved_item(cast: Built, who: str, *, post: str, presence: Presence, state: str = MeetingState.CLOSED) -> Item:
    """On a session to which somebody was convened for a post."""
    meeting = a_meeting(cast, state=state)
    person = cast.people[who]
    Attendee.objects.create(
        meeting=meeting, person=person, post=cast.posts[post], name=person.full_name, title="Intérim",
        role=AttendeeRole.MEMBER, presence=presence, rank=1, is_member=True, is_voting=True,
    )  # fmt: skip
    return an_item(
        cast, meeting=meeting, position=1, state=ItemState.CLOSED, submitted_at=NOW,
        confidentiality=Confidentiality.MEMBERS,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("post", "presence", "reads"),
    [
        ("dost", Presence.PRESENT, True),
        ("dost", Presence.ABSENT, False),
        ("dost", Presence.UNKNOWN, False),
        ("agent_rh", Presence.ABSENT, True),
    ],
)
def test_a_reserved_item_is_read_while_the_post_is_held_or_once_it_was_heard(
    cast: Built, post: str, presence: Presence, reads: bool
) -> None:
    item = a_reserved_item(cast, "agent_rh", post=post, presence=presence)
    by = actor(cast, "agent_rh")
    assert visible_to(by).filter(pk=item.pk).exists() is reads
    assert item.meeting is not None
    assert may_read_record(by, item.meeting, [item]) is reads


def test_a_session_to_come_is_not_read_by_whoever_left_the_post_they_were_convened_for(cast: Built) -> None:
    item = a_reserved_item(cast, "agent_rh", post="dost", presence=Presence.UNKNOWN, state=MeetingState.CONVENED)
    assert not visible_to(actor(cast, "agent_rh")).filter(pk=item.pk).exists()
    Item.objects.filter(pk=item.pk).update(confidentiality=Confidentiality.STAFF)
    assert visible_to(actor(cast, "agent_rh")).filter(pk=item.pk).exists()
