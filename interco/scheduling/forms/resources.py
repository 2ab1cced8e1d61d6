"""A room or a piece of equipment as typed; an agenda to entrust."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Sentenced
from interco.foundation.ui.widgets import DateInput
from interco.scheduling.enums import ResourceKind
from interco.scheduling.models import Resource
from interco.scheduling.services.resources import ResourceContent


class ResourceForm(Sentenced):
    """What it is, where, for how many."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    kind = forms.ChoiceField(label=_("Nature"), choices=ResourceKind.choices)
    capacity = forms.IntegerField(label=_("Places"), required=False, min_value=1, max_value=20_000)
    place = forms.CharField(label=_("Lieu"), required=False, max_length=LINE_LIMIT)
    note = forms.CharField(
        label=_("Consignes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def content(self, *, is_open: bool = True) -> ResourceContent:
        """What was typed; the form is valid."""
        return ResourceContent(is_open=is_open, **self.cleaned_data)


def initial_of(row: Resource) -> dict[str, Any]:
    """The row as the form shows it."""
    return {name: getattr(row, name) for name in ("name", "kind", "capacity", "place", "note")}


class DelegationForm(forms.Form):
    """Who keeps my agenda, until when."""

    delegate = forms.CharField(label=_("Confier mon agenda à"), max_length=LINE_LIMIT)
    until = forms.DateField(label=_("Jusqu’au (inclus)"), required=False, widget=DateInput())
