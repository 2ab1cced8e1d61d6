"""While nobody has an account, every page leads to the first start."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.core.error_pages import sentence_response, wants_json
from interco.foundation.core.errors import Refused

#: What opens before the first account, beside the first start itself.
OPEN_BEFORE = ("/premier-demarrage", "/sante", "/static/", "/compte/langue")


class FirstStartMiddleware:
    """Sends everybody to the first start; once somebody has an account, costs nothing any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_inhabited = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the first start."""
        self.is_inhabited = self.is_inhabited or request.user.is_authenticated or User.objects.exists()
        if self.is_inhabited or request.path_info.startswith(OPEN_BEFORE):
            return self.get_response(request)
        if wants_json(request) or request.method not in {"GET", "HEAD"}:
            refusal = Refused(_("Cette installation attend son premier démarrage."))
            return sentence_response(request, 503, _("Pas encore ouverte"), refusal)
        return redirect("first_start")
