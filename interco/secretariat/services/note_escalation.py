"""After the delay of a note, the head of each service is told who has not acknowledged. Each absence is told once.

Worked example. A note reaches RH on 1 December and asks to be told after 7 days. On the 8th, two agents of RH have not
acknowledged: the head of RH receives one letter with both names, and from then on reads the note. If the head is one of
the two, it is the nearest head above who is told of that one. With no head at all, the author of the note is told.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.organisation.queries.holders import Holder
from interco.organisation.queries.languages import language_of
from interco.secretariat.models import Addressee, Escalation, StaffNote
from interco.secretariat.queries.note_follow_up import missing
from interco.secretariat.queries.note_heads import Heads, heads_on

MOST_NAMES = 200


def escalate_due(*, by: Actor) -> int:
    """Tell the heads of services whose delay is over; how many were told."""
    asking = StaffNote.objects.in_force_on(by.today).filter(escalate_after_days__isnull=False)
    notes = list(asking.filter(asks_acknowledgement=True).select_related("author").order_by("pk"))
    heads = heads_on(by.today) if notes else None
    return sum(_escalate(note, heads, by=by) for note in notes if heads is not None)


@transaction.atomic
def _escalate(note: StaffNote, heads: Heads, *, by: Actor) -> int:
    since = by.at - timedelta(days=note.escalate_after_days or 0)
    late = list(missing(note, by.today).filter(escalated_at=None, reached_at__lte=since))
    by_head: defaultdict[int, list[Addressee]] = defaultdict(list)
    told: dict[int, Holder] = {}
    for row in late:
        head = heads.of(row.unit_id, but=row.person_id) or _author(note)
        told[head.person_id or 0] = head
        by_head[head.person_id or 0].append(row)
    for key, rows in by_head.items():
        _tell(note, told[key], rows, by=by)
    for start in range(0, len(late), 500):
        Addressee.objects.filter(pk__in=[row.pk for row in late[start : start + 500]]).update(escalated_at=by.at)
    if late:
        facts = {"people": len(late), "heads": len(by_head)}
        journal.record("note.escalated", by=by, subject=note, facts=facts)
    return len(by_head)


def _author(note: StaffNote) -> Holder:
    author = note.author
    return Holder(
        post_id=0, title="", unit_id=note.unit_id, person_id=author.pk, person_key=author.public_id,
        name=author.full_name, email=author.email,
    )  # fmt: skip


def _tell(note: StaffNote, head: Holder, rows: list[Addressee], *, by: Actor) -> None:
    """The head reads the note from now on; the letter names those of its services who have not acknowledged."""
    Escalation.objects.get_or_create(
        note=note, unit_id=head.unit_id or note.unit_id, person_id=head.person_id or 0, defaults={"at": by.at}
    )  # fmt: skip
    if not head.email:
        return
    with override(language_of(head.person_key)):
        opening = ngettext(
            "%(num)s agent de votre service n’a pas attesté avoir pris connaissance de la note %(reference)s, « %(title)s ».",
            "%(num)s agents de vos services n’ont pas attesté avoir pris connaissance de la note %(reference)s, « %(title)s ».",
            len(rows),
        ) % {"num": len(rows), "reference": note.reference, "title": note.title}  # fmt: skip
        names = "\n".join(f"– {row.person.full_name}" for row in rows[:MOST_NAMES])
        parts = [_("Bonjour,"), opening, names, _("Merci de veiller à ce qu’ils la lisent."), by.name]
        letter = Letter(
            kind="note.escalated", title=_("Note %s : des agents n’ont pas pris connaissance") % note.reference,
            text="\n\n".join(parts) + "\n", subject_key=f"note:{note.public_id}",
        )  # fmt: skip
    to = Recipient(key=f"person:{head.person_key}", name=head.name, address=head.email)
    outbox.queue(letter, to=to, by=by, reference=f"{note.public_id}.{by.at.isoformat()}")
