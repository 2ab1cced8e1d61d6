"""The gestures on a request by the API: each is one service."""

from datetime import time

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from interco.committees.policies import bodies as body_policy
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Person, Post
from interco.secretariat.api.request_schemas import (
    RequestSaid,
    RequestShown,
    ToAction,
    ToDate,
    ToItem,
    ToMeeting,
    ToPerson,
    ToPlace,
    ToRequest,
)
from interco.secretariat.api.requests import request_of, request_shown
from interco.secretariat.policies import requests as policy
from interco.secretariat.policies.requests import parties_to_requests as party
from interco.secretariat.queries.requests import destination
from interco.secretariat.services import conversions
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.requests import reschedule

GESTURES = Operations("Gestes sur une demande")


@GESTURES.write(
    "POST", "demandes/{key}/prise-en-charge", policy=party, name="api_request_take", answer=RequestShown,
    summary="Prendre une demande en charge",
)  # fmt: skip
def take_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """It is yours from then on."""
    row = gestures.take(request_of(request, key), by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/reponse", policy=party, name="api_request_answer", answer=RequestShown,
    summary="Répondre à une demande",
)  # fmt: skip
def answer_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """Answer."""
    row = gestures.answer(request_of(request, key), text=given.text, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/refus", policy=party, name="api_request_refuse", answer=RequestShown,
    summary="Refuser une demande, avec un motif",
)  # fmt: skip
def refuse_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """Refuse."""
    row = gestures.refuse(request_of(request, key), text=given.text, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/question", policy=party, name="api_request_question", answer=RequestShown,
    summary="Demander une précision",
)  # fmt: skip
def question_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """Ask the asker."""
    row = gestures.question(request_of(request, key), text=given.text, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/precision", policy=party, name="api_request_clarify", answer=RequestShown,
    summary="Donner la précision demandée",
)  # fmt: skip
def clarify_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """Answer the desk."""
    row = gestures.clarify(request_of(request, key), text=given.text, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/transmission", policy=party, name="api_request_forward", answer=RequestShown,
    summary="Transmettre à un autre guichet", description="Rend la demande telle qu’elle est alors.",
)  # fmt: skip
def forward_a_request(request: HttpRequest, key: str, given: ToPlace) -> RequestShown:
    """Send it elsewhere."""
    actor, row = acting(request), request_of(request, key)
    policy.check_can_treat(actor, row)
    to = destination(given.to)
    if to is None:
        raise Invalid(_("Choisissez un service ou un poste."), field="to")
    return request_shown(request, gestures.forward(row, to=to, text=given.text, by=actor, version=given.version))


@GESTURES.write(
    "POST", "demandes/{key}/personne", policy=party, name="api_request_entrust", answer=RequestShown,
    summary="Confier à une personne",
)  # fmt: skip
def entrust_a_request(request: HttpRequest, key: str, given: ToPerson) -> RequestShown:
    """Give it to somebody."""
    actor, row = acting(request), request_of(request, key)
    policy.check_can_treat(actor, row)
    people = Person.objects.effective_on(actor.today).filter(collectivity__is_home=True)
    person = people.filter(public_id=given.person).first()
    if person is None:
        raise Invalid(_("Choisissez une personne."), field="person")
    return request_shown(request, gestures.entrust(row, to=person, text=given.text, by=actor, version=given.version))


@GESTURES.write(
    "POST", "demandes/{key}/fusion", policy=party, name="api_request_merge", answer=RequestShown,
    summary="Réunir à une autre demande", description="Rend la demande réunie, avec la référence de celle qui reste.",
)  # fmt: skip
def merge_a_request(request: HttpRequest, key: str, given: ToRequest) -> RequestShown:
    """Join it to another."""
    actor, row = acting(request), request_of(request, key)
    policy.check_can_treat(actor, row)
    gestures.merge(row, into=request_of(request, given.into), by=actor, version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/echeance", policy=party, name="api_request_reschedule", answer=RequestShown,
    summary="Changer l’échéance d’une demande",
)  # fmt: skip
def reschedule_a_request(request: HttpRequest, key: str, given: ToDate) -> RequestShown:
    """Give it another date."""
    row = reschedule(request_of(request, key), due_on=given.due_on, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/retrait", policy=party, name="api_request_withdraw", answer=RequestShown,
    summary="Retirer une demande",
)  # fmt: skip
def withdraw_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """Take it back."""
    row = gestures.withdraw(request_of(request, key), text=given.text, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/cloture", policy=party, name="api_request_close", answer=RequestShown,
    summary="Clore une demande répondue",
)  # fmt: skip
def close_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """The answer was read."""
    row = gestures.close(request_of(request, key), by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/reouverture", policy=party, name="api_request_reopen", answer=RequestShown,
    summary="Rouvrir une demande dont la réponse ne suffit pas",
)  # fmt: skip
def reopen_a_request(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """The answer is not enough."""
    row = gestures.reopen(request_of(request, key), text=given.text, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/point", policy=party, name="api_request_item", answer=RequestShown, status=201,
    summary="Porter une demande à l’ordre du jour d’une instance",
    description="La réponse de l’instance revient d’elle-même à la clôture de sa séance.",
)  # fmt: skip
def turn_into_an_item(request: HttpRequest, key: str, given: ToItem) -> RequestShown:
    """Make an item of it."""
    actor, row = acting(request), request_of(request, key)
    policy.check_can_treat(actor, row)
    body = get_object_or_404(body_policy.visible_to(actor), public_id=given.body)
    wish = conversions.ItemWish(confidentiality=given.confidentiality)
    conversions.to_item(row, body=body, wish=wish, by=actor, version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/action", policy=party, name="api_request_action", answer=RequestShown, status=201,
    summary="Écrire une demande comme action d’une instance",
)  # fmt: skip
def turn_into_an_action(request: HttpRequest, key: str, given: ToAction) -> RequestShown:
    """Make an action of it."""
    actor, row = acting(request), request_of(request, key)
    policy.check_can_treat(actor, row)
    body = get_object_or_404(body_policy.visible_to(actor), public_id=given.body)
    post = Post.objects.filter(public_id=given.owner_post).first()
    if post is None:
        raise Invalid(_("Choisissez un pilote."), field="owner_post")
    conversions.to_action(row, body=body, owner_post=post, by=actor, version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/note", policy=party, name="api_request_note", answer=RequestShown, status=201,
    summary="Commencer une note de service avec l’objet, le texte et les pièces d’une demande",
)  # fmt: skip
def turn_into_a_note(request: HttpRequest, key: str, given: RequestSaid) -> RequestShown:
    """Make a note of it."""
    row = request_of(request, key)
    conversions.to_note(row, by=acting(request), version=given.version)
    return request_shown(request, row)


@GESTURES.write(
    "POST", "demandes/{key}/reunion", policy=party, name="api_request_meeting", answer=RequestShown, status=201,
    summary="Faire d’une demande une réunion de votre agenda", description="L’auteur de la demande y est invité.",
)  # fmt: skip
def turn_into_a_meeting(request: HttpRequest, key: str, given: ToMeeting) -> RequestShown:
    """Make a meeting of it."""
    row = request_of(request, key)
    hour = time.fromisoformat(given.at)
    when = conversions.MeetingWish(day=given.day, at=hour, minutes=given.minutes, place=given.place)
    conversions.to_meeting(row, when=when, by=acting(request), version=given.version)
    return request_shown(request, row)
