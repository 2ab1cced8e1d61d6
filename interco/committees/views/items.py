"""Proposing an item, reading it, correcting it, and the gestures of its life before the session."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.committees.enums import Confidentiality, ItemKind, ItemState
from interco.committees.forms.items import ItemForm, Offered
from interco.committees.models import Body, Item, Meeting
from interco.committees.policies import bodies as body_policy
from interco.committees.policies import items as policy
from interco.committees.policies.decisions import visible_to as visible_decisions
from interco.committees.queries import choices
from interco.committees.queries.item_page import item_page
from interco.committees.queries.origins import origins_of_item
from interco.committees.queries.sessions import wished_session
from interco.committees.services.briefs import LABELS as BRIEF_LABELS
from interco.committees.services.items import ItemContent, edit_item, send_item, submit_item, withdraw_item
from interco.committees.services.judgement import accept_item, return_item
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.versions import version_read
from interco.organisation.models import Collectivity, Person, Unit

SHOWN = ("body", "unit", "author", "rapporteur", "meeting", "wished_meeting")

_PERSON = Prepared(lambda key: Person.objects.filter(pk=key).order_by().values_list("public_id"), int)
_RAPPORTEUR = Prepared(lambda key: Person.objects.filter(public_id=key).order_by(), str)
_UNIT = Prepared(lambda key: Unit.objects.filter(public_id=key), str)


def item_of(request: HttpRequest, key: str) -> Item:
    """The item of the address that the actor may read, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(policy.visible_to(actor).select_related(*SHOWN), public_id=key)


def propose(request: HttpRequest) -> HttpResponse:
    """Four fields and a click; unit, rapporteur and session are guessed and may be changed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    bodies = body_policy.active_bodies(actor)
    units = choices.units_of(actor, everything=body_policy.sees_all(actor))
    if not bodies or not units or actor.person_id is None:
        raise Refused(_("Pour proposer un point, il faut tenir un poste dans un service."))
    body = next(
        (one for one in bodies if one.public_id == request.POST.get("body", request.GET.get("instance"))), bodies[0]
    )
    form = ItemForm(
        request.POST or None, choices=_offered(actor, body, bodies, units), initial=_guessed(actor, body, units)
    )
    if request.method == "POST" and form.is_valid():
        try:
            item = submit_item(
                _content(form), body=body, unit=_UNIT.first(form.cleaned_data["unit"]),
                wished=_wished(form), send=request.POST.get("act") != "draft", by=actor,
            )  # fmt: skip
        except Invalid as error:
            form.tell(error)
        else:
            messages.success(request, _said_of(item))
            return redirect("item", key=item.public_id)
    context = {"form": form, "body": body, "guessed": _guess_in_words(actor, body, units)}
    return render(request, "committees/item_propose.html", context, status=422 if form.is_bound else 200)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One item: what it asks, its brief, its files, and its fil."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = item_of(request, key)
    keeps = body_policy.keeps(actor, item.body)
    context = {
        "item": item, "page": item_page(item, visible_decisions(actor)), "labels": BRIEF_LABELS,
        "origins": origins_of_item(item, actor), "may_edit": policy.may_edit(actor, item), "writes": policy.writes(actor, item),
        "may_judge": keeps and item.state == ItemState.SUBMITTED, "keeps": keeps,
        "may_withdraw": item.state in policy.EDITABLE and (policy.writes(actor, item) or keeps),
        "may_send": item.state in {ItemState.DRAFT, ItemState.RETURNED} and policy.writes(actor, item),
    }  # fmt: skip
    return render(request, "committees/item.html", context)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Correct an item before its session."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = item_of(request, key)
    policy.check_can_edit(actor, item)
    form = ItemForm(request.POST or None, choices=_offered_for(item, actor), initial=_present(item))
    theirs: dict[str, str] = {}
    clash = False
    if request.method == "POST" and form.is_valid():
        try:
            edit_item(item, _content(form), version=version_read(request), wished=_wished(form), by=actor)
        except Invalid as error:
            form.tell(error)
        except Conflict as error:
            theirs = {name: text for name, text in error.theirs.items() if text != str(form.cleaned_data.get(name))}
            clash = True
            if not theirs:
                form.tell(error)
        else:
            messages.success(request, _("Point enregistré."))
            return redirect("item", key=item.public_id)
    status = 409 if clash else 422 if form.is_bound else 200
    return render(request, "committees/item_edit.html", {"form": form, "item": item, "theirs": theirs}, status=status)


def send(request: HttpRequest, key: str) -> HttpResponse:
    """Send a draft or a returned item."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = send_item(item_of(request, key), by=actor)
    messages.success(request, _said_of(item))
    return redirect("item", key=key)


def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Accept a proposal."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = accept_item(item_of(request, key), by=actor)
    messages.success(request, _("« %s » est accepté : il attend d’être inscrit.") % item.title)
    return redirect(_after(request, item))


