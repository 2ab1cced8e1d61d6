"""Asking: a request is written and sent in one gesture, to the desk of its kind, with its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from interco.committees.services.numbering import next_reference
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.texts import many_lines, one_line
from interco.foundation.core.writing import insert
from interco.foundation.documents.services.uploads import keep_upload
from interco.foundation.search.services.index import index
from interco.organisation.models import Person, Unit
from interco.scheduling.queries.closed_days import closed_days
from interco.secretariat.enums import OPEN_REQUESTS, RequestGesture, RequestKind, RequestState
from interco.secretariat.models import Request, RequestEvent, RequestFile
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.desks import Desktop, desk_of, names_of
from interco.secretariat.rules.desks import due_after
from interco.secretariat.services.request_steps import note_step

TEXT_LIMIT = 4000
MOST_FILES = 20
LATEST = date(2200, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContent:
    """What is asked. `due_on` is guessed from the kind when it is not given."""

    kind: str
    title: str
    text: str = ""
    due_on: date | None = None


@transaction.atomic
def ask(content: RequestContent, *, unit: Unit, by: Actor, files: Iterable[tuple[str, bytes]] = ()) -> Request:
    """Send a request in the name of one's unit, to the desk of its kind; `files` are (name, content)."""
    if content.kind not in RequestKind.values:
        raise Invalid(_("Choisissez ce que vous demandez."), field="kind")
    desk = desk_of(RequestKind(content.kind), by.today)
    policy.check_can_ask(by, unit, desk)
    if not desk.is_somewhere:
        raise Invalid(_("Aucun guichet ne reçoit cette nature de demande : prévenez le secrétariat."), field="kind")
    request = insert(Request(
        reference=next_reference("D", by.today.year), kind=content.kind,
        title=one_line(content.title, field="title", required=True),
        text=many_lines(content.text, field="text", limit=TEXT_LIMIT),
        due_on=_due(content, desk, by), unit=unit, author=Person.objects.get(pk=by.person_id or 0),
        desk_unit_id=desk.unit_id, desk_post_id=desk.post_id, created_at=by.at, moved_at=by.at,
    ))  # fmt: skip
    towards = names_of([(desk.unit_id, desk.post_id)], by.today).of(desk.unit_id, desk.post_id)
    insert(RequestEvent(
        request=request, at=by.at, actor_name=by.name, gesture=RequestGesture.SENT, to_state=RequestState.SENT,
        towards=towards,
    ))  # fmt: skip
    facts = {
        "reference": request.reference,
        "kind": request.kind,
        "unit": unit.public_id,
        "due_on": str(request.due_on),
    }
    journal.record("request.sent", by=by, subject=request, facts=facts)
    for name, kept in files:
        _keep(request, name, kept, by)
    index(request, by=by)
    return request


def _due(content: RequestContent, desk: Desktop, by: Actor) -> date:
    if content.due_on is None:
        return due_after(by.today, desk.working_days, closed_days().is_working)
    if not by.today <= content.due_on < LATEST:
        raise Invalid(_("L’échéance est passée, ou trop lointaine."), field="due_on")
    return content.due_on


@transaction.atomic
def join_file(request: Request, *, name: str, content: bytes, by: Actor) -> RequestFile:
    """Join a file to a request that is not ended, or `Invalid` with a sentence when it is not one we keep."""
    policy.check_can_join(by, request)
    kept = _keep(request, name, content, by)
    note_step(request, gesture=RequestGesture.FILE_JOINED, by=by, towards=kept.name)
    return kept


def _keep(request: Request, name: str, content: bytes, by: Actor) -> RequestFile:
    if request.files.count() >= MOST_FILES:
        raise Invalid(_("Une demande garde au plus %s pièces.") % MOST_FILES, field="file")
    stored, safe_name = keep_upload(name, content, at=by.at)
    facts = {"name": safe_name, "digest": stored.digest}
    journal.record("request.file_kept", by=by, subject=request, facts=facts)
    return RequestFile.objects.create(
        request=request, file=stored, name=safe_name, added_by_name=by.name, added_at=by.at
    )


@transaction.atomic
def reschedule(request: Request, *, due_on: date, by: Actor, version: int | None = None) -> Request:
    """Give a request another date: the desk; the unit that asks as long as nobody took it."""
    if not (policy.asks(by, request) and request.state == RequestState.SENT):
        policy.check_can_treat(by, request)
    if not by.today <= due_on < LATEST:
        raise Invalid(_("L’échéance est passée, ou trop lointaine."), field="due_on")
    if request.state in OPEN_REQUESTS and due_on == request.due_on:
        return request
    note_step(
        request, gesture=RequestGesture.RESCHEDULED, by=by, towards=due_on.isoformat(), version=version, due_on=due_on
    )  # fmt: skip
    return request
