"""The home page, and the two gestures it makes by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.cockpit.forms import StanceForm
from interco.cockpit.queries.day import margin_of
from interco.cockpit.queries.stances import awaited
from interco.cockpit.queries.to_do import to_do as owed
from interco.committees.enums import StanceValue
from interco.committees.models import Round
from interco.committees.policies import items, meetings
from interco.committees.services.judgement import accept_item
from interco.committees.services.stances import Answer, give_stance
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.roles import Role


def to_do(request: HttpRequest) -> HttpResponse:
    """What I owe today."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    margin, mine = margin_of(actor), owed(actor)
    context = {
        "owed": mine, "session": margin.session, "day": margin.day, "now": actor.at,
        "proposes": items.may_propose(actor), "is_apart": not mine.total and _is_apart(actor),
    }  # fmt: skip
    return render(request, "cockpit/to_do.html", context)


def _is_apart(actor: Actor) -> bool:
    """Whether this reader from outside the house was not yet given anything to read."""
    if actor.has(Role.STAFF) or not actor.has(Role.COMMUNE_STAFF, Role.ELECTED_READER):
        return False
    return not (meetings.visible_to(actor).exists() or items.visible_to(actor).exists())


def stance(request: HttpRequest, key: str) -> HttpResponse:
    """Give a stance that needs no reason, from its line."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    round_ = get_object_or_404(
        Round.objects.filter(pk__in=awaited(actor)).select_related("meeting__body"), public_id=key
    )
    form = StanceForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Choisissez une position."), field="stance")
    answer = Answer(value=StanceValue(form.cleaned_data["stance"]))
    give_stance(round_, answer=answer, by=actor, text_number=form.cleaned_data["text_number"])
    messages.success(request, _("Votre position est enregistrée ; vous pouvez la changer jusqu’à la révélation."))
    return redirect("to_do")


def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Accept a proposal, from its line."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = get_object_or_404(items.visible_to(actor).select_related("body", "wished_meeting"), public_id=key)
    accept_item(item, by=actor)
    messages.success(request, _("« %s » est accepté : il attend d’être inscrit.") % item.title)
    return redirect("to_do")
