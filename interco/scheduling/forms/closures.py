"""A closure as typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.ui.widgets import DateInput


class ClosureForm(forms.Form):
    """A day and why it is closed."""

    day = forms.DateField(label=_("Jour"), widget=DateInput())
    label = forms.CharField(label=_("Motif"), max_length=120)
