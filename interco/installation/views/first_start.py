"""« Premier démarrage », before the first account: the key, the collectivity, the administrator."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from interco.foundation.core import clock
from interco.foundation.core.errors import Invalid
from interco.installation.policies.first_start import check_nobody_is_there
from interco.installation.queries.first_start import STEPS, described, found_epcis, standing_home, zones
from interco.installation.services.first_start import Choice, begin
from interco.installation.services.key import is_right_key, opens, use_key
from interco.organisation.rules.reference import Epci, epci_by_siren
from interco.organisation.services.territory import checked_zone

RATES = {"first_start": "30/h/ip"}
KEPT, CHOSEN = "premier_demarrage", "premier_demarrage_choix"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def key(request: HttpRequest, key: str) -> HttpResponse:
    """The address `interco serve` printed: GET tells what comes, POST uses the key. Every try is counted."""
    check_nobody_is_there()
    if not ratelimit.consume(request, app="interco", action="first_start", config=RATES, limit_get=True):
        return render(request, "429.html", status=429)
    if request.method == "POST":
        kept = use_key(key)
        if kept:
            request.session[KEPT] = kept
            return redirect("first_start")
    if not is_right_key(key):
        return render(request, "installation/waiting.html", {"wrong_key": True}, status=404)
    return render(request, "installation/welcome.html", {"steps": STEPS})


def _holds_the_key(request: HttpRequest) -> bool:
    return opens(str(request.session.get(KEPT, "")))


def collectivity_search(request: HttpRequest) -> HttpResponse:
    """Step 1: find the collectivity as one types; without the key, where to find it."""
    check_nobody_is_there()
    if not _holds_the_key(request):
        return render(request, "installation/waiting.html", {"wrong_key": False})
    if standing_home() is not None:
        return redirect("first_start_administrator")
    search = request.GET.get("q", "")[:200]
    context = {"search": search, "found": found_epcis(search), "steps": STEPS, "step": 0}
    return render(request, "installation/collectivity_search.html", context)


def collectivity(request: HttpRequest, siren: str) -> HttpResponse:
    """Step 1, the one chosen: its communes and figures, its acronym and its time zone; POST keeps the choice."""
    _require_key(request)
    epci = epci_by_siren(siren)
    if epci is None or standing_home() is not None:
        raise Http404
    entered, problem = {"short_name": "", "time_zone": epci.time_zone}, None
    if request.method == "POST":
        entered = {name: request.POST.get(name, "").strip() for name in entered}
        try:
            if len(entered["short_name"]) > 60:
                raise Invalid(_("Ce sigle est trop long."), field="short_name")
            request.session[CHOSEN] = {"siren": epci.siren, **entered, "time_zone": checked_zone(entered["time_zone"])}
        except Invalid as error:
            problem = error
        else:
            return redirect("first_start_administrator")
    context = {
        "epci": described(epci), "members": epci.members, "entered": entered, "problem": problem, "steps": STEPS,
        "step": 0, "zones": [(zone, zone) for zone in zones(epci.time_zone)],
    }  # fmt: skip
    return render(request, "installation/collectivity.html", context, status=422 if problem else 200)


@sensitive_post_parameters("password", "again")
def administrator(request: HttpRequest) -> HttpResponse:
    """Step 2: the administrator; POST opens everything and signs in."""
    _require_key(request)
    choice, home = _choice(request), standing_home()
    if choice is None and home is None:
        return redirect("first_start")
    entered: dict[str, str] = {name: request.POST.get(name, "") for name in ("name", "email")}
    problem: Invalid | None = None
    if request.method == "POST":
        secrets = {name: request.POST.get(name, "") for name in ("password", "again")}
        kept = str(request.session.get(KEPT, ""))
        try:
            user = begin(choice, **entered, **secrets, kept=kept, at=clock.now())
        except Invalid as error:
            problem = error
        else:
            login(request, user, backend=BACKEND)
            record_authentication(
                request, user, method="password"
            )  # typed a moment ago: not asked again at the next door
            UserSession.objects.create_from_request(request)
            for name in (KEPT, CHOSEN):
                request.session.pop(name, None)
            return redirect("first_start_mail")
    name = home or (choice.epci.full_name if choice else "")
    context: dict[str, Any] = {
        "home": name, "can_change": home is None, "entered": entered, "problem": problem, "steps": STEPS, "step": 1,
    }  # fmt: skip
    return render(request, "installation/administrator.html", context, status=422 if problem else 200)


def _require_key(request: HttpRequest) -> None:
    check_nobody_is_there()
    if not _holds_the_key(request):
        raise Http404


def _choice(request: HttpRequest) -> Choice | None:
    kept: dict[str, str] = request.session.get(CHOSEN) or {}
    epci: Epci | None = epci_by_siren(kept.get("siren", ""))
    return Choice(epci=epci, short_name=kept["short_name"], time_zone=kept["time_zone"]) if epci else None
