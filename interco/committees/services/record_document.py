"""The record as a document: the data of its PDF. Words come ready to print, with their typography."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from interco.committees.enums import AttendeeRole, Outcome, StanceValue
from interco.committees.models import Attendee, Decision, Stance
from interco.committees.queries.record import OwnedAction, Record, RecordedDecision, RecordedItem
from interco.committees.rules.seal import short_hash
from interco.foundation.documents.rules.blocks import blocks_of
from interco.foundation.documents.services.typesetting import CompiledDocument, compile_pdf
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language, typo_text
from interco.foundation.ui.sceau import bits_of
from interco.foundation.ui.typography import elided
from interco.organisation.models import CollectivityVersion, Territory

#: The record is an act of the house: in French, whatever the language of who prints it.
LANGUAGE = "fr"


def record_pdf(record: Record, *, released_at: datetime | None) -> CompiledDocument:
    """The record as a PDF; the same record and date of release give the same bytes."""
    at = released_at or record.meeting.closed_at or record.meeting.starts_at
    return compile_pdf("committees/record", printed(record, released_at=released_at), at=at)


def printed(record: Record, *, released_at: datetime | None) -> dict[str, Any]:
    """All that its PDF will say: two records that print the same are the same PDF."""
    with override(LANGUAGE):
        return record_data(record, released_at=released_at)


def record_data(record: Record, *, released_at: datetime | None) -> dict[str, Any]:
    """What the template `committees/record` prints."""
    anchor = record.anchor
    return {
        "language": LANGUAGE,
        "territory": territory_name(record),
        "service": _("Direction générale des services"),
        "reference": record.meeting.record_reference,
        "date_line": date_line(record, released_at),
        "document_title": f"{_('Relevé de décisions')}, {record.meeting.record_reference}",
        "title": _("Relevé de décisions"),
        "subtitle": subtitle(record),
        "footer": typo_text(_("Orientations administratives, sans force de droit par elles-mêmes.")),
        "labels": {
            "page": _("page"), "of": _("sur"), "decision": _("Décision"), "action": _("Action"), "owner": _("Pilote"),
            "due": _("Échéance"), "none": _("Aucune décision n’a été prise à cette séance."),
        },
        "presence": [{"label": label, "text": typo_text(text)} for label, text in presence(record)],
        "decisions": [_decision(one) for one in record.decisions],
        "sections": [
            {"label": "", "title": title, "lines": [_line(one) for one in lines]}
            for title, lines in other_sections(record)
        ],
        "proof": typo_text(proof_sentence()) if anchor else "",
        "anchor": anchor_text(anchor) if anchor else "",
    }  # fmt: skip


def territory_name(record: Record) -> str:
    """The name of the collectivity on the day of the session."""
    homes = Territory.objects.values("collectivity_id")
    names = CollectivityVersion.objects.filter(collectivity_id__in=homes)
    day = record.meeting.starts_at.astimezone(record.zone).date()
    version = names.effective_on(day).first() or names.order_by("-starts_on").first()
    return version.name if version else ""


def date_line(record: Record, released_at: datetime | None) -> str:
    """When it was released."""
    if released_at is None:
        return _("Pas encore diffusé")
    return _("Diffusé le %s") % day_of(released_at.astimezone(record.zone))


def day_of(value: Any, *, weekday: bool = False) -> str:
    """A day in words, without markup."""
    return dates.day(value, language(), weekday=weekday).striptags()


def subtitle(record: Record) -> str:
    """« Comité de direction n° 46, mardi 8 décembre 2026, de 8 h 32 à 10 h 51 »."""
    meeting = record.meeting
    start = (meeting.opened_at or meeting.starts_at).astimezone(record.zone)
    end = (meeting.closed_at or meeting.starts_at).astimezone(record.zone)
    return typo_text(
        _("%(body)s n° %(number)s, %(day)s, de %(start)s à %(end)s")
        % {
            "body": meeting.body.name, "number": meeting.number, "day": day_of(start, weekday=True),
            "start": dates.hour(start, language()), "end": dates.hour(end, language()),
        }
    )  # fmt: skip


def presence(record: Record) -> list[tuple[str, str]]:
    """Who chaired, who was there, who stood in for whom, who was away; then the quorum."""
    found = [(_("Présidence"), _names(record.with_role(AttendeeRole.CHAIR), titled=True))]
    standing = [
        _("%(name)s supplée %(member)s") % {"name": one.name, "member": one.substitute_for.name}
        for one in record.standing_in()
        if one.substitute_for
    ]
    there = "; ".join(part for part in (_names(record.present()), ", ".join(standing)) if part)
    if record.meeting.quorum and there:
        quorum = _("Quorum de\u00a0%d.") % record.meeting.quorum
        there = f"{there}. {quorum}"
    found += [(_("Présents"), there), (_("Absents"), _names(record.away()))]
    return [(label, text) for label, text in found if text]


def _names(people: list[Attendee], *, titled: bool = False) -> str:
    return ", ".join(f"{one.name}, {_lowered(one.title)}" if titled and one.title else one.name for one in people)


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _decision(recorded: RecordedDecision) -> dict[str, Any]:
    decision = recorded.decision
    return {
        "number": f"{decision.number:03d}",
        "reference": decision.reference,
        "seal": short_hash(decision.hash),
        "bits": bits_of(decision.hash[:8]),
        "title": typo_text(decision.title),
        "outcome": str(Outcome(decision.outcome).label),
        "text": blocks_of(typo_text(decision.text)),
        "remarks": [
            {"kind": kind, "title": typo_text(title), "text": typo_text(text)}
            for kind, title, text in remarks_of(recorded)
        ],
        "actions": [_action(one) for one in recorded.actions],
    }


def remarks_of(recorded: RecordedDecision) -> list[tuple[str, str, str]]:
    """The written reason, the reservations and the objections: a kind, a title in bold, the words."""
    decision = recorded.decision
    found: list[tuple[str, str, str]] = []
    if decision.reason:
        title = _("Motif écrit de l’arbitrage.") if decision.outcome == Outcome.ARBITRATION else _("Motif.")
        found.append(("reason", title, decision.reason))
    return found + [(stance.value, _title_of(stance), _words_of(stance)) for stance in recorded.remarks]


def _title_of(stance: Stance) -> str:
    if stance.value == StanceValue.RESERVATION:
        return _("Réserve.") if stance.name_withheld else elided(_("Réserve de %s.") % stance.attendee.name)
    return _("Objection.") if stance.name_withheld else elided(_("Objection de %s.") % stance.attendee.name)


def _words_of(stance: Stance) -> str:
    if stance.lifted_at is None:
        return stance.reason
    return f"{stance.reason} {_('Levée.')} {stance.lifting}".strip()


def _action(owned: OwnedAction) -> dict[str, str]:
    return {
        "title": typo_text(owned.action.title), "owner": owned.owner, "due": day_of(owned.action.due_on),
    }  # fmt: skip


def other_sections(record: Record) -> list[tuple[str, tuple[RecordedItem, ...]]]:
    """What ended without a decision, and what the next session takes up."""
    sections = [(_("Autres points"), record.treated), (_("Reportés à la prochaine séance"), record.carried)]
    return [(title, lines) for title, lines in sections if lines]


def _line(told: RecordedItem) -> dict[str, Any]:
    return {
        "title": typo_text(told.item.title), "text": typo_text(line_text(told)),
        "actions": [_action(one) for one in told.actions],
    }  # fmt: skip


def line_text(told: RecordedItem) -> str:
    """« traité », « Non traité en séance, 2 reports »."""
    if not told.reason:
        return str(told.state.label)
    count = told.item.carry_count
    return f"{told.reason}, {ngettext('%d report', '%d reports', count) % count}" if count else told.reason


def proof_sentence() -> str:
    """Why the record carries a hash."""
    return _(
        "Empreinte de la dernière décision de la séance, à sa place dans le registre : un registre qui ne la contient "
        "plus a été modifié."
    )


def anchor_text(decision: Decision) -> str:
    """The place and the hash, as the stand-alone verifier reads them: `119:e05d41c8…`."""
    return f"{decision.chain_number}:{decision.hash}"
