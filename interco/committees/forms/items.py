"""What a person types about an item: parsed and bounded here; the rules of the trade are in the services."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import Confidentiality, ItemKind
from interco.committees.services.items import DECISION_ASKED_LIMIT
from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Sentenced

LONGEST = 600


Offered = list[tuple[str, str]] | Callable[[], list[tuple[str, str]]]


class OfferedField(forms.ChoiceField):
    """A choice in a list that is read only at need: what we guessed ourselves is valid without it."""

    guess = ""

    def valid_value(self, value: str) -> bool:
        """The guess, or one of the list."""
        return bool(self.guess and value == self.guess) or super().valid_value(value)


class ItemForm(Sentenced):
    """The four fields that are asked, then those that are guessed. Choices are given by the view."""

    title = forms.CharField(label=_("Titre"), max_length=LINE_LIMIT)
    kind = forms.ChoiceField(label=_("Ce que vous attendez de la séance"), choices=ItemKind.choices)
    decision_asked = forms.CharField(
        label=_("Décision demandée, en une phrase"), required=False, max_length=DECISION_ASKED_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    duration_minutes = forms.IntegerField(
        label=_("Durée, en minutes"), min_value=1, max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    body = OfferedField(label=_("Instance"))
    wished_meeting = OfferedField(label=_("Séance"), required=False)
    unit = OfferedField(label=_("Service porteur"))
    rapporteur = OfferedField(label=_("Rapporteur"), required=False)
    confidentiality = forms.ChoiceField(label=_("Qui peut lire ce point"), choices=Confidentiality.choices)
    units_concerned = forms.MultipleChoiceField(
        label=_("Services concernés"), required=False, widget=forms.CheckboxSelectMultiple
    )
    communes_concerned = forms.MultipleChoiceField(
        label=_("Communes concernées"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Mapping[str, Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name in choices:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)  # noqa: S101 - only choice fields are given choices
                field.choices = choices[name]
                if isinstance(field, OfferedField):
                    field.guess = str(self.initial.get(name) or "")
        for name in ("unit", "body", "rapporteur", "wished_meeting", "units_concerned", "communes_concerned"):
            if name not in choices:
                del self.fields[name]
