"""The gallery: every component in every state, on the three layouts."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from interco.foundation.ui.navigation import Item
from interco.foundation.ui.widgets import DateInput, TimeInput


class SampleForm(forms.Form):
    """A form with one field of each kind, for `field_of`."""

    title = forms.CharField(label=_("Titre"), help_text=_("En une ligne, tel qu’il sera lu en séance."), max_length=60)
    summary = forms.CharField(label=_("Résumé"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=[("decision", _("décision")), ("exchange", _("échange"))])
    scale = forms.ChoiceField(
        label=_("Portée"), widget=forms.RadioSelect, choices=[("a", _("interne")), ("b", _("communes"))]
    )
    day = forms.DateField(label=_("Jour"), widget=DateInput)
    hour = forms.TimeField(label=_("Heure"), widget=TimeInput)
    urgent = forms.BooleanField(label=_("Point urgent"), required=False)


_SIDE = (
    ("À traiter", "list-checks", 1, 8), ("Séances", "meeting", 1, None), ("Décisions", "decision", 1, None),
    ("Actions", "flag", 1, None), ("Agenda", "calendar", 2, None), ("Notes de service", "file-text", 2, None),
    ("Demandes", "message-square", 2, None), ("Organigramme", "network", 3, None), ("Pilotage", "chart-line", 3, None),
    ("Projets", "layers", 3, None), ("Cohérence", "grid-3x3", 3, None), ("Mutualisation", "pooling", 4, None),
    ("Communes", "map-pin", 4, None),
)  # fmt: skip


def _side(active: str) -> list[Item]:
    return [
        Item(key=label, label=label, icon=icon, url=f"#{number}", group=group, keys="", phone=number < 5, listed=True,
             active=label == active, count=count)
        for number, (label, icon, group, count) in enumerate(_SIDE)
    ]  # fmt: skip


_PERSON = {"name": "Rosalie Gommier", "title": "directrice DOST"}
_TODAY = date(2026, 12, 7)


def gallery(request: HttpRequest) -> HttpResponse:
    """The components on the usual layout."""
    refused = SampleForm({"title": "", "summary": "Un résumé.", "kind": "exchange", "scale": "b", "day": "2026-13-01"})
    refused.is_valid()
    context = {
        "sample_actor": _PERSON, "sample_navigation": _side("À traiter"), "territory_name": "CACEM", "today": _TODAY,
        "rail_url": lambda day: f"?au={day:%Y-%m-%d}", "page_query_of": lambda n: f"?page={n}",
        "new_form": SampleForm(initial={"day": _TODAY}, auto_id="new_%s"),
        "refused_form": refused, "date": date,
    }  # fmt: skip
    return render(request, "ui/gallery.html", context)


def gallery_session(request: HttpRequest) -> HttpResponse:
    """The components of a session on its own layout."""
    return render(request, "ui/gallery_session.html", {"territory_name": "CACEM"})


def gallery_print(request: HttpRequest) -> HttpResponse:
    """The components of a printed record."""
    context = {"territory_name": "Communauté d’agglomération du Centre de la Martinique"}
    return render(request, "ui/gallery_print.html", context)
