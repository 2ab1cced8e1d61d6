"""Taking note: by an explicit button, or by a signature on paper that the follow-up records; never by tracking."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.services import outbox
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.models.note import RELEASED
from interco.secretariat.policies.notes import check_can_follow
from interco.secretariat.queries.note_follow_up import missing, reached_of
from interco.secretariat.services.diffusion import recipient_of
from interco.secretariat.services.note_mail import reminders_of


@transaction.atomic
def acknowledge(note: StaffNote, *, by: Actor) -> Addressee:
    """Attest that one has read the note; the second time changes nothing. `Refused` to who is not an addressee."""
    row = Addressee.objects.select_for_update().filter(note=note, person_id=by.person_id or 0).first()
    if row is None or note.state not in RELEASED:
        raise Refused(_("Cette note ne vous est pas adressée : vous n’avez pas à l’attester."))
    if not note.asks_acknowledgement:
        raise Invalid(_("Cette note ne demande pas de prise de connaissance."))
    if row.acknowledged_at is None:
        row.acknowledged_at = by.at
        row.save(update_fields=["acknowledged_at"])
        journal.record("note.acknowledged", by=by, subject=note, facts={"reference": note.reference})
    return row


@transaction.atomic
def record_on_paper(note: StaffNote, person_keys: Collection[str], *, by: Actor) -> int:
    """Record those who signed the attendance sheet; how many were still missing."""
    check_can_follow(by, note)
    rows = Addressee.objects.filter(note=note, acknowledged_at=None, person__public_id__in=list(person_keys))
    count = rows.update(acknowledged_at=by.at, noted_by_name=by.name)
    if count:
        facts = {"reference": note.reference, "people": sorted(person_keys)}
        journal.record("note.acknowledged_on_paper", by=by, subject=note, facts=facts)
    return count


@transaction.atomic
def remind(note: StaffNote, *, by: Actor) -> int:
    """Write to all those who have not acknowledged and have a mailbox; once a day, the second click writes to nobody."""
    check_can_follow(by, note)
    if not note.asks_acknowledgement:
        raise Invalid(_("Cette note ne demande pas de prise de connaissance."))
    people = [one for one in reached_of(missing(note, by.today)) if one.email]
    written = reminders_of(note, {one.language for one in people})
    done = _reminded_today(note, by)
    waiting = [one for one in people if one.person_id not in done]
    letters = ((written[one.language], recipient_of(one)) for one in waiting)
    outbox.queue_many(letters, by=by, reference=f"{note.public_id}.{by.today.isoformat()}")
    _count_reminder(note, [one.person_id for one in waiting], by)
    journal.record("note.reminded", by=by, subject=note, facts={"letters": len(waiting)})
    return len(waiting)


def _reminded_today(note: StaffNote, by: Actor) -> set[int]:
    midnight = by.at.astimezone(by.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return set(Addressee.objects.filter(note=note, reminded_at__gte=midnight).values_list("person_id", flat=True))


def _count_reminder(note: StaffNote, people: list[int], by: Actor) -> None:
    for start in range(0, len(people), 500):
        rows = Addressee.objects.filter(note=note, person_id__in=people[start : start + 500])
        rows.update(reminded_at=by.at, reminders=F("reminders") + 1)
