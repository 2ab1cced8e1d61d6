"""Forms of imports and exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interco.organisation.forms.fields import DayField
from interco.organisation.rules.exchange.layout import BY_NAME

#: More sheets or columns than this are not read from a form (`table_reading` has the same caps).
MOST_SHEETS, MOST_COLUMNS = 50, 200


class DepositForm(forms.Form):
    """A file, or a table pasted from a spreadsheet."""

    pasted = forms.CharField(
        label=_("Coller un tableau"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Dans votre tableur, sélectionnez tout, titres compris, copiez, puis collez ici."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Ou donner un fichier"), required=False, allow_empty_file=True,
        help_text=_("ODS, XLSX ou CSV, 20 Mo au plus."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("file") and not (given.get("pasted") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Collez un tableau ou choisissez un fichier."))
        return given


class ColumnsForm(forms.Form):
    """What each sheet is and what its columns fill, under the names `table-0` and `column-0-3`."""

    day = DayField(label=_("À compter du"))

    def chosen(self) -> dict[int, tuple[str, list[str]]]:
        """By sheet: its table and the fields of its columns; nothing for a sheet that the form does not name."""
        found: dict[int, tuple[str, list[str]]] = {}
        for sheet in range(MOST_SHEETS):
            table = self.data.get(f"table-{sheet}")
            if table is None:
                break
            fields = []
            for column in range(MOST_COLUMNS):
                field = self.data.get(f"column-{sheet}-{column}")
                if field is None:
                    break
                fields.append(field)
            found[sheet] = (table if table in BY_NAME else "", fields)
        return found


class ExportForm(forms.Form):
    """Which form, and which day (all the history without one)."""

    form = forms.ChoiceField(
        label=_("Format"), choices=[("ods", "ODS (LibreOffice)"), ("xlsx", "XLSX (Excel)"), ("csv", "CSV (zip)")]
    )
    au = DayField(label=_("Au"), required=False, help_text=_("Laissez vide pour toute l’histoire."))
