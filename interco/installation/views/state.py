"""« Installation »: how it stands, what waits, what is saved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.accounts.views.account import actor_of_request
from interco.foundation.notifications.rules.kinds import label_of
from interco.installation.queries.first_start import zones
from interco.installation.queries.state import installation_state
from interco.organisation.models import Territory
from interco.organisation.services.territory import set_time_zone


def installation(request: HttpRequest) -> HttpResponse:
    """The page of the technical administrator."""
    state = installation_state(at=actor_of_request(request).at)
    present = [state.territory.time_zone] if state.territory else []
    context = {"state": state, "zones": [(zone, zone) for zone in zones(*present)], "label_of": label_of}
    return render(request, "installation/state.html", context)


def time_zone(request: HttpRequest) -> HttpResponse:
    """Correct the time zone of the territory."""
    territory = get_object_or_404(Territory)
    given = request.POST.get("version", "")
    version = int(given) if given.isdecimal() and len(given) < 9 else 0
    set_time_zone(territory, request.POST.get("time_zone", ""), by=actor_of_request(request), version=version)
    messages.success(request, _("Fuseau horaire corrigé. Les séances déjà prévues gardent le leur."))
    return redirect("installation")
