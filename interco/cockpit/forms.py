"""What the home page sends."""

from django import forms

from interco.committees.enums import StanceValue


class StanceForm(forms.Form):
    """A stance on the text shown; the two that need a reason go through their own page."""

    stance = forms.ChoiceField(choices=StanceValue.choices)
    text_number = forms.IntegerField(min_value=1, max_value=10_000)
