"""The decision brief: its form, its autosave, and what two writers see of one another; the files of an item."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from interco.committees.models import DecisionBrief
from interco.committees.policies import attachments as attachment_policy
from interco.committees.policies import items as policy
from interco.committees.services.attachments import attach_file, content_of_attachment, detach_file
from interco.committees.services.briefs import LABELS, MOST_OPTIONS, TEXTS, save_brief
from interco.committees.views.items import item_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read

Rows = dict[int, dict[str, str]]
MOST_ROWS = 4 * MOST_OPTIONS
BEFORE_OPTIONS, IMPACTS, AFTER = TEXTS[:3], TEXTS[3:8], TEXTS[8:]


def write(request: HttpRequest, key: str) -> HttpResponse:
    """Write the brief. An autosave is answered in JSON; a conflict shows both texts and keeps what was typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = item_of(request, key)
    policy.check_can_edit(actor, item)
    brief = DecisionBrief.objects.filter(item=item).first() or DecisionBrief(item=item, version=1)
    typed, rows = _typed(request) if request.method == "POST" else (_texts(brief), dict(enumerate(brief.options)))
    shown: dict[str, Any] = {"theirs": {}, "error": "", "fields": {}, "version": brief.version}
    status = 200
    if request.method == "POST" and (change := request.POST.get("option", "")):
        rows = _with_change(rows, change)
    elif request.method == "POST":
        try:
            options = list(rows.values())
            saved = save_brief(item, texts=typed, options=options, version=version_read(request), by=actor)
        except Conflict as error:
            shown |= {"theirs": {name: text for name, text in error.theirs.items() if text != typed.get(name, "")}}
            shown["error"], shown["version"], status = error.sentence, error.version, 409
        except Invalid as error:
            shown["error"], shown["fields"], status = error.sentence, error.fields, 422
        else:
            return _saved(request, key, saved)
    if wants_json(request):
        return JsonResponse({"detail": shown["error"], "theirs": shown["theirs"]}, status=status)
    context = {
        "item": item, "brief": brief, "texts": typed, "options": rows or {0: {}},
        "labels": LABELS, "before_options": BEFORE_OPTIONS, "impacts": IMPACTS, "after": AFTER,
        "most_options": MOST_OPTIONS, **shown,
    }  # fmt: skip
    return render(request, "committees/brief.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer goes to the autosave script."""
    return request.headers.get("Accept", "").startswith("application/json")


def _saved(request: HttpRequest, key: str, brief: DecisionBrief) -> HttpResponse:
    if wants_json(request):
        at = timezone.localtime(brief.updated_at) if brief.updated_at else None
        return JsonResponse({"at": f"{at:%H:%M}" if at else "", "version": brief.version})
    messages.success(request, _("Note enregistrée."))
    return redirect("item", key=key)


def _texts(brief: DecisionBrief) -> dict[str, str]:
    return {name: getattr(brief, name) for name in TEXTS}


def _typed(request: HttpRequest) -> tuple[dict[str, str], Rows]:
    """The texts sent, and the rows of options by the number in the names of their fields."""
    texts = {name: request.POST[name] for name in TEXTS if name in request.POST}
    ranks = [rank for rank in range(MOST_ROWS) if f"option_title_{rank}" in request.POST]
    parts = ("title", "pros", "cons")
    return texts, {rank: {part: request.POST.get(f"option_{part}_{rank}", "") for part in parts} for rank in ranks}


def _with_change(rows: Rows, change: str) -> Rows:
    """`add`, or `remove:2`: the rows of the form as they would be, nothing saved yet.

    A row keeps its number when another goes, so that what the browser kept of it comes back to the right place.
    """
    verb, _colon, rank = change.partition(":")
    if verb == "add" and len(rows) < MOST_OPTIONS:
        return {**rows, max(rows, default=-1) + 1: {}}
    if verb == "remove" and rank.isdecimal() and len(rank) < 9:
        return {number: row for number, row in rows.items() if number != int(rank)}
    return rows


def attach(request: HttpRequest, key: str) -> HttpResponse:
    """Join the file sent to the item."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = item_of(request, key)
    policy.check_can_edit(actor, item)
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choisissez un fichier."), field="file")
    attachment = attach_file(item, name=file.name or "", content=file.read(), by=actor)
    messages.success(request, _("« %s » est joint au point.") % attachment.name)
    return redirect("item", key=key)


def download(request: HttpRequest, key: str) -> HttpResponse:
    """A file, to those who may read its item; never shown in the page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    attachment = get_object_or_404(attachment_policy.visible_to(actor).select_related("file"), public_id=key)
    return as_file(content_of_attachment(attachment), media_type=attachment.file.media_type, name=attachment.name)


def detach(request: HttpRequest, key: str) -> HttpResponse:
    """Take a file off its item."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    attachment = get_object_or_404(
        attachment_policy.visible_to(actor).select_related("item__body", "item__meeting"), public_id=key
    )
    detach_file(attachment, by=actor)
    messages.success(request, _("« %s » n’est plus joint.") % attachment.name)
    return redirect("item", key=attachment.item.public_id)
