"""The record as an OpenDocument text, to be worked on."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.committees.enums import Outcome
from interco.committees.queries.record import Record, RecordedDecision
from interco.committees.services.record_document import (
    LANGUAGE,
    anchor_text,
    date_line,
    day_of,
    line_text,
    other_sections,
    presence,
    proof_sentence,
    remarks_of,
    subtitle,
)
from interco.foundation.documents.rules.blocks import blocks_of, plain
from interco.foundation.documents.services.open_text import OpenText
from interco.foundation.ui.filters import typo_text


def record_odt(record: Record, *, released_at: datetime | None) -> bytes:
    """The file, which says what the PDF says."""
    with override(LANGUAGE):
        return _written(record, released_at).to_bytes()


def _written(record: Record, released_at: datetime | None) -> OpenText:
    text = OpenText()
    text.heading(_("Relevé de décisions"))
    for words in (record.meeting.record_reference, subtitle(record), date_line(record, released_at)):
        text.paragraph(words)
    for label, words in presence(record):
        text.paragraph(typo_text(_("%(label)s : %(text)s") % {"label": label, "text": words}))
    for recorded in record.decisions:
        _decision(text, recorded)
    for title, lines in other_sections(record):
        text.heading(title, 2)
        text.bullets(typo_text(f"{told.item.title} ({line_text(told)})") for told in lines)
    if record.anchor:
        text.paragraph(typo_text(proof_sentence()))
        text.paragraph(anchor_text(record.anchor))
    return text


def _decision(text: OpenText, recorded: RecordedDecision) -> None:
    decision = recorded.decision
    text.heading(typo_text(decision.title), 2)
    text.paragraph(f"{decision.reference}, {Outcome(decision.outcome).label}")
    for line in plain(blocks_of(typo_text(decision.text))).split("\n"):
        text.paragraph(line)
    for _kind, title, words in remarks_of(recorded):
        text.paragraph(typo_text(f"{title} {words}"))
    if recorded.actions:
        rows = [(_("Action"), _("Pilote"), _("Échéance"))]
        rows += [(one.action.title, one.owner, day_of(one.action.due_on)) for one in recorded.actions]
        text.table(f"Actions {decision.reference}", ([typo_text(cell) for cell in row] for row in rows))