def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """Return a proposal to its author, with a reason."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = return_item(item_of(request, key), reason=request.POST.get("reason", ""), by=actor)
    messages.success(request, _("« %(title)s » est renvoyé à %(name)s.") % {"title": item.title, "name": item.author})
    return redirect(_after(request, item))


def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take an item back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = withdraw_item(item_of(request, key), reason=request.POST.get("reason", ""), by=actor)
    messages.success(request, _("« %s » est retiré.") % item.title)
    return redirect("item", key=key)


def inbox(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for an answer, in the bodies the actor keeps."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = Body.objects.filter(body_policy.kept_by(actor), is_active=True)
    if not kept.exists():
        raise Refused(_("Examiner les propositions revient au secrétariat de l’instance."))
    waiting = policy.visible_to(actor).filter(body__in=kept, state=ItemState.SUBMITTED)
    rows = waiting.select_related("body", "rapporteur", "wished_meeting").order_by("submitted_at", "pk")
    return render(request, "committees/inbox.html", {"rows": rows, "kinds": dict(ItemKind.choices)})


def _after(request: HttpRequest, item: Item) -> str:
    return reverse("item_inbox") if request.POST.get("from") == "inbox" else reverse("item", args=[item.public_id])


def _said_of(item: Item) -> str:
    if item.submitted_at is None:
        return _("Brouillon gardé sous la référence %s.") % item.reference
    if item.wished_meeting is None:
        return _("Point %s proposé : il attend la prochaine séance.") % item.reference
    facts = {"reference": item.reference, "day": choices.session_name(item.wished_meeting)}
    if item.is_late:
        return _("Point %(reference)s proposé hors délai pour la séance du %(day)s.") % facts
    return _("Point %(reference)s proposé pour la séance du %(day)s.") % facts


def _offered(actor: Actor, body: Body, bodies: list[Body], units: list[choices.Choice]) -> dict[str, Offered]:
    """What each field offers; the people and the sessions are read when the form is shown, or answers something else."""

    def sessions() -> list[choices.Choice]:
        return [("", _("la prochaine qui prend encore des points")), *choices.sessions_to_come(body, actor)]

    return {
        "unit": units, "rapporteur": lambda: choices.rapporteurs(actor), "wished_meeting": sessions,
        "body": [(one.public_id, one.name) for one in bodies],
    }  # fmt: skip


def _offered_for(item: Item, actor: Actor) -> dict[str, Offered]:
    present = (item.rapporteur.public_id, f"{item.rapporteur.last_name} {item.rapporteur.first_name}")
    others = choices.rapporteurs(actor, item.unit_id)
    offered: dict[str, Offered] = {
        "rapporteur": others if present in others else [present, *others],
        "units_concerned": choices.home_units(actor.today), "communes_concerned": choices.communes(actor.today),
    }  # fmt: skip
    if item.state in {ItemState.DRAFT, ItemState.RETURNED}:
        offered["wished_meeting"] = [("", _("inchangée")), *choices.sessions_to_come(item.body, actor)]
    return offered


def _guessed(actor: Actor, body: Body, units: list[choices.Choice]) -> dict[str, Any]:
    person = _PERSON.first(actor.person_id or 0)
    return {
        "kind": ItemKind.DECISION, "duration_minutes": 15, "unit": units[0][0], "rapporteur": person[0] if person else None,
        "confidentiality": Confidentiality.STAFF, "body": body.public_id, "wished_meeting": "",
    }  # fmt: skip


def _guess_in_words(actor: Actor, body: Body, units: list[choices.Choice]) -> str:
    """« CODIR du mardi 8 décembre 2026, au nom de …, présenté par vous. »"""
    wished = wished_session(body, actor.at)
    facts = {"body": body.name, "unit": units[0][1]}
    if wished is None:
        return _("%(body)s, à la prochaine séance, au nom de « %(unit)s », présenté par vous.") % facts
    facts["day"] = choices.session_name(wished)
    if actor.at > wished.deadline_at:
        return _("%(body)s du %(day)s, hors délai, au nom de « %(unit)s », présenté par vous.") % facts
    return _("%(body)s du %(day)s, au nom de « %(unit)s », présenté par vous.") % facts


def _present(item: Item) -> dict[str, Any]:
    return {
        "title": item.title, "kind": item.kind, "decision_asked": item.decision_asked,
        "duration_minutes": item.duration_minutes, "confidentiality": item.confidentiality,
        "rapporteur": item.rapporteur.public_id,
        "units_concerned": list(item.units_concerned.values_list("public_id", flat=True)),
        "communes_concerned": list(item.communes_concerned.values_list("public_id", flat=True)),
    }  # fmt: skip


def _content(form: ItemForm) -> ItemContent:
    given = form.cleaned_data
    return ItemContent(
        title=given["title"], kind=given["kind"], decision_asked=given["decision_asked"],
        duration_minutes=given["duration_minutes"], confidentiality=given["confidentiality"],
        rapporteur=_RAPPORTEUR.first(given["rapporteur"]) if given.get("rapporteur") else None,
        units_concerned=_rows(Unit, given.get("units_concerned")),
        communes_concerned=_rows(Collectivity, given.get("communes_concerned")),
    )  # fmt: skip


def _rows(model: Any, keys: list[str] | None) -> Any:
    return None if keys is None else list(model.objects.filter(public_id__in=keys))


def _wished(form: ItemForm) -> Meeting | None:
    key = form.cleaned_data.get("wished_meeting")
    return Meeting.objects.filter(public_id=key).first() if key else None
