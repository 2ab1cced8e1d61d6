"""Who a program is: the token of its `Authorization` header, under `/api/` only, instead of any session."""

from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import ApiToken
from interco.foundation.accounts.policies.api_tokens import check_may_open
from interco.foundation.accounts.queries.api_tokens import token_given
from interco.foundation.accounts.services.api_tokens import note_use
from interco.foundation.core import clock
from interco.foundation.core.actor import actor_of
from interco.foundation.core.error_pages import sentence_response
from interco.foundation.core.errors import Refused

PREFIX = "/api/"
SCHEME = "bearer "
#: Unknown tokens from one network; a living one is looked up first, so that a neighbour's tries never close its door.
RATES = {"api_token": "30/m/ip"}


class ApiTokenMiddleware:
    """Takes the account of a token for the account of the request; an unknown token is answered 401, counted by network.

    A browser never adds this header by itself, so no forged form can carry it: the protection of forms does not apply.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the account of the token, or refuse at the door."""
        characters = _given(request)
        if characters is None:
            return self.get_response(request)
        at = clock.now()
        token = token_given(characters, at=at)
        if token is None:
            allowed = ratelimit.consume(request, app="interco", action="api_token", config=RATES, limit_get=True)
            return _unknown() if allowed else _too_many()
        return self._as_account(request, token)

    def _as_account(self, request: HttpRequest, token: ApiToken) -> HttpResponse:
        actor = actor_of(token.user_id, clock.now())
        try:
            check_may_open(actor, token)
        except Refused as refusal:
            return sentence_response(request, 403, _("Second facteur nécessaire"), refusal)
        note_use(token, by=actor)
        request.user = token.user
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own door
        return self.get_response(request)


def _given(request: HttpRequest) -> str | None:
    """The characters of the token a request for the API carries."""
    header = request.headers.get("Authorization", "")
    if not request.path_info.startswith(PREFIX) or not header.lower().startswith(SCHEME):
        return None
    return header[len(SCHEME) :].strip()


def _unknown() -> JsonResponse:
    sentence = _("Ce jeton n’ouvre rien : il est inconnu, échu ou révoqué.")
    headers = {"WWW-Authenticate": 'Bearer realm="interco", error="invalid_token"'}
    return JsonResponse({"detail": sentence}, status=401, headers=headers)


def _too_many() -> JsonResponse:
    sentence = _("Trop d’essais avec un jeton inconnu depuis ce réseau. Réessayez dans une minute.")
    return JsonResponse({"detail": sentence}, status=429, headers={"Retry-After": "60"})
