"""Form widgets in our style: the browser's own date and time pickers, a list one searches, and the attributes `field_of` adds."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField


class DateInput(forms.DateInput):
    """`<input type="date">`, whose value is always ISO whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """`<input type="time">`, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class SearchSelect(forms.Select):
    """A long list, searched by typing where there is a script (`assets/ts/chooser.ts`)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-chooser": True, **(attrs or {})})


def field_attributes(bound: BoundField, identifier: str, described: object, error: object) -> dict[str, Any]:
    """What a widget needs to look and read like our own fields."""
    attrs: dict[str, Any] = {"id": identifier, "class": f"input {bound.field.widget.attrs.get('class', '')}".strip()}
    if described:
        attrs["aria-describedby"] = f"{identifier}-under"
    if error:
        attrs["aria-invalid"] = "true"
    return attrs
