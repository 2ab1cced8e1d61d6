"""A guest without an account answers by the signed address of their letter: theirs alone, while the event is ahead."""

from datetime import timedelta

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Person
from interco.scheduling.enums import Answer, PartRole
from interco.scheduling.models import Event
from interco.scheduling.queries.answer_links import guest_of, token_of
from interco.scheduling.services.events import cancel_event
from interco.scheduling.services.guests import expect_guest, uninvite
from tests.cast import NOW, actor
from tests.scheduling.builders import a_room, an_event

ADDRESS = "jeanne@dehors.example"


def invited(cast: Built) -> Event:
    return an_event(cast, title="Visite du préfet", guests=("dost",), outside=(("Jeanne Préfet", ADDRESS),))


def link_of(address: str) -> str:
    text = OutgoingMessage.objects.get(address=address).text
    return "/" + text.split("://", 1)[1].split("/", 1)[1].split()[0]


def test_the_letter_of_a_guest_from_outside_leads_to_their_own_answer(cast: Built) -> None:
    event = invited(cast)
    letter = OutgoingMessage.objects.get(address=ADDRESS)
    assert letter.secret
    with clock.travel(NOW):
        page = Client().get(link_of(ADDRESS))
        assert page.status_code == 200
        content = page.content.decode()
        for shown in ("Visite du préfet", "Jeanne Préfet"):
            assert shown in content
        assert "Rosalie Gommier" not in content, "nobody else's name"
        assert page.headers["Cache-Control"] == "private, no-store"
        answer = Client().post(link_of(ADDRESS), {"answer": "tentative", "comment": "Selon l’horaire"})
    assert answer.status_code == 200
    row = event.participants.get(address=ADDRESS)
    assert (row.answer, row.comment) == (Answer.TENTATIVE, "Selon l’horaire")


def test_the_letter_of_who_has_an_account_leads_behind_the_sign_in(cast: Built) -> None:
    event = invited(cast)
    address = cast.people["dost"].email
    assert not OutgoingMessage.objects.get(address=address).secret
    assert link_of(address) == f"/agenda/evenements/{event.public_id}"
    token = token_of(event.participants.get(person=cast.people["dost"]).public_id)
    with clock.travel(NOW):
        assert Client().get(f"/agenda/invitations/{token}").status_code == 404, "a signature is no way around a sign-in"


def test_somebody_of_the_territory_without_an_account_answers_too(cast: Built) -> None:
    Person.objects.filter(pk=cast.people["dgs_schoelcher"].pk).update(user=None)
    event = an_event(cast, guests=("dgs_schoelcher",))
    with clock.travel(NOW):
        assert Client().post(link_of(cast.people["dgs_schoelcher"].email), {"answer": "accepted"}).status_code == 200
    assert event.participants.get().answer == Answer.ACCEPTED


@pytest.mark.parametrize("token", ["", "x", "inconnu:signature", "é" * 200, "a" * 5000])
def test_a_text_that_was_not_signed_here_opens_nothing(cast: Built, token: str) -> None:
    invited(cast)
    assert guest_of(token) == ""
    if token:
        with clock.travel(NOW):
            assert Client().get(f"/agenda/invitations/{token}").status_code == 404


def test_the_address_ends_with_the_invitation_and_with_the_event(cast: Built) -> None:
    event = invited(cast)
    link, guest = link_of(ADDRESS), event.participants.get(address=ADDRESS)
    with clock.travel(NOW + timedelta(days=30)):
        assert Client().get(link).status_code == 404, "the event is over"
    cancelled, second = invited(cast), Client()
    other = f"/agenda/invitations/{token_of(cancelled.participants.get(address=ADDRESS).public_id)}"
    cancel_event(cancelled, version=None, by=actor(cast, "dgs"))
    uninvite(guest, by=actor(cast, "dgs"))
    with clock.travel(NOW):
        assert second.get(link).status_code == 404
        assert second.post(other, {"answer": "accepted"}).status_code == 404


def test_tries_are_counted(cast: Built) -> None:
    invited(cast)
    link = link_of(ADDRESS)
    with clock.travel(NOW):
        statuses = [Client().get(link).status_code for _try in range(62)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_no_answer_and_a_wrong_one_are_told(cast: Built) -> None:
    event = invited(cast)
    with clock.travel(NOW):
        for given in (
            {},
            {"answer": "needs-action"},
            {"answer": "peut-être"},
            {"answer": "accepted", "comment": "x" * 600},
        ):
            assert Client().post(link_of(ADDRESS), given).status_code == 422
    assert event.participants.get(address=ADDRESS).answer == Answer.NEEDED


def test_the_letter_and_the_page_say_the_room_when_no_place_is_written(cast: Built) -> None:
    event = an_event(cast, resources=(a_room(),), outside=(("Jeanne", ADDRESS),), guests=("dost",))
    letter = OutgoingMessage.objects.get(address=ADDRESS)
    assert "Salle A" in letter.text
    assert "LOCATION:Salle A" in letter.calendar
    assert "LOCATION:Salle A" in event.written.whole
    with clock.travel(NOW):
        assert "Salle A" in Client().get(link_of(ADDRESS)).content.decode()


def test_the_letter_says_that_a_presence_is_optional(cast: Built) -> None:
    event = invited(cast)
    expect_guest(event.participants.get(address=ADDRESS), role=PartRole.OPTIONAL, by=actor(cast, "dgs"))
    last = OutgoingMessage.objects.filter(address=ADDRESS).latest("pk")
    assert "Votre présence est facultative." in last.text
