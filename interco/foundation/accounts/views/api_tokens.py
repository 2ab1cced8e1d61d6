"""« Jetons d’API » on the account page: made and shown once, revoked."""

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from interco.foundation.accounts.models import ApiToken
from interco.foundation.accounts.services.api_tokens import create_token, revoke_token
from interco.foundation.accounts.views.account import account_page, actor_of_request
from interco.foundation.core.errors import Invalid


@sensitive_variables("characters")
def create(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once: the answer is kept by nobody."""
    actor = actor_of_request(request)
    name, days = request.POST.get("name", ""), request.POST.get("days", "")
    try:
        token, characters = create_token(
            name=name, days=int(days) if days.isdecimal() and len(days) < 5 else 0, by=actor,
            with_second_factor=proved_second_factor(request),
        )  # fmt: skip
    except Invalid as problem:
        return account_page(request, problem=problem, entered={"name": name, "days": days}, status=422)
    response = render(request, "accounts/api_token.html", {"token": token, "characters": characters})
    response.headers["Cache-Control"] = "no-store"
    return response


def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """End one of one's own tokens."""
    actor = actor_of_request(request)
    token = get_object_or_404(ApiToken, user_id=actor.user_id or 0, public_id=key)
    revoke_token(token, by=actor)
    messages.success(request, _("Le jeton « %s » n’ouvre plus rien.") % token.name)
    return redirect("account")


def proved_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)
