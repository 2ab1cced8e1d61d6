"""What a keeper of the journal looks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.audit.queries.entries import Search
from interco.foundation.ui.widgets import DateInput


class JournalSearchForm(forms.Form):
    """An event, a person, days; what is not understood is told and looks for nothing."""

    evenement = forms.CharField(label=_("Fait"), max_length=80, required=False)
    personne = forms.CharField(label=_("Personne"), max_length=200, required=False)
    du = forms.DateField(label=_("Du"), widget=DateInput, required=False)
    au = forms.DateField(label=_("Au"), widget=DateInput, required=False)

    def search(self) -> Search:
        """What was typed."""
        given = self.cleaned_data
        return Search(event=given["evenement"], person=given["personne"], first=given["du"], last=given["au"])
