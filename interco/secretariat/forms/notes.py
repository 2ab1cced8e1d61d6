"""What is typed of a note: parsed and bounded here; the rules of the trade are in the services."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.texts import LINE_LIMIT, TEXT_LIMIT
from interco.foundation.ui.forms import Sentenced
from interco.foundation.ui.widgets import DateInput
from interco.secretariat.enums import EndsHow
from interco.secretariat.services.notes import LONGEST_DELAY


class NoteForm(Sentenced):
    """A note. Choices are given by the view."""

    title = forms.CharField(label=_("Objet"), max_length=LINE_LIMIT)
    text = forms.CharField(
        label=_("Texte"), required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Markdown : **gras**, *italique*, listes."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Service émetteur"))
    signatory = forms.ChoiceField(label=_("Signataire"))
    signature_mention = forms.CharField(
        label=_("Mention au-dessus de la signature"), required=False, max_length=LINE_LIMIT,
        help_text=_("Par exemple : Pour le président et par délégation."),
    )  # fmt: skip
    effective_on = forms.DateField(
        label=_("Prend effet le"), required=False, widget=DateInput, help_text=_("Sans date : le jour de la diffusion.")
    )
    expires_on = forms.DateField(
        label=_("Expire le"), required=False, widget=DateInput, help_text=_("Premier jour où elle ne s’applique plus.")
    )
    ends = forms.MultipleChoiceField(
        label=_("Notes abrogées ou remplacées"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ends_how = forms.ChoiceField(
        label=_("Ce que cette note en fait"), choices=EndsHow.choices, required=False, widget=forms.RadioSelect
    )
    asks_acknowledgement = forms.BooleanField(
        label=_("Demander à chacun d’attester qu’il en a pris connaissance"), required=False
    )
    escalate_after_days = forms.IntegerField(
        label=_("Prévenir le responsable du service après, en jours"), required=False, min_value=1, max_value=LONGEST_DELAY,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=_("Sans délai : personne n’est prévenu."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Mapping[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(choices)
        if not choices.get("ends"):
            del self.fields["ends"], self.fields["ends_how"]


class ReleaseForm(forms.Form):
    """When a signed note leaves."""

    release_on = forms.DateField(
        label=_("Diffuser le"), required=False, widget=DateInput, help_text=_("Sans date : tout de suite.")
    )


class NoteModelForm(forms.Form):
    """A model letter."""

    name = forms.CharField(label=_("Nom du modèle"), max_length=100)
    title = forms.CharField(label=_("Objet"), max_length=LINE_LIMIT, required=False)
    text = forms.CharField(
        label=_("Texte"), required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Markdown : **gras**, *italique*, listes."),
    )  # fmt: skip
