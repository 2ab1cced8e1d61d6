"""What opens a session, for who reads it: the same on its page, its agenda, its dossier and its screens."""

from functools import partial

from interco.committees.models import Meeting
from interco.committees.policies.actions import visible_to as visible_actions
from interco.committees.queries.follow_up import FollowUp, follow_up
from interco.foundation.core.actor import Actor
from interco.organisation.policies.people import visible_to as visible_people


def follow_up_for(meeting: Meeting, actor: Actor) -> FollowUp:
    """The actions this reader may see, each with its owner of that day, named when they may be."""
    return follow_up(meeting, partial(visible_actions, actor), partial(visible_people, actor))
