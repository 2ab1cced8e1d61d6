"""Who is invited to an event, and what each answers."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.texts import one_line
from interco.foundation.core.versions import claim
from interco.organisation.models import Person
from interco.scheduling.enums import Answer, EventState, PartRole
from interco.scheduling.models import DayAnswer, Event, Occurrence, Participant
from interco.scheduling.policies.events import check_can_answer, check_can_change
from interco.scheduling.rules.events import GuestAsked
from interco.scheduling.rules.itip import is_address
from interco.scheduling.services.event_texts import write_text
from interco.scheduling.services.invitations import Change, send_event

MOST_GUESTS = 300


@transaction.atomic
def invite(event: Event, guests: Sequence[GuestAsked], *, by: Actor) -> list[Participant]:
    """Invite people, and names with an address from outside; those already invited stay as they are. Each receives the
    invitation. `Invalid` on `guests` for an unknown person or an address that is none."""
    check_can_change(by, event)
    rows = add_guests(event, guests)
    if rows:
        _record(event, "event.invited", rows, by)
        send_event(event, Change.INVITED, by=by, to=rows)
    return rows


@transaction.atomic
def uninvite(participant: Participant, *, by: Actor) -> None:
    """Take somebody off an event; SEQUENCE rises and they receive the cancellation."""
    event = claim(participant.event, None, allowed=lambda row: check_can_change(by, row))
    event.sequence += 1
    event.changed_at = by.at
    event.save(update_fields=["version", "sequence", "changed_at"])
    send_event(event, Change.CANCELLED, by=by, to=[participant])
    _record(event, "event.uninvited", [participant], by)
    participant.delete()


@transaction.atomic
def expect_guest(participant: Participant, *, role: PartRole, by: Actor) -> Participant:
    """Say that a guest is expected, or optional: SEQUENCE rises and they receive the invitation as it now is."""
    if role not in {PartRole.REQUIRED, PartRole.OPTIONAL}:
        raise Invalid(_("Choisissez une des réponses proposées."), field="role")
    event = claim(participant.event, None, allowed=lambda row: check_can_change(by, row))
    if participant.role == role:
        return participant
    participant.role = role
    participant.save(update_fields=["role"])
    event.sequence += 1
    event.changed_at = by.at
    event.save(update_fields=["version", "sequence", "changed_at"])
    write_text(event)
    send_event(event, Change.UPDATED, by=by, to=[participant])
    _record(event, f"event.guest_{role}", [participant], by)
    return participant


@transaction.atomic
def answer_invitation(participant: Participant, *, answer: Answer, by: Actor, comment: str = "") -> Participant:
    """Accept, decline, or say maybe, with a word to the organiser; the last answer counts."""
    refresh(participant)
    check_can_answer(by, participant)
    return record_answer(participant, answer=answer, comment=comment, sequence=participant.event.sequence, by=by)


@transaction.atomic
def answer_from_outside(participant: Participant, *, answer: Answer, by: Actor, comment: str = "") -> Participant:
    """The answer of a guest without an account, by the signed address of their letters, which is their right."""
    refresh(participant)
    if participant.event.state == EventState.CANCELLED:
        raise Invalid(_("Cet événement est annulé : il n’attend plus de réponse."))
    return record_answer(participant, answer=answer, comment=comment, sequence=participant.event.sequence, by=by)


@transaction.atomic
def record_answer(
    participant: Participant, *, answer: Answer, comment: str, sequence: int, by: Actor,
) -> Participant:  # fmt: skip
    """Write an answer, wherever it was given; one to an older invitation than the last answered changes nothing."""
    if answer == Answer.NEEDED:
        raise Invalid(_("Choisissez une réponse."), field="answer")
    if sequence < participant.answer_sequence:
        return participant
    participant.answer, participant.answered_at = answer, by.at
    participant.answer_sequence = sequence
    participant.comment = one_line(comment, field="comment", limit=500)
    participant.save(update_fields=["answer", "answered_at", "answer_sequence", "comment"])
    journal.record(
        "event.answered", by=by, subject=participant.event, facts={"answer": str(answer)},
        personal={"guest": participant.name},
    )  # fmt: skip
    return participant


@transaction.atomic
def record_day_answer(
    participant: Participant, day: Occurrence, *, answer: Answer, comment: str, sequence: int, by: Actor,
) -> DayAnswer:  # fmt: skip
    """Write an answer to one day of a series; the last one counts."""
    row, _created = DayAnswer.objects.update_or_create(
        participant=participant, occurrence=day,
        defaults={
            "answer": answer, "answered_at": by.at, "sequence": sequence,
            "comment": one_line(comment, field="comment", limit=500),
        },
    )  # fmt: skip
    journal.record(
        "event.day_answered", by=by, subject=participant.event, personal={"guest": participant.name},
        facts={"answer": str(answer), "day": day.day.isoformat()},
    )  # fmt: skip
    return row


def add_guests(event: Event, guests: Sequence[GuestAsked]) -> list[Participant]:
    """Write those who are not invited yet; the owner is never a guest of himself. `Invalid` as `invite`."""
    people = {row.pk: row for row in Person.objects.filter(pk__in=[one.person_id for one in guests if one.person_id])}
    known = list(event.participants.values_list("person_id", "address"))
    seen_people = {person for person, _address in known if person} | {event.owner_id}
    seen_addresses = {address.lower() for _person, address in known if address}
    rows: list[Participant] = []
    for one in guests:
        row = _row(event, one, people)
        address = row.address.lower()
        if row.person_id in seen_people or (row.person_id is None and address in seen_addresses):
            continue
        if address in seen_addresses:
            row.address = ""  # two people of one address: both are written to, one stands for it in calendars
        seen_people |= {row.person_id} if row.person_id else set()
        seen_addresses |= {address} if address else set()
        rows.append(row)
    if len(known) + len(rows) > MOST_GUESTS:
        raise Invalid(_("Un événement invite %s personnes au plus.") % MOST_GUESTS, field="guests")
    return Participant.objects.bulk_create(rows)


def _row(event: Event, asked: GuestAsked, people: dict[int, Person]) -> Participant:
    role = asked.role if asked.role in PartRole.values else PartRole.REQUIRED
    if asked.person_id is not None:
        person = people.get(asked.person_id)
        if person is None:
            raise Invalid(_("Cette personne n’est pas connue."), field="guests")
        address = person.email if is_address(person.email) else ""
        return Participant(event=event, person=person, name=person.full_name, address=address, role=role)
    if not is_address(asked.address):
        sentence = _("« %s » n’est pas une adresse électronique.") % asked.address[:100]
        raise Invalid(sentence, field="guests")
    name = one_line(asked.name, field="guests") or asked.address
    return Participant(event=event, name=name, address=asked.address, role=role)


def _record(event: Event, what: str, rows: Sequence[Participant], by: Actor) -> None:
    journal.record(
        what, by=by, subject=event, facts={"count": len(rows)},
        personal={"guests": ", ".join(row.name for row in rows)},
    )  # fmt: skip
