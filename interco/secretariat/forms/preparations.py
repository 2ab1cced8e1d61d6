"""What is typed of a preparation: parsed and bounded here; the rules of the trade are in the services."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Choices, Sentenced
from interco.foundation.ui.widgets import DateInput, SearchSelect, TimeInput
from interco.secretariat.enums import PreparationKind
from interco.secretariat.rules.back_planning import offset_of
from interco.secretariat.services.preparation_models import TEXT_LIMIT as MODEL_TEXT_LIMIT
from interco.secretariat.services.preparation_steps import NOTE_LIMIT
from interco.secretariat.services.preparations import MOST_PEOPLE, REVIEW_LIMIT, STAKES_LIMIT

PASTED_LIMIT = 20_000
PASTE_HELP = _("Une étape par ligne : J-15 ; Réserver la salle ; Odette Filao. Ou collez trois colonnes d’un tableur.")


class PreparationForm(Sentenced):
    """What is prepared and by whom."""

    title = forms.CharField(label=_("Objet"), max_length=LINE_LIMIT)
    kind = forms.ChoiceField(label=_("Nature"), choices=PreparationKind.choices, widget=forms.RadioSelect)
    pilot = forms.ChoiceField(label=_("Pilote"), widget=SearchSelect, help_text=_("Le poste ; qui le tient pilote."))
    stakes = forms.CharField(
        label=_("Enjeux"), required=False, max_length=STAKES_LIMIT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En deux phrases : pour qui, pour quoi, ce qui doit réussir."),
    )  # fmt: skip
    is_open = forms.BooleanField(
        label=_("Ouvrir aux agents"), required=False,
        help_text=_("Qui peut lire l’événement lit alors sa préparation. Sinon, seuls ceux qui y prennent part la lisent."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(choices)


class StartForm(PreparationForm):
    """The same, at its beginning: from which checklist it starts."""

    model = forms.ChoiceField(label=_("Partir d’un modèle"), required=False)
    steps = forms.CharField(
        label=_("Étapes"), required=False, max_length=PASTED_LIMIT, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=PASTE_HELP,
    )  # fmt: skip


class PlannedForm(StartForm):
    """The same, with the event that is put in the agenda by the same gesture."""

    owner = forms.ChoiceField(label=_("Agenda de"))
    day = forms.DateField(label=_("Jour"), widget=DateInput)
    at = forms.TimeField(label=_("Heure"), widget=TimeInput)
    minutes = forms.IntegerField(
        label=_("Durée, en minutes"),
        min_value=5,
        max_value=1440,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    place = forms.CharField(label=_("Lieu"), max_length=LINE_LIMIT, required=False)


def offset_field(value: str) -> int:
    """« J-15 » as a number of days; a form says how to write it otherwise."""
    try:
        return offset_of(value)
    except ValueError:
        raise ValidationError(_("Écrivez J-15, J ou J+1 : un an au plus.")) from None


class StepForm(Sentenced):
    """A step: when, what, by whom."""

    offset = forms.CharField(label=_("Quand"), max_length=8, help_text=_("J-15, J, J+1."))
    label = forms.CharField(label=_("Étape"), max_length=LINE_LIMIT)
    charge = forms.ChoiceField(
        label=_("Personne chargée"), required=False, widget=SearchSelect, help_text=_("Sans nom : le pilote.")
    )
    due_on = forms.DateField(
        label=_("Ou un jour fixé"), required=False, widget=DateInput,
        help_text=_("Il ne bouge plus, même si l’événement est déplacé."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTE_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, charges: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer({"charge": [("", str(_("le pilote"))), *charges]})

    def clean_offset(self) -> int:
        """In days."""
        return offset_field(self.cleaned_data["offset"])


class ReviewForm(Sentenced):
    """The review: words and figures."""

    went_well = forms.CharField(
        label=_("Ce qui a bien marché"),
        required=False,
        max_length=REVIEW_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    to_improve = forms.CharField(
        label=_("À améliorer"), required=False, max_length=REVIEW_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )
    expected = forms.IntegerField(label=_("Personnes attendues"), required=False, min_value=0, max_value=MOST_PEOPLE)
    attended = forms.IntegerField(label=_("Personnes présentes"), required=False, min_value=0, max_value=MOST_PEOPLE)
    figures = forms.CharField(
        label=_("Autres chiffres"), required=False, max_length=REVIEW_LIMIT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un par ligne : Coût : 1 200 €."),
    )  # fmt: skip


class PreparationModelForm(Sentenced):
    """A model of checklist."""

    name = forms.CharField(label=_("Nom du modèle"), max_length=100)
    text = forms.CharField(
        label=_("Quand s’en servir"),
        required=False,
        max_length=MODEL_TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    steps = forms.CharField(
        label=_("Étapes"), max_length=PASTED_LIMIT, widget=forms.Textarea(attrs={"rows": 14}), help_text=PASTE_HELP
    )
