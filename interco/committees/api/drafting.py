"""What is written in session, by the API: projects of decision and actions."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from interco.committees.api.actions import action_shown
from interco.committees.api.item_schemas import ActionShown
from interco.committees.api.meetings import meeting_of, shown
from interco.committees.api.schemas import MeetingShown
from interco.committees.api.session import item_of_session, led_meeting
from interco.committees.api.session_schemas import DraftEdition, DraftGiven, DraftShown, SessionAction
from interco.committees.enums import Outcome
from interco.committees.models import Decision, Meeting
from interco.committees.policies.decisions import visible_to
from interco.committees.policies.session import check_can_lead
from interco.committees.queries.actions import lines
from interco.committees.queries.owners import owners
from interco.committees.services.drafting import Draft, draft_action, draft_decision, withdraw_draft
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import signed_in
from interco.organisation.models import Post
from interco.organisation.policies.people import visible_to as visible_people

DRAFTING = Operations("Décisions et actions en séance")
_ITEM = "seances/{key}/points/{item}"


@DRAFTING.write(
    "POST", f"{_ITEM}/decisions", policy=signed_in, name="api_draft", answer=DraftShown, status=201,
    summary="Écrire un projet de décision",
    description="Sur un point abordé ; un tour qui attend son adoption est conclu du même geste.",
)  # fmt: skip
def write_a_draft(request: HttpRequest, key: str, item: str, given: DraftGiven) -> DraftShown:
    """Write the project of a decision."""
    meeting = led_meeting(request, key)
    subject = item_of_session(meeting, item)
    return draft_shown(draft_decision(subject, draft=_draft(request, meeting, given), by=acting(request)))


@DRAFTING.write(
    "PUT", "decisions/{key}", policy=signed_in, name="api_decision", answer=DraftShown,
    summary="Récrire un projet de décision", description="Jusqu’à la clôture ; une décision scellée se remplace.",
)  # fmt: skip
def rewrite_a_draft(request: HttpRequest, key: str, given: DraftEdition) -> DraftShown:
    """Write it again."""
    row = _led_decision(request, key)
    draft = _draft(request, row.meeting, given)
    draft_decision(row.item, draft=draft, decision=row, version=given.version, by=acting(request))
    return draft_shown(row)


@DRAFTING.write(
    "DELETE", "decisions/{key}", policy=signed_in, name="api_decision", answer=MeetingShown,
    summary="Retirer un projet de décision", description="Avant la clôture ; ses actions restent au point.",
)  # fmt: skip
def withdraw_a_draft(request: HttpRequest, key: str) -> MeetingShown:
    """Take a project back."""
    row = _led_decision(request, key)
    withdraw_draft(row, by=acting(request))
    return shown(request, row.meeting)


@DRAFTING.write(
    "POST", f"{_ITEM}/actions", policy=signed_in, name="api_draft_action", answer=ActionShown, status=201,
    summary="Écrire une action en séance", description="Rattachée au dernier projet de décision du point, s’il en a un.",
)  # fmt: skip
def write_an_action_in_session(request: HttpRequest, key: str, item: str, given: SessionAction) -> ActionShown:
    """Write what is to be done."""
    meeting, actor = led_meeting(request, key), acting(request)
    subject = item_of_session(meeting, item)
    decision = subject.decisions.filter(meeting=meeting).order_by("-decided_at", "-pk").first()
    action = draft_action(
        subject, title=given.title, owner_post=_owner(request, meeting, given.owner_post), due_on=given.due_on,
        decision=decision, by=actor,
    )  # fmt: skip
    return action_shown(lines([action], actor.today, visible_people(actor))[0])


def _led_decision(request: HttpRequest, key: str) -> Decision:
    found = visible_to(acting(request)).select_related("item__meeting__body", "meeting__body", "owner_post")
    row: Decision = get_object_or_404(found, public_id=key)
    check_can_lead(acting(request), meeting_of(request, row.meeting.public_id))
    return row


def _draft(request: HttpRequest, meeting: Meeting, given: DraftGiven) -> Draft:
    post = _owner(request, meeting, given.owner_post) if given.owner_post is not None else None
    return Draft(**given.model_dump(exclude={"owner_post", "version"}), owner_post=post)


def _owner(request: HttpRequest, meeting: Meeting, key: str) -> Post:
    """The post of a key, among those that the screen offers."""
    found = next(
        (
            post
            for post, _label in owners(meeting, acting(request).today, visible_people(acting(request)))
            if post.public_id == key
        ),
        None,
    )
    if found is None:
        raise Invalid(_("Ce poste ne peut pas être pilote dans cette séance."), field="owner_post")
    return found


def draft_shown(row: Decision) -> DraftShown:
    """A project of decision."""
    return DraftShown(
        key=row.public_id, title=row.title, text=row.text, outcome=Outcome(row.outcome), reason=row.reason,
        owner_post=row.owner_post.public_id if row.owner_post else None, due_on=row.due_on, review_on=row.review_on,
        version=row.version,
    )  # fmt: skip
