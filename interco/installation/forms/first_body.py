"""The form of the first body, prefilled with the weekly CODIR."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.ui.widgets import TimeInput
from interco.installation.services.first_body import FirstBody

DAYS = (
    ("MO", _("Tous les lundis")), ("TU", _("Tous les mardis")), ("WE", _("Tous les mercredis")),
    ("TH", _("Tous les jeudis")), ("FR", _("Tous les vendredis")),
)  # fmt: skip


class FirstBodyForm(forms.Form):
    """Day of the week and wall times."""

    code = forms.CharField(label=_("Sigle"), max_length=20, initial="CODIR")
    name = forms.CharField(label=_("Nom"), max_length=200, initial=_("Comité de direction"))
    day = forms.ChoiceField(label=_("Jour"), choices=DAYS, initial="TU")
    starts_at = forms.TimeField(label=_("Début"), widget=TimeInput, initial=time(8, 30))
    ends_at = forms.TimeField(label=_("Fin"), widget=TimeInput, initial=time(11))
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)

    def given(self) -> FirstBody:
        """What was typed."""
        return FirstBody(**self.cleaned_data)
