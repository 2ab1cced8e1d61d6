"""A session held by the API: from item to item, pauses, notes. Only whoever conducts it; each is the gesture of the screen."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from interco.committees.api.meetings import meeting_of, shown
from interco.committees.api.schemas import MeetingShown
from interco.committees.api.session_schemas import ItemEnding, NotesGiven, NotesShown, Stepping
from interco.committees.enums import ItemState
from interco.committees.models import Item, Meeting
from interco.committees.policies.session import check_can_lead
from interco.committees.services.notes import save_notes
from interco.committees.services.session import end_item, go_to_item, next_item, previous_item
from interco.committees.services.timekeeping import pause, resume
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.policies import signed_in

SESSION = Operations("Conduite de séance")
_ITEM = "seances/{key}/points/{item}"


@SESSION.write(
    "POST", "seances/{key}/suivant", policy=signed_in, name="api_session_next", answer=MeetingShown,
    summary="Passer au point suivant", description="Termine le point abordé ; rien ne suit le dernier.",
)  # fmt: skip
def take_the_next(request: HttpRequest, key: str, given: Stepping) -> MeetingShown:
    """The next item."""
    meeting = led_meeting(request, key)
    next_item(meeting, after=given.current or "", by=acting(request))
    return shown(request, meeting)


@SESSION.write(
    "POST", "seances/{key}/precedent", policy=signed_in, name="api_session_previous", answer=MeetingShown,
    summary="Revenir au point précédent", description="Laisse le point abordé tel qu’il est.",
)  # fmt: skip
def take_the_previous(request: HttpRequest, key: str, given: Stepping) -> MeetingShown:
    """The previous item."""
    meeting = led_meeting(request, key)
    previous_item(meeting, before=given.current or "", by=acting(request))
    return shown(request, meeting)


@SESSION.write(
    "POST", f"{_ITEM}/abord", policy=signed_in, name="api_session_go", answer=MeetingShown, summary="Aborder un point"
)  # fmt: skip
def take_up_an_item(request: HttpRequest, key: str, item: str) -> MeetingShown:
    """Make an item the current one."""
    meeting = led_meeting(request, key)
    go_to_item(meeting, item_of_session(meeting, item), by=acting(request))
    return shown(request, meeting)


@SESSION.write(
    "POST", f"{_ITEM}/fin", policy=signed_in, name="api_session_end", answer=MeetingShown,
    summary="Terminer un point sans décision",
)  # fmt: skip
def end_an_item(request: HttpRequest, key: str, item: str, given: ItemEnding) -> MeetingShown:
    """End an item as treated, postponed, referred or untreated."""
    meeting = led_meeting(request, key)
    end_item(item_of_session(meeting, item), ending=ItemState(given.ending), reason=given.reason, by=acting(request))
    return shown(request, meeting)


@SESSION.write(
    "POST", "seances/{key}/pause", policy=signed_in, name="api_session_pause", answer=MeetingShown,
    summary="Suspendre la séance", description="Les deux minuteurs s’arrêtent.",
)  # fmt: skip
def pause_the_session(request: HttpRequest, key: str) -> MeetingShown:
    """Stop the clocks."""
    meeting = led_meeting(request, key)
    pause(meeting, by=acting(request))
    return shown(request, meeting)


@SESSION.write(
    "POST", "seances/{key}/reprise", policy=signed_in, name="api_session_resume", answer=MeetingShown,
    summary="Reprendre la séance",
)  # fmt: skip
def resume_the_session(request: HttpRequest, key: str) -> MeetingShown:
    """Let the clocks run again."""
    meeting = led_meeting(request, key)
    resume(meeting, by=acting(request))
    return shown(request, meeting)


@SESSION.get(
    f"{_ITEM}/notes", policy=signed_in, name="api_session_notes", answer=NotesShown,
    summary="Lire les notes d’un point", description="Pour qui conduit la séance.",
)  # fmt: skip
def read_the_notes(request: HttpRequest, key: str, item: str) -> NotesShown:
    """The notes and their version."""
    found = item_of_session(led_meeting(request, key), item)
    return NotesShown(notes=found.notes, version=found.notes_version)


@SESSION.write(
    "PUT", f"{_ITEM}/notes", policy=signed_in, name="api_session_notes", answer=NotesShown,
    summary="Écrire les notes d’un point", description="Le texte entier ; 409 avec les deux si un autre l’a complété.",
)  # fmt: skip
def write_the_notes(request: HttpRequest, key: str, item: str, given: NotesGiven) -> NotesShown:
    """Save the notes."""
    found = item_of_session(led_meeting(request, key), item)
    version = save_notes(found, text=given.notes, version=given.version, by=acting(request))
    return NotesShown(notes=found.notes, version=version)


def led_meeting(request: HttpRequest, key: str) -> Meeting:
    """The session of the address, for whoever conducts it; 404 when it may not be known, 403 when it may."""
    meeting = meeting_of(request, key)
    check_can_lead(acting(request), meeting)
    return meeting


def item_of_session(meeting: Meeting, key: str) -> Item:
    """An item of the agenda, or 404."""
    return get_object_or_404(meeting.items.select_related("meeting__body", "rapporteur_post"), public_id=key)
