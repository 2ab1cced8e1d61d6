"""Every answer that is not the page asked for, as a page of ours or as JSON: a sentence, never a trace."""

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from interco.foundation.core.errors import Refused
from interco.foundation.core.typed_again import typed_again


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer goes to a program: everything under `/api/` does, but the reference for people."""
    if request.path == "/api/docs":
        return False
    return request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json")


def sign_in_response() -> JsonResponse:
    """401 for a program: who it is must be said by a session or by a token."""
    response = JsonResponse({"detail": _("Connectez-vous pour continuer, ou donnez un jeton d’API.")}, status=401)
    response.headers["WWW-Authenticate"] = 'Bearer realm="interco"'
    return response


def method_not_allowed(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """405, with the methods that are."""
    refused = HttpResponseNotAllowed(allowed)
    if not wants_json(request):
        return refused
    sentence = _("Cette adresse répond à : %(methods)s.") % {"methods": ", ".join(allowed)}
    return JsonResponse({"detail": sentence}, status=405, headers={"Allow": refused.headers["Allow"]})


def came_from(request: HttpRequest) -> str:
    """The page of this site where the refused gesture was made; nothing when it is unknown or the same."""
    page = request.headers.get("Referer", "")
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts={host}, require_https=request.is_secure())
    path = "/" + urlsplit(page)._replace(scheme="", netloc="").geturl().lstrip("/") if is_ours and page else ""
    return "" if path == request.get_full_path() else path


def sentence_response(
    request: HttpRequest, status: int, title: str, error: Any, *, is_ours: bool = True
) -> HttpResponse:
    """A refusal as a page, a fragment or JSON. A form that may not be `is_ours` is never made ready to be sent again."""
    if wants_json(request):
        body = {
            "detail": error.sentence,
            "fields": getattr(error, "fields", {}),
            "theirs": getattr(error, "theirs", {}),
        }
        return JsonResponse({key: value for key, value in body.items() if value}, status=status)
    context = {
        "title": title, "sentence": error.sentence, "error": error, "status": status, "back": came_from(request),
        "again": typed_again(request, error) if is_ours and status in {403, 409, 422} else None,
    }  # fmt: skip
    return render(request, "errors/sentence.html", context, status=status)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: cut on the way, too big, or written by no form of ours."""
    sentence = _("Ce qui est arrivé est incomplet ou contient des caractères impossibles. Rien n’a été enregistré.")
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        sentence = (
            _("Ce que vous envoyez dépasse %d Mo : rien n’a été enregistré. Raccourcissez-le ou joignez un fichier.")
            % most
        )
    return sentence_response(request, 400, _("La demande n’a pas été comprise"), Refused(sentence))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it by its name
    """403 raised by Django or allauth, without a sentence of its own."""
    sentence = _("Cette page n’est pas ouverte à votre compte, ou ne l’est plus.")
    return sentence_response(request, 403, _("Ce geste n’est pas ouvert à votre compte"), Refused(sentence))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it by its name
    """404: absent and hidden look the same."""
    sentence = _("Elle n’existe pas, ou votre compte ne la voit pas.")
    if wants_json(request):
        sentence = _("Cette adresse n’existe pas, ou votre compte ne la voit pas.")
    return sentence_response(request, 404, _("Page introuvable"), Refused(sentence))


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """403 of the protection against forged forms; 401 for a program that said nothing of who it is."""
    if request.path.startswith("/api/"):
        if not getattr(request, "user", None) or not request.user.is_authenticated:
            return sign_in_response()
        sentence = _(
            "Une écriture par la session du navigateur porte l’en-tête X-CSRFToken ; sinon, donnez un jeton d’API."
        )
        return sentence_response(request, 403, _("Formulaire périmé"), Refused(sentence))
    sentence = _("Ce formulaire est trop ancien ou vient d’ailleurs. Revenez à la page, rechargez-la et recommencez.")
    return sentence_response(request, 403, _("Formulaire périmé"), Refused(sentence), is_ours=False)


def incident(request: HttpRequest) -> HttpResponse:
    """500 with a number to give to the administrator; kept simple: something is already broken."""
    number = secrets.token_hex(4)
    return incident_response(request, number)


def incident_response(request: HttpRequest, number: str) -> HttpResponse:
    """The page or JSON of an incident."""
    if wants_json(request):
        return JsonResponse({"detail": _("Une erreur est survenue."), "incident": number}, status=500)
    return render(request, "errors/incident.html", {"incident": number}, status=500)
