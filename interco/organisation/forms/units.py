"""Forms of units."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.organisation.enums import UnitKind
from interco.organisation.forms.fields import DayField, UnitField
from interco.organisation.models import Unit
from interco.organisation.services.units import UnitValues


class UnitForm(forms.Form):
    """What a unit is."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    short_name = forms.CharField(label=_("Nom court"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=UnitKind.choices)
    parent = UnitField(label=_("Rattachée à"), required=False)
    rank = forms.IntegerField(
        label=_("Rang"), min_value=0, max_value=9999, initial=0, help_text=_("Les plus petits d’abord, puis par nom.")
    )

    def __init__(self, *args: Any, units: Iterable[Unit], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].load(units, on)  # type: ignore[attr-defined]  # the field declared above

    def values(self) -> UnitValues:
        """For the services."""
        given = self.cleaned_data
        return UnitValues(**{name: given[name] for name in ("name", "short_name", "kind", "parent", "rank")})


class OpenUnitForm(UnitForm):
    """A unit and the day it opens."""

    starts_on = DayField(label=_("À partir du"))


class ChangeUnitForm(UnitForm):
    """A unit as it will be from a day on."""

    day = DayField(label=_("Changer au"), help_text=_("Premier jour de la nouvelle situation."))
    field_order = ("day",)


class CorrectUnitForm(UnitForm):
    """A version of a unit with its days."""

    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Jusqu’au (exclu)"), required=False)


class CloseUnitForm(forms.Form):
    """The day a unit closes, with or without its posts."""

    day = DayField(label=_("Fermer au"), help_text=_("Premier jour où elle n’existe plus."))
    with_posts = forms.BooleanField(
        label=_("Fermer aussi ses postes et terminer les affectations de ses agents"), required=False
    )
