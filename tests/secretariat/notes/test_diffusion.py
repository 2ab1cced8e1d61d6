"""The release: rows and letters of the day, each once; newcomers; acknowledgements, reminders, heads told of a delay."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.rules.kinds import may_still_receive
from interco.foundation.notifications.services.outbox import Letter, Recipient, queue, queue_many
from interco.organisation.models import Assignment, Person
from interco.secretariat.models import Addressee, Escalation
from interco.secretariat.policies.notes import visible_to
from interco.secretariat.queries.note_follow_up import figures_of, missing
from interco.secretariat.services import diffusion
from interco.secretariat.services.acknowledgements import acknowledge, record_on_paper, remind
from interco.secretariat.services.diffusion import reach_newcomers, release_due
from interco.secretariat.services.note_escalation import escalate_due
from interco.secretariat.services.note_signing import sign_note
from tests.cast import NOW, actor
from tests.secretariat.notes.drafts import a_ready, a_released, later


def take_mailboxes_away(cast: Built, unit: str) -> list[Person]:
    """Two agents of a service who have no account, from now on without an address."""
    held = Assignment.objects.effective_on(NOW.date()).filter(post__versions__unit=cast.units[unit], person__user=None)
    people = [row.person for row in held.select_related("person").order_by("pk")[:2]]
    Person.objects.filter(pk__in=[person.pk for person in people]).update(email="")
    return people


def test_everybody_addressed_has_a_row_and_those_with_a_mailbox_a_letter(cast: Built) -> None:
    take_mailboxes_away(cast, "rh")
    note = a_released(cast)
    rows = Addressee.objects.filter(note=note)
    letters = OutgoingMessage.objects.filter(kind="note.released")
    assert rows.count() > letters.count() == rows.filter(by_mail=True).count() > 0
    letter = letters.get(address=cast.people["agent_rh"].email)
    assert "NS-2026-001" in letter.title
    assert "7 h 30" in letter.text
    assert f"/secretariat/notes/{note.public_id}/" in letter.text
    assert [one["name"] for one in letter.attachments] == ["NS-2026-001.pdf"]
    assert letter.state == OutgoingState.WAITING


def test_a_note_is_seen_by_its_addressees_and_those_who_made_it_only(cast: Built) -> None:
    note = a_released(cast)
    readers = {key for key in cast.users if visible_to(actor(cast, key)).filter(pk=note.pk).exists()}
    assert readers == {"agent_rh", "rh", "dgs", "secretariat", "secretariat_assistant"}


def test_a_release_cut_in_its_middle_leaves_nothing_and_is_done_again_whole(
    cast: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = a_ready(cast)
    sign_note(note, release_on=actor(cast, "dgs").today + timedelta(days=1), by=actor(cast, "dgs"))
    tomorrow = later(cast, "dgs", days=1)

    def cut(*_given: object, **_named: object) -> None:
        raise SystemExit("killed")

    monkeypatch.setattr(diffusion, "_end_others", cut)
    with pytest.raises(SystemExit), transaction.atomic():
        release_due(by=tomorrow)
    assert not Addressee.objects.exists()
    assert not OutgoingMessage.objects.filter(kind="note.released").exists()
    monkeypatch.undo()
    assert release_due(by=tomorrow) == 1
    sent = OutgoingMessage.objects.filter(kind="note.released")
    assert sent.count() == sent.values("recipient_key").distinct().count() > 0


def test_many_letters_are_queued_once_under_the_reference_of_a_single_one(cast: Built) -> None:
    by = actor(cast, "dgs")
    letter = Letter(kind="note.released", title="Note\x00", text="Texte")
    to = [Recipient(key=f"person:{number}", name="Nom", address="a@cacem.example") for number in range(30)]
    queue(letter, to=to[0], by=by, reference="x")
    assert queue_many([(letter, one) for one in to], by=by, reference="x") == 29
    assert queue_many([(letter, one) for one in to], by=by, reference="x") == 0
    rows = OutgoingMessage.objects.filter(kind="note.released").order_by("pk")
    assert [row.title for row in rows] == ["Note"] * 30
    assert (rows[1].attachments, rows[1].created_at, rows[1].secret) == ([], NOW, False)
    assert rows[0].message_id.replace(".0@", ".1@") == rows[1].message_id


def test_an_addressee_is_kept_once_by_the_database(cast: Built) -> None:
    row = Addressee.objects.filter(note=a_released(cast)).first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_who_joins_an_addressed_service_later_receives_the_notes_in_force(cast: Built) -> None:
    note = a_released(cast, asks_acknowledgement=True)
    newcomer = take_mailboxes_away(cast, "collecte")[0]
    assert not Addressee.objects.filter(note=note, person=newcomer).exists()
    assert reach_newcomers(by=later(cast, "dgs", days=1)) == 0
    Assignment.objects.filter(person=newcomer).update(ends_on=NOW.date() + timedelta(days=1))
    Assignment.objects.create(
        person=newcomer, post=cast.posts["agent_rh"], quota=Decimal("0.5"), starts_on=NOW.date() + timedelta(days=1)
    )
    assert reach_newcomers(by=later(cast, "dgs", days=2)) == 1
    assert reach_newcomers(by=later(cast, "dgs", days=2)) == 0
    assert Addressee.objects.filter(note=note, person=newcomer, by_mail=False).exists()


def test_an_expired_note_reaches_no_newcomer(cast: Built) -> None:
    note = a_released(cast, expires_on=NOW.date() + timedelta(days=5))
    Addressee.objects.filter(note=note, person=cast.people["agent_rh"]).delete()
    assert reach_newcomers(by=later(cast, "dgs", days=6)) == 0
    assert reach_newcomers(by=later(cast, "dgs", days=4)) == 1


def test_taking_note_is_an_explicit_gesture_of_an_addressee_done_once(cast: Built) -> None:
    note = a_released(cast)
    row = acknowledge(note, by=actor(cast, "agent_rh"))
    assert acknowledge(note, by=later(cast, "agent_rh", hours=1)).acknowledged_at == row.acknowledged_at == NOW
    with pytest.raises(Refused):
        acknowledge(note, by=actor(cast, "dgs"))


def test_a_note_that_asks_nothing_is_not_acknowledged(cast: Built) -> None:
    with pytest.raises(Invalid):
        acknowledge(a_released(cast, asks_acknowledgement=False), by=actor(cast, "agent_rh"))


def test_one_click_reminds_those_who_are_missing_once_a_day(cast: Built) -> None:
    note = a_released(cast)
    acknowledge(note, by=actor(cast, "agent_rh"))
    with pytest.raises(Refused):
        remind(note, by=actor(cast, "finances" if "finances" in cast.users else "dost"))
    tomorrow = later(cast, "rh", days=1)
    reminded = remind(note, by=tomorrow)
    letters = OutgoingMessage.objects.filter(kind="note.reminder")
    assert reminded == letters.count() == missing(note, tomorrow.today).exclude(person__email="").count() > 0
    assert not letters.filter(address=cast.people["agent_rh"].email).exists()
    assert remind(note, by=tomorrow) == 0
    assert remind(note, by=later(cast, "rh", days=2)) == reminded


def test_a_reminder_does_not_leave_to_who_acknowledged_meanwhile(cast: Built) -> None:
    note = a_released(cast)
    remind(note, by=later(cast, "rh", hours=1))
    letter = OutgoingMessage.objects.get(kind="note.reminder", address=cast.people["agent_rh"].email)
    assert may_still_receive(letter, at=NOW)
    acknowledge(note, by=later(cast, "agent_rh", hours=2))
    assert not may_still_receive(letter, at=NOW + timedelta(hours=3))


def test_a_letter_of_a_note_does_not_leave_to_who_is_no_longer_its_addressee(cast: Built) -> None:
    note = a_released(cast)
    letter = OutgoingMessage.objects.get(kind="note.released", address=cast.people["agent_rh"].email)
    assert may_still_receive(letter, at=NOW)
    Addressee.objects.filter(note=note, person=cast.people["agent_rh"]).delete()
    assert not may_still_receive(letter, at=NOW)


def test_signatures_on_paper_are_recorded_with_the_name_of_who_records_them(cast: Built) -> None:
    take_mailboxes_away(cast, "rh")
    note = a_released(cast)
    rows = missing(note, NOW.date()).filter(by_mail=False)
    keys = [row.person.public_id for row in rows[:2]]
    assert record_on_paper(note, keys, by=later(cast, "rh", days=1)) == 2
    assert record_on_paper(note, keys, by=later(cast, "rh", days=1)) == 0
    assert set(Addressee.objects.exclude(noted_by_name="").values_list("noted_by_name", flat=True)) == {
        "Mélodie Raisinier"
    }
    assert figures_of(note, NOW.date()).acknowledged == 2


def test_the_head_of_the_service_is_told_once_after_the_delay_and_then_reads_the_note(cast: Built) -> None:
    note = a_released(cast, "collecte", unit=cast.units["rh"])
    head = later(cast, "dga_infrastructures", days=7)
    assert not visible_to(head).filter(pk=note.pk).exists()
    assert escalate_due(by=later(cast, "dgs", days=6)) == 0
    assert escalate_due(by=later(cast, "dgs", days=7)) == 2  # the head of the service, and the one above for that head
    assert escalate_due(by=later(cast, "dgs", days=8)) == 0
    told = OutgoingMessage.objects.filter(kind="note.escalated")
    above = told.get(address=cast.people["dga_infrastructures"].email)
    assert cast.people["collecte"].full_name in above.text
    assert Escalation.objects.filter(note=note, unit=cast.units["infrastructures"]).exists()
    assert visible_to(head).filter(pk=note.pk).exists()
    assert may_still_receive(above, at=head.at)


def test_who_left_is_neither_awaited_nor_told_of(cast: Built) -> None:
    note = a_released(cast)
    before = figures_of(note, NOW.date()).missing
    Person.objects.filter(pk=cast.people["agent_rh"].pk).update(ends_on=NOW.date() + timedelta(days=1))
    assert figures_of(note, NOW.date() + timedelta(days=1)).missing == before - 1
