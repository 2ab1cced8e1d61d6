"""A note from its draft to its release: who may, in which order, with which number, and what it ends."""

from datetime import timedelta

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.secretariat.enums import EndorsementState, NoteState
from interco.secretariat.models import Addressee, StaffNote
from interco.secretariat.policies.notes import visible_to
from interco.secretariat.services.diffusion import release_due
from interco.secretariat.services.endorsements import (
    give_endorsement,
    pass_over,
    refuse_endorsement,
    return_note,
    send_note,
    set_circuit,
)
from interco.secretariat.services.note_audience import Named, name_target
from interco.secretariat.services.note_signing import sign_note
from interco.secretariat.services.notes import edit_note, withdraw_note, write_note
from tests.cast import NOW, actor
from tests.secretariat.notes.drafts import a_draft, a_ready, a_released, a_sent, a_sent_to_nobody, content, later


def test_an_agent_writes_for_its_own_service_only(cast: Built) -> None:
    with pytest.raises(Refused):
        write_note(content(cast, unit=cast.units["finances"]), by=actor(cast, "agent_rh"))
    assert write_note(content(cast), by=actor(cast, "agent_rh")).state == NoteState.DRAFT


def test_only_the_head_of_a_service_of_the_house_may_be_the_signatory(cast: Built) -> None:
    for post in ("agent_rh", "dgs_schoelcher"):
        with pytest.raises(Invalid):
            write_note(content(cast, signatory_post=cast.posts[post]), by=actor(cast, "agent_rh"))


def test_a_draft_is_seen_by_its_author_and_the_head_of_its_service_alone(cast: Built) -> None:
    note = a_draft(cast)
    readers = [key for key in cast.users if visible_to(actor(cast, key)).filter(pk=note.pk).exists()]
    assert sorted(readers) == ["agent_rh", "rh"]


def test_an_empty_note_or_one_for_nobody_is_not_sent(cast: Built) -> None:
    by = actor(cast, "agent_rh")
    with pytest.raises(Invalid):
        send_note(a_draft(cast, text=" "), by=by)
    with pytest.raises(Invalid):
        send_note(write_note(content(cast), by=by), by=by)


def test_without_a_circuit_the_head_of_the_service_endorses(cast: Built) -> None:
    note = a_sent(cast)
    asked = note.endorsements.get()
    assert (asked.post, asked.state) == (cast.posts["rh"], EndorsementState.ASKED)
    assert asked.due_on == actor(cast, "rh").today + timedelta(days=3)
    assert OutgoingMessage.objects.get(kind="note.endorsement_asked").address == cast.people["rh"].email


def test_visas_are_given_in_their_order_by_whose_turn_it_is(cast: Built) -> None:
    note = a_draft(cast)
    set_circuit(note, [(cast.posts["rh"], 2), (cast.posts["dga_administration"], 5)], by=actor(cast, "agent_rh"))
    send_note(note, by=actor(cast, "agent_rh"))
    with pytest.raises(Refused):
        give_endorsement(note, by=actor(cast, "dga_administration"))
    give_endorsement(note, by=actor(cast, "rh"))
    assert note.state == NoteState.ENDORSING
    give_endorsement(note, by=later(cast, "dga_administration", hours=2))
    assert note.state == NoteState.READY
    assert OutgoingMessage.objects.get(kind="note.to_sign").address == cast.people["dgs"].email


def test_a_refused_visa_brings_the_note_back_with_its_reason_and_all_visas_are_asked_anew(cast: Built) -> None:
    note = a_sent(cast)
    with pytest.raises(Invalid):
        refuse_endorsement(note, reason="  ", by=actor(cast, "rh"))
    refuse_endorsement(note, reason="Préciser les horaires du samedi.", by=actor(cast, "rh"))
    assert note.state == NoteState.RETURNED
    letter = OutgoingMessage.objects.get(kind="note.returned")
    assert (letter.address, "samedi" in letter.text) == (cast.people["agent_rh"].email, True)
    edit_note(
        note, content(cast, title="Horaires d’été, samedi compris"), version=note.version, by=actor(cast, "agent_rh")
    )
    send_note(note, by=actor(cast, "agent_rh"))
    again = note.endorsements.get()
    assert (again.state, again.reason, again.decided_at) == (EndorsementState.ASKED, "", None)


def test_a_note_at_the_visas_does_not_change(cast: Built) -> None:
    note = a_sent(cast)
    with pytest.raises(Refused):
        edit_note(note, content(cast, title="Autre"), version=note.version, by=actor(cast, "agent_rh"))


def test_the_loser_of_a_race_sees_the_text_that_won(cast: Built) -> None:
    note = a_draft(cast)
    read = note.version
    edit_note(note, content(cast, text="Premier."), version=read, by=actor(cast, "rh"))
    with pytest.raises(Conflict) as told:
        edit_note(note, content(cast, text="Second."), version=read, by=actor(cast, "agent_rh"))
    assert told.value.theirs["text"] == "Premier."


def test_only_the_dgs_and_the_secretariat_sign(cast: Built) -> None:
    note = a_ready(cast)
    for key in ("agent_rh", "rh", "dga_administration"):
        with pytest.raises(Refused):
            sign_note(note, by=actor(cast, key))
    sign_note(note, by=actor(cast, "secretariat"))
    assert (note.state, note.signed_by_name) == (NoteState.PUBLISHED, "Gaspard Fromager")


