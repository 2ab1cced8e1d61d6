"""The signature folder by the API."""

from django.http import Http404, HttpRequest

from interco.foundation.core.actor import Actor
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.policies import general_secretariat
from interco.secretariat.api.request_schemas import RequestLineShown, RequestShown, ToSign
from interco.secretariat.api.requests import line_shown, request_shown
from interco.secretariat.models import Request
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.signature_folder import signature_folder
from interco.secretariat.services.signature_folder import refuse_to_sign, sign

FOLDER = Operations("Parapheur")


@FOLDER.get(
    "parapheur",
    policy=general_secretariat,
    name="api_folder",
    answer=list[RequestLineShown],
    summary="Lire le parapheur",
)
def read_folder(request: HttpRequest) -> list[RequestLineShown]:
    """What waits for the DGS, the nearest date first."""
    actor = acting(request)
    folder = signature_folder(policy.visible_to(actor), actor.today)
    return [line_shown(entry.line) for entry in folder.waiting]


@FOLDER.write(
    "POST", "parapheur/signatures", policy=general_secretariat, name="api_folder_sign", answer=list[RequestShown],
    summary="Signer des demandes, ou en donner l’accord",
)  # fmt: skip
def sign_requests(request: HttpRequest, given: ToSign) -> list[RequestShown]:
    """All or nothing."""
    actor = acting(request)
    policy.check_can_sign(actor)
    return [request_shown(request, row) for row in sign(_chosen(given, actor), text=given.text, by=actor)]


@FOLDER.write(
    "POST", "parapheur/refus", policy=general_secretariat, name="api_folder_refuse", answer=list[RequestShown],
    summary="Refuser de signer des demandes, avec un motif",
)  # fmt: skip
def refuse_requests(request: HttpRequest, given: ToSign) -> list[RequestShown]:
    """All or nothing."""
    actor = acting(request)
    policy.check_can_sign(actor)
    return [request_shown(request, row) for row in refuse_to_sign(_chosen(given, actor), reason=given.text, by=actor)]


def _chosen(given: ToSign, actor: Actor) -> list[Request]:
    """The requests told, all readable, or 404."""
    found = list(policy.visible_to(actor).filter(public_id__in=given.requests).select_related("author"))
    if len(found) != len(set(given.requests)):
        raise Http404
    return found
