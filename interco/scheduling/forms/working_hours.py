"""The working week as typed: two spans of hours a day, empty when the day is not worked."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from interco.foundation.ui.widgets import TimeInput
from interco.scheduling.queries.words import weekday_names
from interco.scheduling.rules.working_hours import TimeSpan, Week

#: Spans of a day, each from an hour to another.
SPANS = 2


class WorkingHoursForm(forms.Form):
    """Four hours for each day of the week."""

    def __init__(self, data: Any = None, *, week: Week) -> None:
        super().__init__(data)
        for day, name in enumerate(weekday_names()):
            spans = list(week.get(day, ()))
            for rank in range(SPANS):
                known = spans[rank] if rank < len(spans) else (None, None)
                for end, value in zip(("from", "to"), known, strict=True):
                    words = (_("%(day)s, %(rank)s : de") if end == "from" else _("%(day)s, %(rank)s : à")) % {
                        "day": name, "rank": _("matin") if rank == 0 else _("après-midi"),
                    }  # fmt: skip
                    self.fields[f"day_{day}_{rank}_{end}"] = forms.TimeField(
                        label=words, required=False, initial=value, widget=TimeInput()
                    )

    def days(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]], str]]:
        """For each day: its name, its pairs of fields, what is wrong."""
        return [
            (
                name,
                [(self[f"day_{day}_{rank}_from"], self[f"day_{day}_{rank}_to"]) for rank in range(SPANS)],
                " ".join(str(one) for one in self.errors.get(f"day_{day}_0_from", ())),
            )
            for day, name in enumerate(weekday_names())
        ]

    def clean(self) -> dict[str, Any]:
        """A span has its two ends or none."""
        given: dict[str, Any] = super().clean() or {}
        for day in range(7):
            for rank in range(SPANS):
                ends = [given.get(f"day_{day}_{rank}_{end}") for end in ("from", "to")]
                if (ends[0] is None) != (ends[1] is None):
                    self.refuse(day, _("Donnez les deux heures de la plage, ou aucune."))
        return given

    def refuse(self, day: int, sentence: str) -> None:
        """Say what is wrong with a day, beside its first hour."""
        self.add_error(f"day_{day}_0_from", sentence)

    def week(self) -> Week:
        """The week as the service takes it."""
        found: dict[int, list[TimeSpan]] = {}
        for day in range(7):
            for rank in range(SPANS):
                opens: time | None = self.cleaned_data.get(f"day_{day}_{rank}_from")
                closes: time | None = self.cleaned_data.get(f"day_{day}_{rank}_to")
                if opens is not None and closes is not None:
                    found.setdefault(day, []).append((opens, closes))
        return found
