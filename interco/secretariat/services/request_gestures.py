"""What the desk and the asker do to a request: each gesture checks who may, then moves it by `request_steps`."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.organisation.models import Person, Post, Unit
from interco.secretariat.enums import OPEN_REQUESTS, RequestGesture, RequestState
from interco.secretariat.models import Request
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.desks import names_of
from interco.secretariat.services.request_steps import advance_request, note_step


@transaction.atomic
def take(request: Request, *, by: Actor, version: int | None = None) -> Request:
    """Take a request that nobody has: it is entrusted to whoever takes it."""
    policy.check_can_treat(by, request)
    advance_request(
        request, to=RequestState.TAKEN, gesture=RequestGesture.TAKEN, by=by, version=version, assignee_id=by.person_id
    )  # fmt: skip
    return request


@transaction.atomic
def answer(request: Request, *, text: str, by: Actor, version: int | None = None) -> Request:
    """Give the answer; the asker is told by mail."""
    policy.check_can_answer(by, request)
    advance_request(
        request, to=RequestState.ANSWERED, gesture=RequestGesture.ANSWERED, by=by, text=text, version=version
    )  # fmt: skip
    return request


@transaction.atomic
def refuse(request: Request, *, text: str, by: Actor, version: int | None = None) -> Request:
    """Refuse with a reason; the asker is told by mail."""
    policy.check_can_answer(by, request)
    advance_request(
        request, to=RequestState.REFUSED, gesture=RequestGesture.REFUSED, by=by, text=text, version=version
    )  # fmt: skip
    return request


@transaction.atomic
def question(request: Request, *, text: str, by: Actor, version: int | None = None) -> Request:
    """Send the request back to the asker with a question."""
    policy.check_can_treat(by, request)
    advance_request(
        request, to=RequestState.QUESTIONED, gesture=RequestGesture.QUESTIONED, by=by, text=text, version=version
    )  # fmt: skip
    return request


@transaction.atomic
def clarify(request: Request, *, text: str, by: Actor, version: int | None = None) -> Request:
    """Answer the question of the desk: the request goes back to whoever had it."""
    policy.check_can_clarify(by, request)
    if request.state != RequestState.QUESTIONED:
        raise Invalid(_("Aucune précision n’est attendue sur cette demande."), field="text")
    to = RequestState.TAKEN if request.assignee_id else RequestState.SENT
    advance_request(request, to=to, gesture=RequestGesture.CLARIFIED, by=by, text=text, version=version)
    return request


@transaction.atomic
def forward(request: Request, *, to: Unit | Post, by: Actor, text: str = "", version: int | None = None) -> Request:
    """Send the request to another unit or post, which finds it as new."""
    policy.check_can_treat(by, request)
    place = (to.pk, None) if isinstance(to, Unit) else (None, to.pk)
    if place == (request.desk_unit_id, request.desk_post_id):
        raise Invalid(_("La demande est déjà à ce guichet."), field="to")
    towards = names_of([place], by.today).of(*place)
    moved: dict[str, Any] = {"desk_unit_id": place[0], "desk_post_id": place[1], "assignee_id": None}
    told: dict[str, Any] = {
        "gesture": RequestGesture.FORWARDED,
        "by": by,
        "text": text,
        "towards": towards,
        "version": version,
    }
    if request.state == RequestState.SENT:
        note_step(request, **told, **moved)
    else:
        advance_request(request, to=RequestState.SENT, **told, **moved)
    return request


@transaction.atomic
def entrust(request: Request, *, to: Person, by: Actor, text: str = "", version: int | None = None) -> Request:
    """Give the request to a person, who treats it from then on; the desk stays the same."""
    policy.check_can_treat(by, request)
    told: dict[str, Any] = {
        "gesture": RequestGesture.ASSIGNED, "by": by, "text": text, "towards": to.full_name, "version": version,
        "assignee_id": to.pk,
    }  # fmt: skip
    if request.state == RequestState.SENT:
        advance_request(request, to=RequestState.TAKEN, **told)
    else:
        note_step(request, **told)
    return request


@transaction.atomic
def merge(request: Request, *, into: Request, by: Actor, version: int | None = None) -> Request:
    """End a request by joining it to another that asks the same; its unit reads the one that stays."""
    policy.check_can_treat(by, request)
    policy.check_can_treat(by, into)
    refresh(into)
    if into.pk == request.pk or into.state not in OPEN_REQUESTS:
        raise Invalid(_("Choisissez une autre demande, encore ouverte."), field="into")
    advance_request(
        request, to=RequestState.MERGED, gesture=RequestGesture.MERGED, by=by, towards=into.reference, version=version,
        merged_into_id=into.pk,
    )  # fmt: skip
    Request.objects.filter(merged_into=request).update(merged_into=into)
    note_step(into, gesture=RequestGesture.ABSORBED, by=by, towards=f"{request.reference}, {request.title}")
    return into


@transaction.atomic
def withdraw(request: Request, *, by: Actor, text: str = "", version: int | None = None) -> Request:
    """Take a request back before its answer; it stays readable with its thread."""
    policy.check_can_withdraw(by, request)
    advance_request(
        request, to=RequestState.WITHDRAWN, gesture=RequestGesture.WITHDRAWN, by=by, text=text, version=version
    )  # fmt: skip
    return request


@transaction.atomic
def close(request: Request, *, by: Actor, version: int | None = None) -> Request:
    """Say that the answer was read and is enough."""
    policy.check_can_close(by, request)
    advance_request(request, to=RequestState.CLOSED, gesture=RequestGesture.CLOSED, by=by, version=version)
    return request


@transaction.atomic
def reopen(request: Request, *, text: str, by: Actor, version: int | None = None) -> Request:
    """Say what the answer lacks: the request goes back to whoever answered."""
    policy.check_can_close(by, request)
    if request.state not in {RequestState.ANSWERED, RequestState.REFUSED}:
        raise Invalid(_("Cette demande attend encore sa réponse."), field="text")
    advance_request(
        request, to=RequestState.TAKEN, gesture=RequestGesture.REOPENED, by=by, text=text, version=version
    )  # fmt: skip
    return request
