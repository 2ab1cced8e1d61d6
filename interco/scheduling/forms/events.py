"""An event as typed: by its first and last hour, or by whole days."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.texts import LINE_LIMIT
from interco.foundation.ui.forms import Sentenced
from interco.foundation.ui.widgets import DateInput, TimeInput
from interco.organisation.rules.time_zones import OVERSEAS_ZONES, PARIS
from interco.scheduling.enums import ClosedDayRule, EventKind, Visibility
from interco.scheduling.forms.repeats import KEPT, REPEATS, rule_of
from interco.scheduling.rules.events import EventContent

DAY_MINUTES = 1440


def zone_choices(own: str) -> list[tuple[str, str]]:
    """The territory's clocks first, then those of the other French territories."""
    names = [own, *(zone for zone in (PARIS, *OVERSEAS_ZONES.values()) if zone != own)]
    return [(name, name.rpartition("/")[2].replace("_", " ")) for name in names]


class EventForm(Sentenced):
    """What, when, where. `owners`, `resources` and `zones` are the choices of the actor."""

    places = {"minutes": "ends", "rule": "repeat"}

    title = forms.CharField(label=_("Titre"), max_length=LINE_LIMIT)
    owner = forms.ChoiceField(label=_("Agenda de"), required=False)
    first_on = forms.DateField(label=_("Jour"), widget=DateInput())
    at = forms.TimeField(label=_("De"), widget=TimeInput(), required=False)
    ends = forms.TimeField(label=_("À"), widget=TimeInput(), required=False)
    last_on = forms.DateField(label=_("Jusqu’au"), widget=DateInput(), required=False)
    is_whole_day = forms.BooleanField(label=_("Journées entières"), required=False)
    place = forms.CharField(label=_("Lieu"), required=False, max_length=LINE_LIMIT)
    resources = forms.MultipleChoiceField(label=_("Réserver"), required=False, widget=forms.CheckboxSelectMultiple)
    repeat = forms.ChoiceField(label=_("Répéter"), choices=REPEATS, required=False)
    until_on = forms.DateField(label=_("Dernière fois au plus tard le"), widget=DateInput(), required=False)
    closed_rule = forms.ChoiceField(label=_("Quand ce jour est fermé"), choices=ClosedDayRule.choices, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=EventKind.choices, required=False)
    visibility = forms.ChoiceField(label=_("Qui peut lire"), choices=Visibility.choices, required=False)
    zone = forms.ChoiceField(label=_("Heure de"), required=False)
    text = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea, max_length=20_000)

    def __init__(
        self, *args: Any, owners: list[tuple[str, str]], resources: list[tuple[str, str]], zones: list[tuple[str, str]],
        kept_rule: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.kept_rule = kept_rule
        choices = {"owner": owners, "resources": resources, "zone": zones}
        choices["repeat"] = [(key, str(words)) for key, words in REPEATS if kept_rule or key != KEPT]
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - all four are choice fields
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """The hours make a length, or the days do."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("La dernière date précède la première."))
        elif first and not given.get("is_whole_day") and not given.get("at"):
            self.add_error("at", _("Donnez une heure, ou cochez « Journées entières »."))
        return given

    def content(self) -> EventContent:
        """What was asked; the form is valid."""
        given = self.cleaned_data
        first: date = given["first_on"]
        whole = given["is_whole_day"]
        return EventContent(
            title=given["title"], first_on=first, at=None if whole else given["at"], minutes=_minutes(given),
            kind=given["kind"] or EventKind.MEETING, visibility=given["visibility"] or Visibility.STAFF, zone=given["zone"],
            rule=rule_of(given["repeat"], first, self.kept_rule), until_on=given["until_on"] if given["repeat"] else None,
            closed_rule=given["closed_rule"] or ClosedDayRule.SKIP, place=given["place"], text=given["text"],
        )  # fmt: skip


def _minutes(given: dict[str, Any]) -> int:
    first, last = given["first_on"], given["last_on"] or given["first_on"]
    if given["is_whole_day"]:
        days: int = (last - first).days + 1
        return days * DAY_MINUTES
    at: time = given["at"]
    ends: time = given["ends"] or (datetime.combine(first, at) + timedelta(hours=1)).time()
    minutes: int = (datetime.combine(last, ends) - datetime.combine(first, at)) // timedelta(minutes=1)
    return minutes + DAY_MINUTES if minutes <= 0 else minutes


def hours_of(first: date, at: time | None, minutes: int) -> dict[str, Any]:
    """How the form shows a beginning and a length."""
    if at is None:
        last = first + timedelta(days=max(1, -(-minutes // DAY_MINUTES)) - 1)
        return {"first_on": first, "last_on": last if last > first else None, "is_whole_day": True}
    end = datetime.combine(first, at) + timedelta(minutes=minutes)
    last_on = end.date() if end.date() > first and minutes > DAY_MINUTES else None
    return {"first_on": first, "at": at, "ends": end.time(), "last_on": last_on, "is_whole_day": False}
