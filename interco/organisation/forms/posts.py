"""Forms of posts and of assignments."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.organisation.enums import AssignmentKind, Category, PostFunction
from interco.organisation.forms.fields import DayField, PersonField, UnitField
from interco.organisation.models import Person, Unit
from interco.organisation.services.posts import PostValues

_NAMES = ("unit", "title", "feminine_title", "function", "leads_unit", "fte", "category", "is_functional")


class PostForm(forms.Form):
    """What a post is."""

    title = forms.CharField(label=_("Intitulé"), max_length=200)
    feminine_title = forms.CharField(label=_("Intitulé au féminin"), max_length=200, required=False)
    unit = UnitField(label=_("Unité"))
    function = forms.ChoiceField(label=_("Fonction"), choices=PostFunction.choices, initial=PostFunction.AGENT)
    leads_unit = forms.BooleanField(label=_("Dirige l’unité"), required=False)
    fte = forms.DecimalField(
        label=_("ETP"), min_value=Decimal("0.01"), max_value=Decimal(1), max_digits=3, decimal_places=2, initial=Decimal(1),
        help_text=_("Équivalent temps plein : 1 pour un temps complet."), localize=True,
    )  # fmt: skip
    category = forms.ChoiceField(label=_("Catégorie"), choices=Category.choices, required=False, initial="")
    is_functional = forms.BooleanField(label=_("Emploi fonctionnel"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].load(units, on)  # type: ignore[attr-defined]  # the field declared above

    def values(self) -> PostValues:
        """For the services."""
        return PostValues(**{name: self.cleaned_data[name] for name in _NAMES})


class OpenPostForm(PostForm):
    """A post and the day it opens."""

    reference = forms.CharField(label=_("Référence du poste"), max_length=40, required=False)
    starts_on = DayField(label=_("À partir du"))


class ChangePostForm(PostForm):
    """A post as it will be from a day on."""

    day = DayField(label=_("Changer au"), help_text=_("Premier jour de la nouvelle situation."))
    field_order = ("day",)


class CorrectPostForm(PostForm):
    """A version of a post with its days."""

    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Jusqu’au (exclu)"), required=False)


class DayForm(forms.Form):
    """A gesture that only wants its day."""

    day = DayField(label=_("Au"), help_text=_("Premier jour de la nouvelle situation."))


class QuotaForm(forms.Form):
    """How somebody is on a post, and when."""

    kind = forms.ChoiceField(label=_("Nature"), choices=AssignmentKind.choices, initial=AssignmentKind.HOLDER)
    quota = forms.IntegerField(
        label=_("Quotité, en %"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("Part du poste tenue : 100 pour tout le poste."),
    )
    starts_on = DayField(label=_("Premier jour"))
    ends_on = DayField(label=_("Jusqu’au (exclu)"), required=False)

    def clean_quota(self) -> Decimal:
        """As a share of one."""
        return Decimal(self.cleaned_data["quota"]) / 100

    def clean_kind(self) -> AssignmentKind:
        """As its enum."""
        return AssignmentKind(self.cleaned_data["kind"])


class AssignForm(QuotaForm):
    """Somebody put on a post."""

    person = PersonField(label=_("Personne"), help_text=_("Prénom et nom, adresse électronique ou matricule."))
    field_order = ("person",)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].people = people  # type: ignore[attr-defined]  # the field declared above
