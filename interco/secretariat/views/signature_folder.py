"""The signature folder: what waits for the DGS, treated one by one or together."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.signature_folder import signature_folder
from interco.secretariat.services.signature_folder import refuse_to_sign, sign


def show(request: HttpRequest) -> HttpResponse:
    """What waits, the nearest date first, and what was signed lately."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_can_open_folder(actor)
    folder = signature_folder(policy.visible_to(actor), actor.today)
    return render(request, "secretariat/signature_folder.html", {"folder": folder, "signs": policy.may_sign(actor)})


def act(request: HttpRequest) -> HttpResponse:
    """Sign or refuse the requests chosen, in one gesture."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_can_sign(actor)
    keys = request.POST.getlist("requests")
    rows = list(policy.visible_to(actor).filter(public_id__in=keys).select_related("author"))
    if len(rows) != len(set(keys)):
        raise Http404
    text = request.POST.get("text", "")
    if request.POST.get("act") == "refuse":
        done = refuse_to_sign(rows, reason=text, by=actor)
        said = ngettext("%d demande refusée.", "%d demandes refusées.", len(done)) % len(done)
    else:
        done = sign(rows, text=text, by=actor)
        said = ngettext("%d demande signée.", "%d demandes signées.", len(done)) % len(done)
    messages.success(request, said)
    return redirect("signature_folder")
