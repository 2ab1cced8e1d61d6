"""The organisation as a file, and the empty list to fill."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from interco.foundation.documents.services.table_writing import WrittenTable
from interco.organisation.forms.exchange import ExportForm
from interco.organisation.services.exchange.export import FORMS, export_model, export_organisation
from interco.organisation.views.days import parsed


def choose(request: HttpRequest) -> HttpResponse:
    """Choose the form and the day; the file itself when both are given."""
    if "form" in request.GET:
        form = ExportForm(request.GET)
        if form.is_valid():
            day = form.cleaned_data["au"]
            return _sent(export_organisation(form=form.cleaned_data["form"], day=day, by=request.actor))  # type: ignore[attr-defined]
        return render(request, "organisation/export.html", {"form": form}, status=422)
    given = request.GET.get("au", "")
    form = ExportForm(initial={"form": "ods", "au": parsed(given, "au") if given else None})
    return render(request, "organisation/export.html", {"form": form})


def model(request: HttpRequest, form: str) -> HttpResponse:
    """The list of agents with its titles only."""
    if form not in FORMS:
        raise Http404
    return _sent(export_model(form=form, by=request.actor))  # type: ignore[attr-defined]


def _sent(file: WrittenTable) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
