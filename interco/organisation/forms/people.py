"""Forms of people, of delegations of signature and of collectivities."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from interco.organisation.enums import CollectivityKind, Gender, PersonKind
from interco.organisation.forms.fields import CollectivityField, DayField
from interco.organisation.services.collectivities import CollectivityValues
from interco.organisation.services.people import PersonValues

_PERSON = ("first_name", "last_name", "kind", "gender", "email", "phone", "mandate", "matricule")
_KINDS = [(kind.value, kind.label) for kind in CollectivityKind if kind != CollectivityKind.EPCI]


class PersonForm(forms.Form):
    """What is known of a person, and when she is there."""

    first_name = forms.CharField(label=_("Prénom"), max_length=100)
    last_name = forms.CharField(label=_("Nom"), max_length=100)
    gender = forms.ChoiceField(
        label=_("Civilité"), choices=Gender.choices, required=False, help_text=_("Accorde les intitulés de postes.")
    )
    kind = forms.ChoiceField(label=_("Qualité"), choices=PersonKind.choices, initial=PersonKind.AGENT)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=40, required=False)
    matricule = forms.CharField(label=_("Matricule"), max_length=40, required=False)
    mandate = forms.CharField(label=_("Mandat"), max_length=200, required=False, help_text=_("Pour un élu."))
    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Jusqu’au (exclu)"), required=False)

    def values(self) -> PersonValues:
        """For the services."""
        return PersonValues(**{name: self.cleaned_data[name] for name in _PERSON})


class AddPersonForm(PersonForm):
    """A new person and where she works."""

    collectivity = CollectivityField(label=_("Collectivité"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collectivity"].load(on)  # type: ignore[attr-defined]  # the field declared above


class DelegationForm(forms.Form):
    """A delegation of signature."""

    order_reference = forms.CharField(
        label=_("Arrêté"), max_length=120, help_text=_("Sa référence, par exemple 2026-041.")
    )
    scope = forms.CharField(label=_("Objet de la délégation"), max_length=4000, widget=forms.Textarea)
    starts_on = DayField(label=_("À partir du"))
    ends_on = DayField(
        label=_("Jusqu’au (exclu)"), required=False, help_text=_("Laissez vide : elle dure jusqu’à son retrait.")
    )


class CollectivityForm(forms.Form):
    """What a collectivity is called."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    short_name = forms.CharField(label=_("Nom court"), max_length=60, required=False)
    is_member = forms.BooleanField(label=_("Commune membre de l’intercommunalité"), required=False)

    def values(self) -> CollectivityValues:
        """For the services."""
        return CollectivityValues(**{name: self.cleaned_data[name] for name in ("name", "short_name", "is_member")})


class AddCollectivityForm(CollectivityForm):
    """A new commune or partner."""

    kind = forms.ChoiceField(label=_("Nature"), choices=_KINDS)
    siren = forms.CharField(
        label=_("SIREN"), required=False, validators=[RegexValidator(r"^\d{9}$", _("Neuf chiffres."))]
    )
    insee = forms.CharField(
        label=_("Code INSEE"),
        required=False,
        validators=[RegexValidator(r"^[0-9][0-9AB]\d{3}$", _("Cinq caractères, par exemple 97229 ou 2A004."))],
    )
    starts_on = DayField(label=_("À partir du"))

    def clean_kind(self) -> CollectivityKind:
        """As its enum."""
        return CollectivityKind(self.cleaned_data["kind"])


class ChangeCollectivityForm(CollectivityForm):
    """A collectivity as it will be from a day on."""

    day = DayField(label=_("Changer au"), help_text=_("Premier jour de la nouvelle situation."))
    field_order = ("day",)


class CorrectCollectivityForm(CollectivityForm):
    """A version of a collectivity with its days."""

    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Jusqu’au (exclu)"), required=False)
