"""The agenda of a session by the API: place, take off, order, set minutes. Each answer is the session as it then stands."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from interco.committees.api.meetings import meeting_of, shown
from interco.committees.api.schemas import Lasting, MeetingShown, Opening, Ordering, Placing
from interco.committees.models import Item
from interco.committees.policies import items as item_policy
from interco.committees.policies.meetings import check_can_prepare
from interco.committees.services.agenda import place_item, remove_item, reorder_agenda, set_duration, set_opening
from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.policies import reader_of_the_organisation as reader

AGENDA = Operations("Ordre du jour")


@AGENDA.write(
    "POST", "seances/{key}/ordre-du-jour", policy=reader, name="api_agenda", answer=MeetingShown,
    summary="Inscrire un point à l’ordre du jour", description="Un point seulement proposé est accepté du même geste.",
)  # fmt: skip
def place_an_item(request: HttpRequest, key: str, given: Placing) -> MeetingShown:
    """Put an item on the agenda."""
    actor = acting(request)
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    item = get_object_or_404(
        item_policy.visible_to(actor).select_related("body", "meeting", "author"), public_id=given.item
    )
    place_item(item, meeting=meeting, position=given.position, by=actor)
    return shown(request, meeting)


@AGENDA.write(
    "PUT", "seances/{key}/ordre-du-jour", policy=reader, name="api_agenda", answer=MeetingShown,
    summary="Ordonner l’ordre du jour",
    description="Tous les points inscrits, chacun une fois, dans l’ordre voulu ; 409 si la liste a changé entre-temps.",
)  # fmt: skip
def order_the_agenda(request: HttpRequest, key: str, given: Ordering) -> MeetingShown:
    """Give the whole order at once."""
    actor = acting(request)
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    reorder_agenda(meeting, order=given.order, by=actor)
    return shown(request, meeting)


@AGENDA.write(
    "DELETE", "seances/{key}/ordre-du-jour/{item}", policy=reader, name="api_agenda_item", answer=MeetingShown,
    summary="Retirer un point de l’ordre du jour", description="Le point attend de nouveau, accepté.",
)  # fmt: skip
def take_an_item_off(request: HttpRequest, key: str, item: str) -> MeetingShown:
    """Take an item off the agenda."""
    actor = acting(request)
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    remove_item(_placed(actor, meeting.pk, item), by=actor)
    return shown(request, meeting)


@AGENDA.write(
    "PUT", "seances/{key}/ordre-du-jour/{item}/duree", policy=reader, name="api_agenda_minutes", answer=MeetingShown,
    summary="Changer la durée prévue d’un point",
)  # fmt: skip
def set_the_minutes(request: HttpRequest, key: str, item: str, given: Lasting) -> MeetingShown:
    """Set the minutes planned for an item of the agenda."""
    actor = acting(request)
    meeting = meeting_of(request, key)
    check_can_prepare(actor, meeting)
    set_duration(_placed(actor, meeting.pk, item), minutes=given.minutes, by=actor)
    return shown(request, meeting)


@AGENDA.write(
    "PUT", "seances/{key}/suivi", policy=reader, name="api_agenda_opening", answer=MeetingShown,
    summary="Garder du temps au suivi des actions", description="En minutes, à l’ouverture de la séance ; 0 pour aucun.",
)  # fmt: skip
def set_the_opening(request: HttpRequest, key: str, given: Opening) -> MeetingShown:
    """Set the minutes of the follow-up of actions."""
    meeting = meeting_of(request, key)
    set_opening(meeting, minutes=given.minutes, by=acting(request))
    return shown(request, meeting)


def _placed(actor: Actor, meeting_id: int, key: str) -> Item:
    found = item_policy.visible_to(actor).filter(meeting_id=meeting_id)
    return get_object_or_404(found.select_related("body", "meeting__body", "author"), public_id=key)
