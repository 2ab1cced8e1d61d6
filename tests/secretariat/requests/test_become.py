"""What a request becomes: an item whose session answers it, an action; and the link seen from both ends."""

from datetime import date, time

import pytest

from interco.committees.enums import Confidentiality, ItemState, MeetingState, Outcome
from interco.committees.models import Action, Decision, Item
from interco.committees.policies.decisions import visible_to as visible_decisions
from interco.committees.queries.origins import origins_of_action, origins_of_item
from interco.committees.services.closing import close_meeting
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.scheduling.queries.origins import origins_of_event
from interco.secretariat.enums import NoteState, RequestGesture, RequestKind, RequestState
from interco.secretariat.models import Request, StaffNote
from interco.secretariat.policies.requests import visible_to
from interco.secretariat.queries.request_origins import RequestOrigins
from interco.secretariat.queries.signature_folder import signature_folder
from interco.secretariat.services.conversions import ItemWish, MeetingWish, to_action, to_item, to_meeting, to_note
from interco.secretariat.services.requests import join_file
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting
from tests.secretariat.requests.builders import a_request


def a_decision_to_ask(cast: Built) -> Request:
    return a_request(cast, kind=RequestKind.DECISION, title="Télétravail au 1er mars", text="Fixer deux jours.")


def decide(cast: Built, item: Item, outcome: Outcome = Outcome.CONSENSUS) -> None:
    """The session that treats the item decides and closes."""
    meeting = item.meeting or a_meeting(cast, number=88, state=MeetingState.OPEN)
    Item.objects.filter(pk=item.pk).update(
        meeting=meeting, position=1, state=ItemState.REJECTED if outcome == Outcome.REJECTED else ItemState.DECIDED
    )
    Decision.objects.create(
        body=item.body, meeting=meeting, item=item, title=item.title, text="Deux jours par semaine.", outcome=outcome,
        decided_at=NOW, owner_post=cast.posts["rh"],
    )  # fmt: skip
    close_meeting(meeting, by=actor(cast, "dgs"))


def test_it_becomes_an_item_with_its_files(cast: Built) -> None:
    request = a_decision_to_ask(cast)
    join_file(request, name="note.txt", content=b"Note", by=actor(cast, "agent_rh"))
    item = to_item(request, body=cast.bodies["codir"], by=actor(cast, "secretariat"))
    assert (item.title, item.kind, item.decision_asked) == (request.title, "decision", "Fixer deux jours.")
    assert (item.state, item.unit, item.rapporteur) == (ItemState.SUBMITTED, cast.units["rh"], cast.people["agent_rh"])
    assert item.attachments.get().name == "note.txt"
    request.refresh_from_db()
    assert (request.state, request.assignee) == (RequestState.TAKEN, cast.people["secretariat"])
    with pytest.raises(Invalid):
        to_item(request, body=cast.bodies["codir"], by=actor(cast, "secretariat"))


def test_the_decision_comes_back_to_the_request_by_itself(cast: Built) -> None:
    request = a_decision_to_ask(cast)
    decide(cast, to_item(request, body=cast.bodies["codir"], by=actor(cast, "secretariat")))
    request.refresh_from_db()
    last = request.events.last()
    assert last is not None
    assert last.decision is not None
    assert (request.state, last.gesture) == (RequestState.ANSWERED, RequestGesture.DECIDED)
    assert last.decision.reference == "CODIR-2026-001"
    letter = OutgoingMessage.objects.get(kind="request.moved")
    assert letter.recipient_name == cast.people["agent_rh"].full_name
    assert visible_decisions(actor(cast, "agent_rh")).filter(pk=last.decision.pk).exists()


def test_a_decision_rejected_refuses_the_request(cast: Built) -> None:
    request = a_decision_to_ask(cast)
    item = to_item(request, body=cast.bodies["codir"], by=actor(cast, "secretariat"))
    decide(cast, item, Outcome.REJECTED)
    request.refresh_from_db()
    assert request.state == RequestState.REFUSED


