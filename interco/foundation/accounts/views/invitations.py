"""Accepting an invitation: the page that chooses the password."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from interco.foundation.accounts.queries.accounts import open_invitation
from interco.foundation.accounts.services.invitations import accept_invitation
from interco.foundation.core import clock
from interco.foundation.core.errors import Invalid

RATES = {"invitation": "30/h/ip"}


@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the form, POST sets the password; every try is counted by network."""
    allowed = ratelimit.consume(request, app="interco", action="invitation", config=RATES, limit_get=True)
    if not allowed:
        return render(request, "429.html", status=429)
    at = clock.now()
    found = open_invitation(token, at=at)
    if found is None:
        return render(request, "accounts/invitation_closed.html", status=404)
    error = ""
    if request.method == "POST":
        password = request.POST.get("password", "")
        if password != request.POST.get("again", ""):
            error = _("Les deux saisies ne sont pas les mêmes.")
        else:
            try:
                accept_invitation(token, password, at=at)
            except Invalid as refusal:
                error = refusal.sentence
            else:
                messages.success(request, _("Votre mot de passe est enregistré. Connectez-vous."))
                return redirect("account_login")
    context = {"invited": found.user, "error": error}
    return render(request, "accounts/invitation.html", context, status=422 if error else 200)
