"""An account opened with the address of a person is that person's, and has the rights of the posts they hold."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.accounts.services.accounts import create_account, find_person
from interco.foundation.audit.models import Entry
from interco.foundation.core import clock
from interco.foundation.core.actor import actor_of, system_actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.roles import Role
from interco.organisation.models import Person

pytestmark = pytest.mark.django_db


def test_the_address_of_the_dgs_opens_the_account_of_the_dgs(cast: Built) -> None:
    person, by = cast.people["dgs"], system_actor(clock.now())
    Person.objects.filter(pk=person.pk).update(user=None, email="Direction.Generale@exemple.example")
    user = create_account(email="direction.generale@exemple.example", name="La direction", by=by)
    found = actor_of(user.pk, by.at)
    assert Role.DGS in found.roles
    assert found.person_id == person.pk
    assert Entry.objects.filter(event="person.account_given", subject_id=person.public_id).count() == 1


def test_an_address_that_two_people_share_or_that_already_has_its_account_links_nobody(cast: Built) -> None:
    by = system_actor(clock.now())
    Person.objects.filter(pk__in=[cast.people["dgs"].pk, cast.people["dost"].pk]).update(
        user=None, email="accueil@exemple.example"
    )
    shared = create_account(email="accueil@exemple.example", name="Accueil", by=by)
    Person.objects.filter(pk=cast.people["agent_rh"].pk).update(email="autre@exemple.example")
    second = create_account(email="autre@exemple.example", name="Autre", by=by)
    for user in (shared, second):
        assert actor_of(user.pk, by.at).person_id is None


def test_a_person_who_arrives_after_their_account_is_given_it_by_a_gesture(cast: Built) -> None:
    by, person = system_actor(clock.now()), cast.people["dost"]
    Person.objects.filter(pk=person.pk).update(user=None, email="avant@exemple.example")
    user = create_account(email="apres@exemple.example", name="Arrivée", by=by)
    with pytest.raises(Invalid, match="Aucune personne"):
        find_person(user, by=by)
    assert actor_of(user.pk, by.at).person_id is None
    Person.objects.filter(pk=person.pk).update(email="Apres@exemple.example")
    find_person(user, by=by)
    assert actor_of(user.pk, by.at).person_id == person.pk
    with pytest.raises(Invalid):
        find_person(user, by=by)
