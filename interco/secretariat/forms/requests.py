"""What a service types to ask, and what the secretariat types about a desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Sentenced
from interco.secretariat.rules.desks import MOST_DAYS
from interco.secretariat.services.requests import TEXT_LIMIT

Choices = list[tuple[str, str]]


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - only choice fields are given choices
    field.choices = choices


class RequestForm(Sentenced):
    """Five fields; the unit is guessed, and the date when it is left empty."""

    kind = forms.ChoiceField(label=_("Vous demandez"))
    title = forms.CharField(label=_("Objet"), max_length=LINE_LIMIT)
    text = forms.CharField(
        label=_("Votre demande"), required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = forms.DateField(
        label=_("Réponse souhaitée le"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    unit = forms.ChoiceField(label=_("Au nom de"))

    def __init__(self, *args: Any, kinds: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", kinds)
        _offer(self, "unit", units)


class DeskForm(forms.Form):
    """Where a kind goes and by when."""

    kind = forms.CharField(max_length=12)
    to = forms.ChoiceField(label=_("Guichet"))
    working_days = forms.IntegerField(label=_("Délai, en jours ouvrés"), min_value=1, max_value=MOST_DAYS)
    is_open_to_communes = forms.BooleanField(label=_("Ouverte aux communes"), required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "to", places)


class MeetingForm(forms.Form):
    """When and where the meeting a request becomes takes place."""

    day = forms.DateField()
    at = forms.TimeField()
    minutes = forms.IntegerField(min_value=5, max_value=600)
    place = forms.CharField(max_length=LINE_LIMIT, required=False)
