"""Adding, correcting and seeing people leave; delegations of signature."""

from datetime import date

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry, PersonalValue
from interco.foundation.core.errors import Invalid
from interco.organisation.services.delegations import delegate, withdraw
from interco.organisation.services.people import PersonValues, add_person, correct_person, leave
from tests.cast import actor

MARCH = date(2027, 3, 1)
VALUES = PersonValues(first_name="Flore", last_name="Balata", matricule="M1", email="flore@example.org")


def test_the_name_of_a_person_added_is_an_erasable_value_of_the_journal(cast: Built) -> None:
    person = add_person(cast.home, VALUES, starts_on=MARCH, by=actor(cast, "secretariat"))
    entry = Entry.objects.get(event="person.added")
    assert entry.subject_id == person.public_id
    assert "Balata" not in str(entry.payload)
    assert PersonalValue.objects.get(entry=entry, field="last_name").value == "Balata"


def test_two_people_of_a_collectivity_do_not_share_a_matricule(cast: Built) -> None:
    add_person(cast.home, VALUES, starts_on=MARCH, by=actor(cast, "secretariat"))
    with pytest.raises(Invalid, match="matricule"):
        add_person(cast.home, VALUES, starts_on=MARCH, by=actor(cast, "secretariat"))


def test_a_departure_ends_assignments_and_delegations(cast: Built) -> None:
    leave(cast.people["dga_juridique"], day=MARCH, by=actor(cast, "dgs"))
    person = cast.people["dga_juridique"]
    assert person.ends_on == MARCH
    assert person.assignments.get().ends_on == MARCH
    assert person.signature_delegations.get().ends_on == MARCH


def test_a_presence_may_not_be_shorter_than_an_assignment(cast: Built) -> None:
    person = cast.people["rh"]
    given = PersonValues(first_name=person.first_name, last_name=person.last_name)
    with pytest.raises(Invalid, match="Une affectation court"):
        correct_person(person, given, starts_on=person.starts_on, ends_on=MARCH, by=actor(cast, "dgs"))


def test_a_delegation_lasts_until_it_is_withdrawn(cast: Built) -> None:
    by = actor(cast, "secretariat")
    row = delegate(cast.people["rh"], order_reference="2027-001", scope="Congés", starts_on=MARCH, by=by)
    assert row.ends_on is None
    withdraw(row, day=date(2027, 6, 1), by=by)
    assert row.ends_on == date(2027, 6, 1)
    with pytest.raises(Invalid):
        withdraw(row, day=MARCH, by=by)
