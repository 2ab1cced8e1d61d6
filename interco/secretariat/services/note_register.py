"""The register of notes as a table."""

from collections.abc import Iterable
from datetime import date, tzinfo

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_writing import Table
from interco.secretariat.models import StaffNote
from interco.secretariat.queries.notes import note_lines


def register_table(notes: Iterable[StaffNote], *, zone: tzinfo, today: date, with_figures: bool) -> Table:
    """Notes as rows, in the order given; the figures of who took note for those who follow them."""
    columns = [
        _("Numéro"), _("Objet"), _("Service émetteur"), _("Signataire"), _("Signée le"), _("Diffusée le"), _("Prend effet"),
        _("Expire"), _("État"),
    ]  # fmt: skip
    if with_figures:
        columns += [_("Destinataires"), _("Ont pris connaissance")]
    rows = []
    for line in note_lines(notes, today, with_figures=with_figures):
        note = line.note
        row = [
            note.reference, note.title, line.unit.name if line.unit else "", note.signed_by_name,
            note.signed_at.astimezone(zone).date() if note.signed_at else None, note.release_on, note.effective_on,
            note.expires_on, str(note.get_state_display()),
        ]  # fmt: skip
        rows.append([*row, line.reached, line.acknowledged] if with_figures else row)
    return Table(_("Notes de service"), columns, rows)
