"""What a request becomes in one gesture: an item of a body, an action, a meeting, a note. The link is kept both ways.

A request turned into something stays open until its answer: that of the body comes back by itself
(`request_outcomes`), that of an action or of a note is written by the desk.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.enums import Confidentiality, ItemKind
from interco.committees.models import Action, Body, Item
from interco.committees.policies import bodies
from interco.committees.services.actions import ActionContent, write_action
from interco.committees.services.attachments import attach_file
from interco.committees.services.items import DECISION_ASKED_LIMIT, ItemContent, submit_item
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.documents.services.store import content_of
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import Person, Post, PostVersion, Unit, UnitVersion
from interco.scheduling.enums import Visibility
from interco.scheduling.models import Event
from interco.scheduling.rules.events import EventContent, GuestAsked
from interco.scheduling.services.events import plan_event
from interco.secretariat.enums import RequestGesture, RequestKind, RequestState, SequelKind
from interco.secretariat.models import Request, RequestSequel, StaffNote
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.note_choices import signatories
from interco.secretariat.services.notes import NoteContent, attach_to_note, write_note
from interco.secretariat.services.request_steps import advance_request, note_step

#: What is expected of the session, by kind of request.
ITEM_KINDS = {
    RequestKind.OPINION: ItemKind.OPINION,
    RequestKind.DECISION: ItemKind.DECISION,
    RequestKind.SIGNATURE: ItemKind.DECISION,
    RequestKind.MEETING: ItemKind.EXCHANGE,
    RequestKind.INFORMATION: ItemKind.INFORMATION,
    RequestKind.SUPPORT: ItemKind.DECISION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWish:
    """How the item is submitted: minutes, and who reads it."""

    minutes: int = 15
    confidentiality: str = Confidentiality.STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWish:
    """When and where the meeting is, on the territory's clocks."""

    day: date
    at: time
    minutes: int = 60
    place: str = ""


@transaction.atomic
def to_item(
    request: Request, *, body: Body, by: Actor, wish: ItemWish = ItemWish(), version: int | None = None
) -> Item:  # fmt: skip
    """Submit the request to a body, with its files; it is answered when the session that treats the item closes."""
    policy.check_can_treat(by, request)
    _check_once(request, SequelKind.ITEM)
    kind = ITEM_KINDS[RequestKind(request.kind)]
    is_inside = request.unit.collectivity.is_home
    content = ItemContent(
        title=request.title, kind=kind, decision_asked=(request.text or request.title)[:DECISION_ASKED_LIMIT],
        duration_minutes=wish.minutes, confidentiality=wish.confidentiality,
        rapporteur=request.author if is_inside else None,
    )  # fmt: skip
    item = submit_item(content, body=body, unit=_bearer(request, by, is_inside), by=by)
    for kept in request.files.select_related("file"):
        attach_file(item, name=kept.name, content=content_of(kept.file.digest), by=by)
    sequel = RequestSequel(kind=SequelKind.ITEM, item=item)
    _note(request, sequel, f"{item.reference}, {body.name}", by=by, version=version)
    return item


@transaction.atomic
def to_action(
    request: Request, *, body: Body, owner_post: Post, by: Actor, due_on: date | None = None,
    version: int | None = None,
) -> Action:  # fmt: skip
    """Write the request as an action of a body's follow-up, by its own date unless another is given."""
    policy.check_can_treat(by, request)
    _check_once(request, SequelKind.ACTION)
    content = ActionContent(title=request.title, owner_post=owner_post, due_on=due_on or max(request.due_on, by.today))
    action = write_action(content, body=body, by=by)
    _note(request, RequestSequel(kind=SequelKind.ACTION, action=action), action.reference, by=by, version=version)
    return action


