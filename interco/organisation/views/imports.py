"""Importing the organisation: give a table, read the preview, apply, take back; a large one is left to the worker."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.enums import IMPORT_UNDER_WAY, ImportState
from interco.organisation.forms.exchange import ColumnsForm, DepositForm
from interco.organisation.models import OrganisationImport
from interco.organisation.queries.import_blockers import Blocker
from interco.organisation.queries.imports import is_in_hand, past_imports
from interco.organisation.services.exchange.apply import apply_import
from interco.organisation.services.exchange.background import ask_to_apply, ask_to_undo, call_off, is_large, start_again
from interco.organisation.services.exchange.deposit import choose_columns, deposit_file, deposit_paste, discard
from interco.organisation.services.exchange.preview import figures_of_counts, preview_of, table_choices
from interco.organisation.services.exchange.progress import STAGES, figures_of
from interco.organisation.services.exchange.undo import UNDONE_WITHIN, blockers_of, may_be_undone, undo_import


def deposit(request: HttpRequest) -> HttpResponse:
    """Give a file or paste a table; what was imported before is listed under."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = DepositForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = _deposited(form, actor)
            except Invalid as refusal:
                for field, sentence in refusal.fields.items():
                    form.add_error(field if field in form.fields else None, sentence)
            else:
                return redirect("import_show", row.public_id)
    context = {"form": form, "imports": past_imports(), "ImportState": ImportState}
    return render(request, "organisation/import.html", context, status=status)


def _deposited(form: DepositForm, actor: Actor) -> OrganisationImport:
    file = form.cleaned_data["file"]
    if file:
        return deposit_file(file.read(), name=file.name or "", by=actor)
    return deposit_paste(form.cleaned_data["pasted"], by=actor)


def show(request: HttpRequest, key: str, *, status: int = 200, error: str = "") -> HttpResponse:
    """The preview of a draft, or what an import did."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(OrganisationImport.objects.select_related("user"), public_id=key)
    if row.state in IMPORT_UNDER_WAY:
        return _under_way(request, row)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the bar asked: it is over, the whole page changes
    error = error or str(row.trouble.get("sentence", ""))
    if row.state == ImportState.DRAFT:
        context = {
            "row": row, "preview": preview_of(row), "tables": table_choices(), "error": error, "is_large": is_large(row),
            "form": ColumnsForm(initial={"day": row.day}),
        }  # fmt: skip
        return render(request, "organisation/import_preview.html", context, status=status)
    context = {
        "row": row, "figures": figures_of_counts(row.counts), "error": error,
        "may_undo": may_be_undone(row, actor.at), "until": row.applied_at + UNDONE_WITHIN if row.applied_at else None,
        "blockers": _blockers(row) if error else [], "ImportState": ImportState, "is_large": is_large(row),
    }  # fmt: skip
    return render(request, "organisation/import_done.html", context, status=status)


def _blockers(row: OrganisationImport) -> list[Blocker]:
    """The rows in the way: those that the worker met, or those of now."""
    met = row.trouble.get("blockers")
    return [Blocker(*each) for each in met] if met else blockers_of(row)


def _under_way(request: HttpRequest, row: OrganisationImport) -> HttpResponse:
    """How far the worker is."""
    context = {
        "row": row, "figures": figures_of(row.public_id, row.state), "in_hand": is_in_hand(row),
        "stages": len(STAGES[row.state]), "stage_names": stage_names(), "ImportState": ImportState,
    }  # fmt: skip
    return render(request, "organisation/import_under_way.html", context)


def stage_names() -> dict[str, str]:
    """What the worker does, stage by stage."""
    return {
        "read": _("Lecture du tableau"), "write": _("Écriture des lignes"), "remember": _("Mémoire de l’annulation"),
        "journal": _("Journal"), "index": _("Recherche"), "check": _("Vérification des lignes"),
        "take_back": _("Retrait des lignes"),
    }  # fmt: skip


def columns(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what the columns are, and read the preview again."""
    row = get_object_or_404(OrganisationImport, public_id=key)
    form = ColumnsForm(request.POST)
    if not form.is_valid():
        return show(request, key, status=422, error=" ".join(str(each) for each in form.errors["day"]))
    try:
        choose_columns(row, form.chosen(), day=form.cleaned_data["day"], by=request.actor)  # type: ignore[attr-defined]
    except Invalid as refusal:
        return show(request, key, status=422, error=refusal.sentence)
    return redirect("import_show", key)


def apply(request: HttpRequest, key: str) -> HttpResponse:
    """Write what the preview showed."""
    row = get_object_or_404(OrganisationImport, public_id=key)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if is_large(row):
        ask_to_apply(row, digest=request.POST.get("digest", ""), by=actor)
        return redirect("import_show", key)
    try:
        apply_import(row, digest=request.POST.get("digest", ""), by=actor)
    except Invalid as refusal:
        return show(request, key, status=422, error=refusal.sentence)
    messages.success(request, _("Import écrit dans l’organisation."))
    return redirect("import_show", key)


def again(request: HttpRequest, key: str) -> HttpResponse:
    """Start again a work that stopped."""
    start_again(get_object_or_404(OrganisationImport, public_id=key), by=request.actor)  # type: ignore[attr-defined]
    return redirect("import_show", key)


def halt(request: HttpRequest, key: str) -> HttpResponse:
    """Call off a work that is not over."""
    call_off(get_object_or_404(OrganisationImport, public_id=key), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Travail arrêté : rien n’a changé dans l’organisation."))
    return redirect("import_show", key)


def abandon(request: HttpRequest, key: str) -> HttpResponse:
    """Forget a draft."""
    discard(get_object_or_404(OrganisationImport, public_id=key), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Tableau abandonné : rien n’a été importé."))
    return redirect(reverse("organisation_import"))


def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take an import back."""
    row = get_object_or_404(OrganisationImport, public_id=key)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if is_large(row):
        ask_to_undo(row, by=actor)
        return redirect("import_show", key)
    try:
        undo_import(row, by=actor)
    except Invalid as refusal:
        return show(request, key, status=422, error=refusal.sentence)
    messages.success(request, _("Import annulé : l’organisation est comme avant."))
    return redirect("import_show", key)
