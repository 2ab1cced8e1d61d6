"""Letters are in the language of who receives them; what the register keeps is French, whoever acts in English."""

import pytest
from django.utils import translation

from interco.committees.enums import ItemState, StanceValue
from interco.committees.models import Stance
from interco.committees.queries.record import record_of
from interco.committees.services.agenda import remove_item
from interco.committees.services.convocation import convene
from interco.committees.services.invitations import letter_of
from interco.committees.services.judgement import return_item
from interco.committees.services.record import release_record
from interco.committees.services.record_document import presence, record_data, subtitle
from interco.committees.services.rounds import reveal
from interco.committees.services.stances import lift_objection
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Person
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item
from tests.committees.meetings.test_convene import calendar_of, ready
from tests.committees.records.test_release import a_closed_session
from tests.committees.session_builders import a_round_of_stances, an_open_session


def reads_english(cast: Built, key: str) -> Person:
    """Give somebody of the cast an account that chose English."""
    person = cast.people[key]
    user = person.user or User.objects.create_user(email=f"{key}@cacem.example", name=person.full_name)
    user.preferences = {"language": "en"}
    user.save()
    person.user = user
    person.save()
    return person


def letter_to(person: Person) -> OutgoingMessage:
    return OutgoingMessage.objects.get(recipient_key=f"person:{person.public_id}")


@pytest.mark.parametrize("of_the_sender", ["fr", "en"])
def test_each_is_convened_in_their_own_language(cast: Built, of_the_sender: str) -> None:
    english, french = reads_english(cast, "dga_planification"), cast.people["dga_administration"]
    meeting = ready(cast, number=46)
    with translation.override(of_the_sender):
        convene(meeting, by=actor(cast, "secretariat"))
    told, dit = letter_to(english), letter_to(french)
    assert told.title.startswith("Notice of meeting: ")
    assert "Tuesday 8 December 2026, 8:30 to 11:00 (Martinique time)" in told.text
    assert "You sit as a member." in told.text
    assert dit.title.startswith("Convocation : ")
    assert "de 8\u202fh\u202f30 à 11\u202fh" in dit.text
    (_one, event), (_other, evenement) = calendar_of(told), calendar_of(dit)
    assert (str(event["SUMMARY"]).endswith("meeting no. 46"), event["UID"]) == (True, evenement["UID"])
    assert "séance n° 46" in str(evenement["SUMMARY"])


def test_the_letter_shown_before_sending_is_the_one_most_receive(cast: Built) -> None:
    with translation.override("en"):
        assert "Vous y siégez comme membre." in letter_of(ready(cast), by=actor(cast, "secretariat"))


def test_a_returned_item_is_told_in_the_language_of_its_author(cast: Built) -> None:
    author = reads_english(cast, "agent_rh")
    item = an_item(cast, author="agent_rh", state=ItemState.SUBMITTED)
    return_item(item, reason="Chiffrez le coût.", by=actor(cast, "secretariat"))
    letter = letter_to(author)
    assert letter.title.startswith("Item returned: ")
    assert "Chiffrez le coût." in letter.text


def test_the_record_is_french_and_the_letter_that_brings_it_is_not_always(cast: Built) -> None:
    reader = reads_english(cast, "dga_administration")
    meeting = a_closed_session(cast)
    record = record_of(meeting)
    in_french = record_data(record, released_at=None)
    with translation.override("en"):
        assert (subtitle(record), presence(record)[0][0]) != (in_french["subtitle"], in_french["presence"][0]["label"])
        release_record(meeting, by=actor(cast, "secretariat"))
    told = letter_to(reader)
    assert told.title.startswith("Record of decisions: ")
    dit = letter_to(cast.people["dgs"])
    assert dit.title.startswith("Relevé de décisions : ")
    assert told.attachments == dit.attachments


def test_what_is_kept_about_an_item_is_french_whoever_acts_in_english(cast: Built) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=meeting, position=0)
    with translation.override("en"):
        remove_item(item, by=actor(cast, "secretariat"))
    assert item.events.latest("pk").reason == "Retiré de l’ordre du jour"


def test_a_lifted_objection_is_sealed_in_french(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dga_administration",))
    session.answer(round_, "dga_administration", StanceValue.OBJECTION, "Le coût manque.")
    round_.refresh_from_db()
    if round_.revealed_at is None:
        reveal(round_, by=session.by("dgs", minutes=20))
    stance = Stance.objects.get(round=round_, value=StanceValue.OBJECTION)
    with translation.override("en"):
        lift_objection(stance, by=session.by("dga_administration", minutes=25))
    stance.refresh_from_db()
    assert stance.lifting == "Levée par son auteur."
