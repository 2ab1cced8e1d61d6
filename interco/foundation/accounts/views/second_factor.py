"""The door of those whose role demands a second factor: until one is set up, only its set-up opens."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from interco.foundation.accounts.queries.accounts import has_second_factor
from interco.foundation.core.actor import Actor
from interco.foundation.core.error_pages import sentence_response, wants_json
from interco.foundation.core.errors import Refused
from interco.foundation.core.roles import SECOND_FACTOR_ROLES

#: What opens before the second factor is set up, beside the pages of the second factor themselves.
OPEN_BEFORE = frozenset({
    "account_logout", "account_reauthenticate", "first_start_body", "first_start_done", "first_start_mail", "health",
    "set_language",
})  # fmt: skip


class SecondFactorMiddleware:
    """Sends the DGS, the secretariat and the administrators to the set-up of their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the check is made once the route is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Let pass, or send to the set-up."""
        if not settings.SECOND_FACTOR_REQUIRED or request.resolver_match is None:
            return None
        name = str(request.resolver_match.url_name)
        if name.startswith("mfa_") or name in OPEN_BEFORE:
            return None
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.roles & SECOND_FACTOR_ROLES or actor.user_id is None or has_second_factor(actor.user_id):
            return None
        if wants_json(request) or request.method != "GET":
            refusal = Refused(_("Votre rôle demande un second facteur : mettez-le en place d’abord."))
            return sentence_response(request, 403, _("Second facteur nécessaire"), refusal)
        messages.warning(
            request, _("Votre rôle demande un second facteur : mettez-le en place, le reste s’ouvrira ensuite.")
        )
        return redirect("mfa_index")
