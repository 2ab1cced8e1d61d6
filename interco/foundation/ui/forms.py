"""Forms whose refusals by a service are said beside their fields, and that are given their choices by name."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, cast

from django import forms

from interco.foundation.core.errors import Conflict, Invalid, Refused

Choices = Sequence[tuple[str, str]]


class Sentenced(forms.Form):
    """A form of the house: the sentence of a refusal finds its field, or stands above the form."""

    #: Names of the services for fields that bear another one here.
    places: ClassVar[Mapping[str, str]] = {}

    def tell(self, refusal: Invalid | Conflict | Refused) -> None:
        """Show a refusal beside its field, or above the form."""
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        for name, said in (fields or {"": refusal.sentence}).items():
            place = self.places.get(name, name)
            self.add_error(place if place in self.fields else None, said)

    def offer(self, choices: Mapping[str, Choices]) -> None:
        """Give their choices to the fields of these names."""
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = offered
