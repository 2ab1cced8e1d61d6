"""When and where a session is held, as typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.committees.services.meetings import LONGEST, SHORTEST
from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.widgets import DateInput, TimeInput


class MeetingForm(forms.Form):
    """Day and hour on the territory's clocks."""

    day = forms.DateField(label=_("Jour"), widget=DateInput())
    at = forms.TimeField(label=_("Heure"), widget=TimeInput())
    duration_minutes = forms.IntegerField(label=_("Durée, en minutes"), min_value=SHORTEST, max_value=LONGEST)
    place = forms.CharField(label=_("Lieu"), required=False, max_length=LINE_LIMIT)


class PeriodForm(forms.Form):
    """The days between which sessions are planned."""

    first = forms.DateField(label=_("Du"), widget=DateInput())
    last = forms.DateField(label=_("au"), widget=DateInput())
