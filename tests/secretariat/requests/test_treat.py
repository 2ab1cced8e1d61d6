"""What the desk and the asker do to a request, and what the thread keeps of it."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.secretariat.enums import REQUEST_TRANSITIONS, RequestGesture, RequestState
from interco.secretariat.models import Request
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.request_steps import advance_request
from tests.cast import actor
from tests.secretariat.requests.builders import a_request

DESK = "secretariat_assistant"


def told(request: Request) -> list[str]:
    return list(request.events.values_list("gesture", flat=True))


def test_a_request_is_taken_questioned_clarified_answered_and_closed(cast: Built) -> None:
    request = a_request(cast)
    asker, desk = actor(cast, "agent_rh"), actor(cast, DESK)
    gestures.take(request, by=desk)
    assert request.assignee == cast.people[DESK]
    gestures.question(request, text="Pour quel service ?", by=desk)
    gestures.clarify(request, text="Les ressources humaines.", by=asker)
    assert request.state == RequestState.TAKEN
    gestures.answer(request, text="Le 15 janvier.", by=desk)
    assert request.ended_at == desk.at
    gestures.close(request, by=asker)
    assert told(request) == ["sent", "taken", "questioned", "clarified", "answered", "closed"]
    letters = list(OutgoingMessage.objects.order_by("pk"))
    assert [letter.recipient_name for letter in letters] == [cast.people["agent_rh"].full_name] * 2
    assert "Le 15 janvier." in letters[1].text


def test_an_answer_that_is_not_enough_is_opened_again(cast: Built) -> None:
    request = a_request(cast)
    gestures.answer(request, text="Bientôt.", by=actor(cast, DESK))
    gestures.reopen(request, text="À quelle date ?", by=actor(cast, "rh"))
    assert (request.state, request.ended_at) == (RequestState.TAKEN, None)


@pytest.mark.parametrize("name", ["take", "close", "withdraw"])
def test_somebody_else_does_nothing(cast: Built, name: str) -> None:
    request = a_request(cast)
    with pytest.raises(Refused):
        getattr(gestures, name)(request, by=actor(cast, "communication"))
    assert told(request) == ["sent"]


def test_a_forwarded_request_is_new_at_the_other_desk(cast: Built) -> None:
    request = a_request(cast)
    gestures.take(request, by=actor(cast, DESK))
    gestures.forward(request, to=cast.units["dost"], text="C’est de votre ressort.", by=actor(cast, DESK))
    assert (request.state, request.desk_unit, request.assignee) == (RequestState.SENT, cast.units["dost"], None)
    gestures.forward(request, to=cast.posts["dga_juridique"], by=actor(cast, "dost"))
    last = request.events.last()
    assert last is not None
    assert (request.desk_unit, request.desk_post) == (None, cast.posts["dga_juridique"])
    assert last.towards == "Anselme Courbaril, Directeur général adjoint"
    gestures.answer(request, text="Oui.", by=actor(cast, "dga_juridique"))
    with pytest.raises(Invalid):
        gestures.forward(request, to=cast.units["rh"], by=actor(cast, "secretariat"))


def test_a_request_entrusted_to_a_person_is_theirs(cast: Built) -> None:
    request = a_request(cast)
    gestures.entrust(request, to=cast.people["communication"], by=actor(cast, DESK))
    assert request.state == RequestState.TAKEN
    gestures.answer(request, text="Voici.", by=actor(cast, "communication"))


def test_two_requests_become_one_and_both_askers_are_told(cast: Built) -> None:
    kept, other = a_request(cast, author="communication"), a_request(cast)
    gestures.merge(other, into=kept, by=actor(cast, DESK))
    assert (other.state, other.merged_into) == (RequestState.MERGED, kept)
    kept.refresh_from_db()
    assert told(kept) == ["sent", "absorbed"]
    OutgoingMessage.objects.all().delete()
    gestures.answer(kept, text="Le 15 janvier.", by=actor(cast, DESK))
    assert OutgoingMessage.objects.count() == 2
    with pytest.raises(Invalid):
        gestures.merge(kept, into=kept, by=actor(cast, DESK))


def test_what_must_say_something_says_it(cast: Built) -> None:
    request = a_request(cast)
    for gesture in (gestures.answer, gestures.refuse, gestures.question):
        with pytest.raises(Invalid):
            gesture(request, text="  ", by=actor(cast, DESK))
    request.refresh_from_db()
    assert (request.state, told(request)) == (RequestState.SENT, ["sent"])


def test_the_loser_of_a_race_is_told(cast: Built) -> None:
    request = a_request(cast)
    gestures.take(request, by=actor(cast, DESK), version=1)
    with pytest.raises(Conflict):
        gestures.answer(request, text="Oui.", by=actor(cast, "secretariat"), version=1)


@pytest.mark.parametrize("state", RequestState.values)
def test_a_step_out_of_the_table_is_refused(cast: Built, state: str) -> None:
    for to in RequestState:
        if to in REQUEST_TRANSITIONS[state] or (to == RequestState.MERGED) != (state == RequestState.MERGED):
            continue
        request = a_request(cast)
        into = a_request(cast) if state == RequestState.MERGED else None
        Request.objects.filter(pk=request.pk).update(state=state, merged_into=into)
        with pytest.raises(Invalid):
            advance_request(request, to=to, gesture=RequestGesture.TAKEN, by=actor(cast, "secretariat"))
