"""The note as an act on paper: the data of its PDF, its ODT, and the attendance sheet of those without a mailbox."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.documents.rules.blocks import blocks_of, plain
from interco.foundation.documents.services.open_text import OpenText
from interco.foundation.documents.services.typesetting import CompiledDocument, compile_pdf
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language, typo_text
from interco.organisation.models import CollectivityVersion
from interco.organisation.queries.sheets import names_of_units
from interco.organisation.queries.standing import territory_zone
from interco.secretariat.enums import EndorsementState, EndsHow
from interco.secretariat.models import StaffNote
from interco.secretariat.queries.note_follow_up import FollowLine
from interco.secretariat.queries.note_words import in_one_sentence, told_targets

#: A note is an act of the house: in French, whatever the language of who prints it.
LANGUAGE = "fr"


def note_pdf(note: StaffNote, *, at: datetime) -> CompiledDocument:
    """The note as a PDF; what is not signed says so."""
    with override(LANGUAGE):
        return compile_pdf("secretariat/note", note_data(note, at=at), at=at)


def note_data(note: StaffNote, *, at: datetime) -> dict[str, Any]:
    """What the template `secretariat/note` prints, with the names of the day."""
    zone = territory_zone()
    today = (note.signed_at or at).astimezone(zone).date()
    return {
        **_head(note, today),
        "date_line": _("Signée le %s") % _day(note.signed_at.astimezone(zone)) if note.signed_at else _("Projet, non signé"),
        "document_title": f"{_('Note de service')} {note.reference}, {note.title}",
        "title": _("Note de service"),
        "subtitle": typo_text(note.title),
        "facts": [{"label": label, "text": typo_text(text)} for label, text in facts_of(note, today)],
        "text": blocks_of(typo_text(note.text)),
        "signature": signature_of(note, zone),
        "files": [row.name for row in note.files.all()],
        "labels": {"page": _("page"), "of": _("sur"), "files": _("Pièces jointes")},
    }  # fmt: skip


def _head(note: StaffNote, day: date) -> dict[str, Any]:
    home = CollectivityVersion.objects.effective_on(day).filter(collectivity__is_home=True).first()
    unit = names_of_units([note.unit_id], day).get(note.unit_id)
    return {
        "language": LANGUAGE, "territory": home.name if home else "", "service": unit.name if unit else "",
        "reference": note.reference, "footer": typo_text(", ".join(filter(None, [note.reference, note.title]))),
    }  # fmt: skip


def facts_of(note: StaffNote, day: date) -> list[tuple[str, str]]:
    """To whom, from when, until when, what it ends, who endorsed it: a label and its words."""
    found = [(_("Destinataires"), in_one_sentence(told_targets(note, day)))]
    if note.effective_on:
        found.append((_("Prend effet"), _("le %s") % _day(note.effective_on)))
    if note.expires_on:
        found.append((_("Expire"), _("le %s") % _day(note.expires_on)))
    ended = ", ".join(f"{old.reference} ({old.title})" for old in note.ends.order_by("reference"))
    if ended:
        found.append((_("Remplace") if note.ends_how == EndsHow.REPLACES else _("Abroge"), ended))
    given = note.endorsements.filter(state=EndorsementState.GIVEN)
    names = ", ".join(row.decided_by_name for row in given)
    if names:
        found.append((_("Visas"), names))
    return [(label, text) for label, text in found if text]


def signature_of(note: StaffNote, zone: ZoneInfo) -> list[str]:
    """The signature block, line by line; empty before the signature."""
    if note.signed_at is None:
        return []
    lines = [
        _("Le %s") % _day(note.signed_at.astimezone(zone)), note.signature_mention, note.signed_by_title,
        note.signed_by_name,
    ]  # fmt: skip
    return [typo_text(line) for line in lines if line]


def _day(value: date | datetime) -> str:
    return dates.day(value, language(), weekday=False).striptags()


def note_odt(note: StaffNote, *, at: datetime) -> bytes:
    """The note as an OpenDocument text, to be worked on."""
    with override(LANGUAGE):
        data = note_data(note, at=at)
        text = OpenText()
        text.heading(data["title"])
        for words in (data["territory"], data["service"], data["reference"], data["date_line"]):
            if words:
                text.paragraph(words)
        text.heading(data["subtitle"], 2)
        for fact in data["facts"]:
            text.paragraph(typo_text(f"{fact['label']} : {fact['text']}"))
        for line in (*plain(data["text"]).split("\n"), *data["signature"], *data["files"]):
            text.paragraph(line)
    return text.to_bytes()


def attendance_sheet(note: StaffNote, lines: Sequence[FollowLine], *, at: datetime) -> CompiledDocument:
    """The sheet that people sign by hand after reading the printed note, service by service."""
    by_unit: dict[str, list[str]] = {}
    for line in lines:
        by_unit.setdefault(line.unit.name if line.unit else "", []).append(line.row.person.full_name)
    with override(LANGUAGE):
        today = at.astimezone(territory_zone()).date()
        data = {
            **_head(note, today),
            "date_line": _day(today), "document_title": f"{_('Feuille d’émargement')}, {note.reference}",
            "title": _("Feuille d’émargement"),
            "subtitle": typo_text(f"{note.reference}, {note.title}"),
            "lead": typo_text(_("Les soussignés attestent avoir pris connaissance de cette note de service.")),
            "groups": [{"unit": typo_text(unit), "names": names} for unit, names in sorted(by_unit.items())],
            "labels": {
                "page": _("page"), "of": _("sur"), "name": _("Nom"), "day": _("Date"), "signature": _("Signature"),
                "none": _("Chacun a une adresse électronique ou a déjà attesté : personne n’a à signer."),
            },
        }  # fmt: skip
        return compile_pdf("secretariat/attendance", data, at=at)
