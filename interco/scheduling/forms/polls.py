"""A poll of dates as typed: the meeting, the people one a row, the dates one a row."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.ui.widgets import DateInput
from interco.organisation.models import Person
from interco.scheduling.enums import ResourceKind, Visibility
from interco.scheduling.forms.free_slots import owners_of
from interco.scheduling.models import Resource
from interco.scheduling.rules.recurrence import instant_of
from interco.scheduling.services.polls import PollContent

DATE_ROWS, SPARE, DAYS_TO_ANSWER = 4, 2, timedelta(days=7)


class PollForm(forms.Form):
    """Everything but the people and the dates."""

    title = forms.CharField(label=gettext_lazy("Objet"), max_length=200)
    owner = forms.ChoiceField(label=gettext_lazy("Agenda de"))
    minutes = forms.IntegerField(label=gettext_lazy("Durée, en minutes"), min_value=15, max_value=600)
    closes_on = forms.DateField(label=gettext_lazy("Répondre au plus tard le"), widget=DateInput())
    place = forms.CharField(label=gettext_lazy("Lieu"), required=False, max_length=200)
    room = forms.ChoiceField(label=gettext_lazy("Salle réservée avec la date"), required=False)
    text = forms.CharField(label=gettext_lazy("Ce qu’il faut savoir"), required=False, max_length=20_000,
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    visibility = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any, actor: Actor) -> None:
        owners = owners_of(actor)
        given = {name: value for name, value in data.items() if value != ""}
        closes_on = (actor.today + DAYS_TO_ANSWER).isoformat()
        super().__init__({"owner": owners[0].public_id, "minutes": 60, "closes_on": closes_on, **given})
        self._owners = {row.public_id: row for row in owners}
        rooms = Resource.objects.filter(kind=ResourceKind.ROOM, is_open=True)
        self._rooms = {row.public_id: row for row in rooms}
        self.fields["owner"].choices = [(row.public_id, row.full_name) for row in owners]  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["room"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            ("", _("Sans salle")), *((key, row.name) for key, row in self._rooms.items()),
        ]  # fmt: skip
        if self.data.get("room") not in self._rooms:
            self.data = {**self.data, "room": ""}
        self.has_many_owners = len(owners) > 1

    @property
    def host(self) -> Person:
        """Whose agenda receives the meeting."""
        return self._owners[self.cleaned_data["owner"]]

    def content(self, dates: Sequence[datetime]) -> PollContent:
        """What the service takes."""
        given = self.cleaned_data
        visibility = given["visibility"] if given["visibility"] in Visibility.values else Visibility.STAFF
        return PollContent(
            title=given["title"], minutes=given["minutes"], dates=dates, closes_on=given["closes_on"], place=given["place"],
            text=given["text"], visibility=visibility, resource=self._rooms.get(given["room"]),
        )  # fmt: skip


def date_rows(data: Any, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Day and hour of each row, to be shown: those typed, or the slots ticked on the page of free slots."""
    ticked = []
    for text in data.getlist("slot"):
        try:
            ticked.append(datetime.fromisoformat(text.partition("|")[0]).astimezone(zone))
        except (ValueError, OverflowError):
            continue
    rows = [(f"{moment:%Y-%m-%d}", f"{moment:%H:%M}") for moment in ticked]
    typed = zip(data.getlist("day"), data.getlist("at"), strict=False)
    rows += [(day, at) for day, at in typed if day.strip() or at.strip()]
    return rows + [("", "")] * max(SPARE, DATE_ROWS - len(rows))


def dates_of(rows: Sequence[tuple[str, str]], zone: ZoneInfo) -> list[datetime]:
    """The instants of the rows filled; `Invalid` on `dates` for a day without its hour, or one that does not read."""
    found = []
    for day, at in rows:
        if not day and not at:
            continue
        try:
            moment = datetime.fromisoformat(f"{date.fromisoformat(day)}T{at}")
            found.append(instant_of(moment.date(), moment.time(), zone))
        except (ValueError, OverflowError):
            raise Invalid(_("Chaque date proposée a un jour et une heure."), field="dates") from None
    return found


def choices_of(data: Any) -> dict[str, str]:
    """What was answered for each date, by its key."""
    return {name.removeprefix("date-"): str(value) for name, value in data.items() if name.startswith("date-")}
