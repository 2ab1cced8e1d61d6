"""The mail server as it is set, and a letter to oneself to know whether it takes ours."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.accounts.views.account import actor_of_request
from interco.foundation.core.errors import Invalid
from interco.foundation.notifications.queries.mail import mail_settings
from interco.foundation.notifications.services.trial import send_trial

RATES = {"trial_letter": "10/10m/user"}
Outcome = tuple[str, str] | None


def tried(request: HttpRequest) -> tuple[Outcome, int]:
    """POST sends a letter to whoever asks: what happened as (kind, sentence), and the status of the page."""
    if request.method != "POST":
        return None, 200
    if not ratelimit.consume(request, app="interco", action="trial_letter", config=RATES, user=request.user):
        return ("error", _("Trop d’essais. Réessayez dans quelques minutes.")), 429
    actor = actor_of_request(request)
    address = User.objects.values_list("email", flat=True).get(pk=int(actor.user_id or 0))
    try:
        send_trial(name=actor.name, address=address, by=actor)
    except Invalid as error:
        return ("error", error.sentence), 422
    if settings.DEMO:
        return ("warning", _("Dans la démonstration, aucun courrier ne part.")), 200
    return ("success", _("Le serveur de courrier a pris la lettre. Vérifiez la boîte de %s.") % address), 200


def mail_page(request: HttpRequest) -> HttpResponse:
    """The page of the administration."""
    outcome, status = tried(request)
    return render(request, "installation/mail.html", {"mail": mail_settings(), "outcome": outcome}, status=status)