@transaction.atomic
def to_meeting(request: Request, *, when: MeetingWish, by: Actor, version: int | None = None) -> Event:
    """Plan a meeting in one's own agenda, its author invited; they receive the invitation."""
    policy.check_can_treat(by, request)
    _check_once(request, SequelKind.MEETING)
    if by.person_id is None:
        raise Invalid(_("Votre compte n’est celui de personne dans l’organisation : il n’a pas d’agenda."))
    content = EventContent(
        title=request.title, first_on=when.day, at=when.at, minutes=when.minutes, place=when.place, text=request.text,
        visibility=Visibility.PRIVATE,
    )  # fmt: skip
    guests = [GuestAsked(person_id=request.author_id)] if request.author_id != by.person_id else []
    event = plan_event(content, owner=Person.objects.get(pk=by.person_id), guests=guests, by=by)
    towards = dates.day(when.day, language()).striptags()
    _note(request, RequestSequel(kind=SequelKind.MEETING, event=event), towards, by=by, version=version)
    return event


@transaction.atomic
def to_note(request: Request, *, by: Actor, version: int | None = None) -> StaffNote:
    """Begin a note to staff with its words, in one's own service (the desk's for those who write for any), with its files."""
    policy.check_can_treat(by, request)
    _check_once(request, SequelKind.NOTE)
    unit = _writing_unit(request, by)
    signing = next(iter(signatories([unit.pk], by.today)), None)
    if signing is None:
        raise Invalid(_("Personne ne peut signer une note de ce service : indiquez d’abord qui le dirige."))
    signatory = Post.objects.get(public_id=signing.key)
    note = write_note(NoteContent(title=request.title, text=request.text, unit=unit, signatory_post=signatory), by=by)
    for kept in request.files.select_related("file"):
        attach_to_note(note, name=kept.name, content=content_of(kept.file.digest), by=by)
    names = UnitVersion.objects.effective_on(by.today).filter(unit=unit).values_list("name", flat=True)
    _note(request, RequestSequel(kind=SequelKind.NOTE, note=note), names.first() or "", by=by, version=version)
    return note


def _writing_unit(request: Request, by: Actor) -> Unit:
    """The service the actor leads or belongs to; the desk's when it is not theirs to begin with."""
    desk = _desk_unit(request, by)
    if desk is not None and (desk.pk in by.unit_ids or bodies.sees_all(by)):
        return desk
    own = Unit.objects.filter(pk__in=by.led_unit_ids or by.unit_ids).order_by("pk").first()
    if own is None:
        raise Invalid(_("Pour écrire une note, il faut tenir un poste dans un service."))
    return own


def _check_once(request: Request, kind: SequelKind) -> None:
    if request.sequels.filter(kind=kind).exists():
        raise Invalid(_("Cette demande a déjà cette suite."), field="to")


def _bearer(request: Request, by: Actor, is_inside: bool) -> Unit:
    """In whose name the item is submitted: the unit that asks when the actor may, the desk's otherwise."""
    if is_inside and (bodies.sees_all(by) or request.unit_id in by.unit_ids):
        return request.unit
    desk = _desk_unit(request, by)
    assert desk is not None  # noqa: S101 - a request is at a unit or at a post of the day
    return desk


def _desk_unit(request: Request, by: Actor) -> Unit | None:
    if request.desk_unit is not None:
        return request.desk_unit
    held = PostVersion.objects.effective_on(by.today).filter(post_id=request.desk_post_id or 0).select_related("unit")
    version = held.first()
    return version.unit if version else None


def _note(request: Request, sequel: RequestSequel, towards: str, *, by: Actor, version: int | None) -> None:
    """Keep the link and write the step: a request that nobody had is taken by whoever gives it its sequel."""
    sequel.request, sequel.at, sequel.actor_name = request, by.at, by.name
    sequel.save()
    told: dict[str, Any] = {"gesture": RequestGesture.CONVERTED, "by": by, "towards": towards, "version": version}
    if request.state == RequestState.SENT:
        advance_request(request, to=RequestState.TAKEN, assignee_id=by.person_id, **told)
    else:
        note_step(request, **told)
