"""Fields that name a thing of the organisation by its address, and days."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.ui.widgets import DateInput
from interco.organisation.models import Collectivity, CollectivityVersion, Person, Unit
from interco.organisation.queries.choices import unit_choices

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


class DayField(forms.DateField):
    """A day between 1900 and 2199."""

    def __init__(
        self, *, label: object, required: bool = True, help_text: object = "", initial: date | None = None
    ) -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, initial=initial, widget=DateInput,  # type: ignore[arg-type]  # the stubs want a text where Django takes a lazy one
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={"invalid": _("Donnez une date, par exemple 31/12/2026."), "required": _("Donnez une date.")},
        )  # fmt: skip

    def clean(self, value: object) -> date | None:
        """The day, within the calendar."""
        day: date | None = super().clean(value)
        if day is not None and not FIRST_DAY <= day < LAST_DAY:
            raise forms.ValidationError(_("Cette date est hors du calendrier : choisissez entre 1900 et 2199."))
        return day


class NamedField(forms.ChoiceField):
    """A choice among addresses; gives the row it names."""

    def __init__(self, *, label: object, required: bool = True, help_text: object = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text,  # type: ignore[arg-type]  # the stubs want a text where Django takes a lazy one
            error_messages={
                "required": _("Choisissez dans la liste."),
                "invalid_choice": _("Ce choix n’existe pas ou ne vous est pas ouvert."),
            },
        )  # fmt: skip

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """The choices, after an empty one when none need be made."""
        empty = [] if self.required else [("", _("aucune"))]
        self.choices = [*empty, *choices]


class UnitField(NamedField):
    """A unit of the EPCI, by its place in the tree of a day."""

    def load(self, units: Iterable[Unit], day: date) -> None:
        """Offer the units of a day."""
        self.offer(unit_choices(units, day))

    def clean(self, value: object) -> Unit | None:
        """The unit."""
        key = super().clean(value)
        return Unit.objects.get(public_id=key) if key else None


class CollectivityField(NamedField):
    """A collectivity or partner of a day."""

    def load(self, day: date) -> None:
        """Offer those of a day, the EPCI first."""
        rows = (
            CollectivityVersion.objects.effective_on(day).select_related("collectivity")
            .order_by("-collectivity__is_home", "name")
        )  # fmt: skip
        self.offer((row.collectivity.public_id, row.name) for row in rows)

    def clean(self, value: object) -> Collectivity:
        """The collectivity."""
        return Collectivity.objects.get(public_id=super().clean(value))


class PersonField(forms.CharField):
    """Somebody by name, by address or by matricule; the form tells when two answer."""

    def __init__(self, *, label: object, help_text: object = "") -> None:
        super().__init__(label=label, help_text=help_text, max_length=250)  # type: ignore[arg-type]  # the stubs want a text where Django takes a lazy one
        self.people: Iterable[Person] = ()

    def clean(self, value: object) -> Person:
        """The one person who answers."""
        words = " ".join(str(super().clean(value)).split()).casefold()
        found = [
            person
            for person in self.people
            if words in {person.full_name.casefold(), person.email.casefold(), person.matricule.casefold()}
        ]
        if not found:
            raise forms.ValidationError(
                _("Personne ne répond à ce nom : écrivez le prénom puis le nom, ou ajoutez la personne.")
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("Plusieurs personnes portent ce nom : donnez l’adresse électronique ou le matricule.")
            )
        return found[0]
