"""People, assignments, delegations and collectivities by the API: the gestures of the pages, with both texts on a race."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.organisation.models import Assignment, Collectivity, Person, SignatureDelegation
from tests.config.api.program import Program, program

pytestmark = pytest.mark.django_db
ARRIVAL = {"first_name": "Aimée", "last_name": "Fictive", "starts_on": "2027-01-01"}


def arrived(ask: Program, cast: Built) -> dict[str, object]:
    """Somebody added by the API."""
    status, answer = ask("POST", "personnes", {**ARRIVAL, "collectivity": cast.home.public_id})
    assert status == 201
    return answer  # type: ignore[no-any-return]


def test_somebody_arrives_takes_a_post_for_a_share_and_leaves(cast: Built) -> None:
    unit = cast.units["rh"].public_id
    with program(cast, "secretariat") as ask:
        post = ask("POST", "postes", {"title": "Chargée de paie", "unit": unit, "starts_on": "2026-01-01"})[1]
        person = arrived(ask, cast)
        given = {"person": person["key"], "quota": 0.8, "starts_on": "2027-01-01"}
        status, held = ask("POST", f"postes/{post['key']}/affectations", given)
        assert (status, held["quota"], held["post"]["name"]) == (201, 0.8, "Chargée de paie")
        status, answer = ask("POST", f"postes/{post['key']}/affectations", given)
        assert (status, "déjà sur ce poste" in answer["fields"]["starts_on"]) == (422, True)
        correction = {"kind": "interim", "quota": 0.5, "starts_on": "2027-01-01", "version": held["version"]}
        status, corrected = ask("PUT", f"affectations/{held['key']}", correction)
        assert (corrected["kind"], corrected["quota"]) == ("interim", 0.5)
        assert ask("PUT", f"affectations/{held['key']}", correction)[0] == 409, "somebody corrected it meanwhile"
        ending = {"day": "2027-06-01", "version": corrected["version"]}
        assert ask("POST", f"affectations/{held['key']}/fin", ending)[1]["ends_on"] == "2027-06-01"
        status, left = ask("POST", f"personnes/{person['key']}/depart", {"day": "2027-09-01", "version": 1})
        assert (left["is_present"], left["ends_on"]) == (False, "2027-09-01")
    assert Assignment.objects.get(public_id=held["key"]).ends_on is not None


def test_a_person_is_said_again_in_full_and_keeps_both_texts_of_a_race(cast: Built) -> None:
    with program(cast, "secretariat", "dgs", "dost") as (keeper, other, reader):
        key = arrived(keeper, cast)["key"]
        said = {**ARRIVAL, "kind": "agent", "gender": "f", "email": "aimee@exemple.fr", "phone": "", "mandate": "",
                "matricule": "M-77", "version": 1}  # fmt: skip
        assert keeper("PUT", f"personnes/{key}", said)[1]["matricule"] == "M-77"
        assert reader("GET", f"personnes/{key}")[1]["matricule"] == "", "it is for those who keep the organisation"
        status, lost = other("PUT", f"personnes/{key}", {**said, "last_name": "Autre"})
        assert (status, lost["theirs"]["last_name"], lost["yours"]["last_name"]) == (409, "Fictive", "Autre")
        wrong = keeper("PUT", f"personnes/{key}", {**said, "email": "pas une adresse", "version": 2})[1]
        assert "adresse" in wrong["fields"]["email"]
        short = {name: value for name, value in said.items() if name != "phone"}
        assert set(keeper("PUT", f"personnes/{key}", {**short, "version": 2})[1]["fields"]) == {"phone"}
    assert Person.objects.get(public_id=key).last_name == "Fictive"


def test_a_delegation_is_given_read_corrected_and_withdrawn(cast: Built) -> None:
    order = {"order_reference": "2026-077", "scope": "Les bons de commande.", "starts_on": "2026-02-01"}
    with program(cast, "secretariat", "dost") as (keeper, reader):
        address = f"personnes/{cast.people['rh'].public_id}/delegations"
        assert reader("POST", address, order)[0] == 403
        assert set(keeper("POST", address, {**order, "scope": ""})[1]["fields"]) == {"scope"}
        status, given = keeper("POST", address, {**order, "post": cast.posts["rh"].public_id})
        assert (status, given["post"]["key"]) == (201, cast.posts["rh"].public_id)
        listed = reader("GET", "delegations", au="2026-12-07")[1]["items"]
        assert given["key"] in {line["key"] for line in listed}
        own = f"delegations/{given['key']}"
        assert keeper("PUT", own, {**order, "scope": "Les congés.", "version": 1})[1]["scope"] == "Les congés."
        assert keeper("PUT", own, {**order, "scope": "Autre.", "version": 1})[1]["theirs"]["scope"] == "Les congés."
        assert keeper("POST", f"{own}/retrait", {"day": "2026-01-01", "version": 2})[0] == 422
        assert keeper("POST", f"{own}/retrait", {"day": "2027-01-01", "version": 2})[1]["ends_on"] == "2027-01-01"
    assert SignatureDelegation.objects.get(public_id=given["key"]).version == 3


def test_a_partner_is_added_renamed_and_closed(cast: Built) -> None:
    partner = {"name": "Agence d’urbanisme", "kind": "other", "siren": "123456789", "starts_on": "2026-01-01"}
    with program(cast, "secretariat") as ask:
        assert set(ask("POST", "collectivites", {**partner, "siren": "12"})[1]["fields"]) == {"siren"}
        assert set(ask("POST", "collectivites", {**partner, "kind": "epci"})[1]["fields"]) == {"kind"}
        status, added = ask("POST", "collectivites", partner)
        assert (status, added["version"]) == (201, 1)
        own = f"collectivites/{added['key']}"
        change = {"name": "Agence", "day": "2027-01-01", "version": 1}
        assert ask("POST", f"{own}/changer", change)[1]["name"] == "Agence"
        correction = {"name": "ADUAM", "starts_on": "2027-01-01", "version": 1}
        assert ask("PUT", f"{own}/versions/2027-01-01", correction)[1]["name"] == "ADUAM"
        assert ask("PUT", f"{own}/versions/2027-01-01", correction)[1]["theirs"]["name"] == "ADUAM"
        assert ask("POST", f"{own}/fermer", {"day": "2028-01-01", "version": 2})[1]["ends_on"] == "2028-01-01"
        home = f"collectivites/{cast.home.public_id}/fermer"
        assert ask("POST", home, {"day": "2028-01-01", "version": 1})[0] == 422
    events = Entry.objects.filter(subject_id=added["key"]).order_by("number").values_list("event", flat=True)
    assert list(events) == [f"collectivity.{verb}" for verb in ("added", "changed", "corrected", "closed")]
    assert Collectivity.objects.get(public_id=added["key"]).versions.count() == 2
