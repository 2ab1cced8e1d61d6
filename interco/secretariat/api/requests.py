"""Requests by the API: listed, read, sent, their files, their desks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Query
from ninja.files import UploadedFile

from interco.committees.policies import actions as action_policy
from interco.committees.policies import decisions as decision_policy
from interco.committees.policies import items as item_policy
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Named, Page, part_of
from interco.foundation.core.downloads import as_file
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.policies import general_secretariat
from interco.foundation.documents.services.store import content_of
from interco.organisation.models import Unit
from interco.scheduling.policies import events as event_policy
from interco.secretariat.api.request_schemas import (
    DeskGiven,
    DeskShown,
    FileLine,
    RequestAsked,
    RequestLineShown,
    RequestsAsked,
    RequestShown,
    SequelShown,
    StepShown,
)
from interco.secretariat.enums import RequestGesture, RequestKind, RequestState, SequelKind
from interco.secretariat.models import Request
from interco.secretariat.policies import notes as note_policy
from interco.secretariat.policies import requests as policy
from interco.secretariat.policies.requests import parties_to_requests as party
from interco.secretariat.queries.desks import Desktop, desks_on, names_of
from interco.secretariat.queries.request_page import request_page
from interco.secretariat.queries.requests import RequestFilter, RequestLine, destination, lines, matching
from interco.secretariat.services.desks import DeskContent, set_desk
from interco.secretariat.services.requests import RequestContent, ask, join_file

REQUESTS = Operations("Demandes")
_SHOWN = ("unit__collectivity", "author", "assignee", "merged_into", "desk_unit", "desk_post")


def request_of(request: HttpRequest, key: str) -> Request:
    """The request of the address that the actor may read, or 404."""
    return get_object_or_404(policy.visible_to(acting(request)).select_related(*_SHOWN), public_id=key)


@REQUESTS.get(
    "demandes", policy=party, name="api_requests", answer=Page[RequestLineShown], summary="Lister les demandes"
)
def list_requests(request: HttpRequest, asked: Query[RequestsAsked]) -> Page[RequestLineShown]:
    """Open ones by their date; five queries."""
    actor = acting(request)
    wish = RequestFilter(
        view=asked.vue, state=asked.etat, words=asked.q, kind=asked.nature or "", desk=asked.guichet,
        asker=asked.demandeur,
    )  # fmt: skip
    found = matching(policy.visible_to(actor), wish, actor).select_related("unit", "author", "assignee")
    rows, figures = part_of(found, asked)
    return Page[RequestLineShown](**figures, items=[line_shown(line) for line in lines(rows, actor.today)])


@REQUESTS.get(
    "demandes/{key}", policy=party, name="api_request", answer=RequestShown, summary="Lire une demande et son fil"
)
def read_request(request: HttpRequest, key: str) -> RequestShown:
    """One request."""
    return request_shown(request, request_of(request, key))


@REQUESTS.write(
    "POST", "demandes", policy=party, name="api_requests", answer=RequestShown, status=201, summary="Envoyer une demande",
    description="Au nom d’un service que vous tenez ; elle va d’elle-même au guichet de sa nature.",
)  # fmt: skip
def send_a_request(request: HttpRequest, given: RequestAsked) -> RequestShown:
    """Send it."""
    actor = acting(request)
    unit = Unit.objects.filter(public_id=given.unit, pk__in=actor.unit_ids).first()
    if unit is None:
        raise Refused(_("Vous ne pouvez demander qu’au nom de votre service."))
    content = RequestContent(kind=given.kind, title=given.title, text=given.text, due_on=given.due_on)
    return request_shown(request, ask(content, unit=unit, by=actor))


@REQUESTS.write(
    "POST", "demandes/{key}/pieces", policy=party, name="api_request_join", answer=RequestShown, status=201,
    summary="Joindre un fichier à une demande",
    description="Un formulaire multipart/form-data, le fichier dans `file`. Le type est lu dans son contenu.",
)  # fmt: skip
def join_to_a_request(request: HttpRequest, key: str, file: File[UploadedFile]) -> RequestShown:
    """Join a file."""
    actor, row = acting(request), request_of(request, key)
    policy.check_can_join(actor, row)
    join_file(row, name=file.name or "", content=file.read(), by=actor)
    return request_shown(request, row)


@REQUESTS.file(
    "demandes/pieces/{key}", policy=party, name="api_request_file", summary="Télécharger une pièce d’une demande"
)
def read_a_file_of_a_request(request: HttpRequest, key: str) -> HttpResponse:
    """A file, to those who may read its request."""
    kept = get_object_or_404(policy.visible_files(acting(request)).select_related("file"), public_id=key)
    return as_file(content_of(kept.file.digest), media_type=kept.file.media_type, name=kept.name)


@REQUESTS.get(
    "guichets", policy=general_secretariat, name="api_desks", answer=list[DeskShown], summary="Lire les guichets"
)
def list_desks(request: HttpRequest) -> list[DeskShown]:
    """Who receives what."""
    day = acting(request).today
    found = desks_on(day)
    names = names_of(((desk.unit_id, desk.post_id) for desk in found.values()), day)
    return [_desk(desk, names.of(desk.unit_id, desk.post_id)) for desk in found.values()]


@REQUESTS.write(
    "PUT", "guichets/{kind}", policy=general_secretariat, name="api_desk", answer=DeskShown, summary="Régler un guichet"
)
def set_a_desk(request: HttpRequest, kind: RequestKind, given: DeskGiven) -> DeskShown:
    """Say who receives a kind from now on."""
    actor, to = acting(request), destination(given.to)
    if to is None:
        raise Invalid(_("Choisissez un service ou un poste."), field="to")
    content = DeskContent(to=to, working_days=given.working_days, is_open_to_communes=given.is_open_to_communes)
    set_desk(kind, content, version=given.version, by=actor)
    desk = desks_on(actor.today)[kind]
    return _desk(desk, names_of([(desk.unit_id, desk.post_id)], actor.today).of(desk.unit_id, desk.post_id))


def _desk(desk: Desktop, name: str) -> DeskShown:
    return DeskShown(
        kind=desk.kind, to=desk.place if desk.is_somewhere else "", name=name, working_days=desk.working_days,
        is_open_to_communes=desk.is_open_to_communes, is_guessed=desk.row is None,
        version=desk.row.version if desk.row else None,
    )  # fmt: skip


def line_shown(line: RequestLine) -> RequestLineShown:
    """A request in a list."""
    row = line.request
    return RequestLineShown(
        key=row.public_id, reference=row.reference, kind=RequestKind(row.kind), title=row.title,
        state=RequestState(row.state), due_on=row.due_on, asker=Named(key=row.unit.public_id, name=line.asker),
        author=Named(key=row.author.public_id, name=row.author.full_name), desk=line.desk,
        assignee=Named(key=row.assignee.public_id, name=row.assignee.full_name) if row.assignee else None,
        created_at=row.created_at, age=line.age, late_days=max(line.late_days, 0), version=row.version,
    )  # fmt: skip


def request_shown(request: HttpRequest, row: Request) -> RequestShown:
    """A request as its reader may read it, as it stands now."""
    actor = acting(request)
    row = Request.objects.select_related(*_SHOWN).get(pk=row.pk)
    page = request_page(
        row, actor.today, decisions=decision_policy.visible_to(actor), items=item_policy.visible_to(actor),
        actions=action_policy.visible_to(actor), events=event_policy.visible_to(actor), notes=note_policy.visible_to(actor),
    )  # fmt: skip
    (line,) = lines([row], actor.today)
    return RequestShown(
        **line_shown(line).model_dump(), text=row.text,
        steps=[
            StepShown(
                at=step.event.at, by=step.event.actor_name, gesture=RequestGesture(step.event.gesture),
                text=step.event.text, towards=step.event.towards,
                decision=Named(key=step.decision.public_id, name=str(step.decision)) if step.decision else None,
            )
            for step in page.steps
        ],
        files=[FileLine(key=kept.public_id, name=kept.name) for kept in page.files],
        sequels=[
            SequelShown(kind=SequelKind(one.sequel.kind), reference=one.reference, state=one.state,
                        key=one.key if one.may_open else None)
            for one in page.sequels
        ],
        merged_into=row.merged_into.reference if row.merged_into else None,
    )  # fmt: skip