def test_what_goes_before_a_body_leaves_the_folder(cast: Built) -> None:
    request, by = a_decision_to_ask(cast), actor(cast, "secretariat")
    item = to_item(request, body=cast.bodies["codir"], by=by)
    assert signature_folder(visible_to(by), by.today).waiting == []
    Item.objects.filter(pk=item.pk).update(state=ItemState.WITHDRAWN)
    assert len(signature_folder(visible_to(by), by.today).waiting) == 1


def test_it_becomes_an_action_of_the_body(cast: Built) -> None:
    request = a_request(cast)
    action = to_action(request, body=cast.bodies["codir"], owner_post=cast.posts["rh"], by=actor(cast, "secretariat"))
    assert (action.title, action.due_on, action.owner_post) == (request.title, request.due_on, cast.posts["rh"])
    with pytest.raises(Refused):
        to_action(
            a_request(cast, kind=RequestKind.SUPPORT), body=cast.bodies["codir"], owner_post=cast.posts["rh"],
            by=actor(cast, "dost"),
        )  # fmt: skip
    assert Action.objects.count() == 1


def test_the_link_is_seen_from_the_item_and_the_action_by_who_reads_the_request(cast: Built) -> None:
    request, by = a_request(cast), actor(cast, "secretariat")
    members = ItemWish(confidentiality=Confidentiality.STAFF)
    item = to_item(request, body=cast.bodies["codir"], wish=members, by=by)
    action = to_action(request, body=cast.bodies["codir"], owner_post=cast.posts["rh"], by=by)
    assert [origin.name for origin in origins_of_item(item, by)] == [f"Demande {request.reference}"]
    assert [origin.name for origin in origins_of_action(action, actor(cast, "rh"))] == [f"Demande {request.reference}"]
    assert origins_of_item(item, actor(cast, "communication")) == []


def test_the_desk_submits_in_its_own_name_when_it_may_not_in_that_of_the_asker(cast: Built) -> None:
    request = a_request(cast, kind=RequestKind.SUPPORT)
    item = to_item(request, body=cast.bodies["codir"], by=actor(cast, "dost"))
    assert item.unit == cast.units["dost"]


def test_it_becomes_a_meeting_of_one_s_agenda_with_its_author(cast: Built) -> None:
    request, by = a_request(cast, kind=RequestKind.MEETING), actor(cast, "secretariat")
    event = to_meeting(request, when=MeetingWish(day=date(2026, 12, 15), at=time(9, 30), minutes=90), by=by)
    assert (event.owner, event.title, event.minutes) == (cast.people["secretariat"], request.title, 90)
    assert cast.people["agent_rh"].pk in event.participants.values_list("person_id", flat=True)
    assert OutgoingMessage.objects.filter(recipient_name=cast.people["agent_rh"].full_name).exists()
    assert [origin.name for origin in origins_of_event(event, by)] == [f"Demande {request.reference}"]
    assert origins_of_event(event, actor(cast, "communication")) == []
    with pytest.raises(Invalid):
        to_meeting(request, when=MeetingWish(day=date(2026, 12, 15), at=time(9, 30)), by=by)


def test_it_begins_a_note_in_one_s_own_service_seen_from_both_ends(cast: Built) -> None:
    request, by = a_request(cast, kind=RequestKind.INFORMATION), actor(cast, "secretariat")
    note = to_note(request, by=by)
    assert (note.title, note.text, note.state) == (request.title, request.text, NoteState.DRAFT)
    assert note.author == cast.people["secretariat"]
    request.refresh_from_db()
    assert (request.state, request.sequels.get().note) == (RequestState.TAKEN, note)
    origins = RequestOrigins(visible_to)
    assert [origin.name for origin in origins.of_note(note, by)] == [f"Demande {request.reference}"]
    assert list(origins.of_note(note, actor(cast, "communication"))) == []
    with pytest.raises(Invalid):
        to_note(request, by=by)


def test_only_who_treats_the_request_makes_a_note_of_it(cast: Built) -> None:
    request = a_request(cast, kind=RequestKind.INFORMATION)
    with pytest.raises(Refused):
        to_note(request, by=actor(cast, "communication"))
    assert not StaffNote.objects.exists()