def test_numbers_follow_one_another_and_an_undone_signature_gives_its_number_back(cast: Built) -> None:
    assert a_released(cast).reference == "NS-2026-001"
    expired = a_ready(cast, expires_on=NOW.date() - timedelta(days=1))
    with pytest.raises(Invalid):
        sign_note(expired, by=actor(cast, "dgs"))
    assert a_released(cast).reference == "NS-2026-002"


def test_the_year_of_a_number_is_the_local_one(cast: Built) -> None:
    note = a_ready(cast)
    sign_note(note, by=actor(cast, "dgs", NOW.replace(year=2027, month=1, day=1, hour=2)))
    assert note.reference == "NS-2026-001"  # 31 December, 22:00 in Martinique


def test_a_note_for_later_is_signed_now_and_reaches_nobody_before_its_day(cast: Built) -> None:
    note = a_ready(cast)
    day = actor(cast, "dgs").today + timedelta(days=3)
    sign_note(note, release_on=day, by=actor(cast, "dgs"))
    assert (note.state, note.reference) == (NoteState.SIGNED, "NS-2026-001")
    assert not Addressee.objects.exists()
    assert release_due(by=later(cast, "dgs", days=2)) == 0
    assert release_due(by=later(cast, "dgs", days=3)) == 1
    assert release_due(by=later(cast, "dgs", days=3)) == 0
    assert Addressee.objects.filter(note=note).exists()


def test_a_note_that_replaces_another_is_shown_by_it_from_its_day_of_effect(cast: Built) -> None:
    old = a_released(cast)
    day = actor(cast, "dgs").today + timedelta(days=10)
    new = a_released(cast, ends=(old,), ends_how="replaces", effective_on=day)
    old.refresh_from_db()
    assert (old.state, old.ended_on, list(old.ended_by.all())) == (NoteState.REPLACED, day, [new])
    assert old in StaffNote.objects.in_force_on(day - timedelta(days=1))
    assert old not in StaffNote.objects.in_force_on(day)


def test_a_signed_note_is_withdrawn_by_the_dgs_alone_and_keeps_its_number(cast: Built) -> None:
    note = a_ready(cast)
    sign_note(note, release_on=actor(cast, "dgs").today + timedelta(days=3), by=actor(cast, "dgs"))
    with pytest.raises(Refused):
        withdraw_note(note, reason="Erreur.", by=actor(cast, "agent_rh"))
    withdraw_note(note, reason="Erreur.", by=actor(cast, "secretariat"))
    assert (note.state, note.reference) == (NoteState.WITHDRAWN, "NS-2026-001")
    assert release_due(by=later(cast, "dgs", days=4)) == 0


def test_a_note_is_sent_back_from_the_signature_with_a_reason(cast: Built) -> None:
    note = a_ready(cast)
    with pytest.raises(Invalid):
        return_note(note, reason="", by=actor(cast, "dgs"))
    return_note(note, reason="Trop long.", by=actor(cast, "dgs"))
    assert note.state == NoteState.RETURNED


def test_each_step_is_told_in_the_thread_and_in_the_journal(cast: Built) -> None:
    note = a_released(cast)
    assert [event.to_state for event in note.events.all()] == ["endorsing", "ready", "signed", "published"]
    events = set(Entry.objects.filter(subject_id=note.public_id).values_list("event", flat=True))
    assert {"note.written", "note.endorsed", "note.signed", "note.published", "note.diffused"} <= events


def test_a_gesture_on_a_page_opened_before_the_note_moved_is_refused(cast: Built) -> None:
    opened = StaffNote.objects.get(pk=a_draft(cast).pk)
    stale = StaffNote.objects.get(pk=opened.pk)
    send_note(opened, by=actor(cast, "agent_rh"))
    for gesture in (
        lambda: name_target(stale, Named(), by=actor(cast, "agent_rh")),
        lambda: set_circuit(stale, [], by=actor(cast, "agent_rh")),
        lambda: edit_note(stale, content(cast), version=stale.version, by=actor(cast, "agent_rh")),
    ):
        with pytest.raises(Refused):
            gesture()
    give_endorsement(opened, by=actor(cast, "rh"))
    ready = StaffNote.objects.get(pk=opened.pk)
    sign_note(opened, release_on=actor(cast, "dgs").today + timedelta(days=2), by=actor(cast, "dgs"))
    with pytest.raises(Refused):
        withdraw_note(ready, reason="Trop tard.", by=actor(cast, "agent_rh"))


def test_the_visa_of_a_vacant_post_is_passed_over_by_who_signs(cast: Built) -> None:
    note = a_sent_to_nobody(cast)
    with pytest.raises(Refused):
        pass_over(note, by=actor(cast, "agent_rh"))
    pass_over(note, by=actor(cast, "secretariat"))
    row = note.endorsements.get()
    assert (note.state, row.state) == (NoteState.READY, EndorsementState.SKIPPED)
    assert row.decided_by_name == actor(cast, "secretariat").name
    with pytest.raises(Invalid, match="Aucun visa"):
        pass_over(note, by=actor(cast, "secretariat"))


def test_a_post_that_is_held_is_waited_for(cast: Built) -> None:
    note = a_sent(cast)
    with pytest.raises(Invalid, match="poste est tenu"):
        pass_over(note, by=actor(cast, "dgs"))
    assert note.endorsements.get().state == EndorsementState.ASKED


def test_a_note_returned_asks_the_visa_passed_over_again(cast: Built) -> None:
    note = pass_over(a_sent_to_nobody(cast), by=actor(cast, "secretariat"))
    return_note(note, reason="À revoir.", by=actor(cast, "dgs"))
    send_note(note, by=actor(cast, "agent_rh"))
    assert note.endorsements.get().state == EndorsementState.ASKED
