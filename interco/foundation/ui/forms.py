"""Forms whose refusals by a service are said beside their fields, and that are given their choices by name."""

from collections.abc import Mapping, Sequence

from django import forms

Choices = Sequence[tuple[str, str]]


class Sentenced(forms.Form):
    """A form of the house: the sentence of a refusal finds its field, or stands above the form."""

    def add_sentence(self, fields: Mapping[str, str], sentence: str) -> None:
        """Show a refusal beside its field, or above the form."""
        for name, said in (fields or {"": sentence}).items():
            self.add_error(name if name in self.fields else None, said)

    def offer(self, choices: Mapping[str, Choices]) -> None:
        """Give their choices to the fields of these names."""
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - only choice fields are given choices
            field.choices = offered
