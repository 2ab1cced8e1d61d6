"""The gestures through their pages: what was typed is kept, what is refused changes nothing."""

from datetime import date

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.organisation.models import Assignment, Person, Post, UnitVersion
from tests.matrix.principals import BACKEND


@pytest.fixture
def keeper(cast: Built) -> Client:
    """The browser of the general secretariat."""
    client = Client()
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    return client


def test_a_unit_is_opened_changed_and_closed_from_its_sheet(keeper: Client, cast: Built) -> None:
    opened = keeper.post(
        "/organisation/services/nouveau",
        {"name": "Observatoire", "kind": "service", "parent": cast.units["dost"].public_id, "rank": "3",
         "starts_on": "2027-01-01"},
    )  # fmt: skip
    assert opened.status_code == 302
    unit = UnitVersion.objects.get(name="Observatoire").unit
    sheet = f"/organisation/services/{unit.public_id}/"
    changed = keeper.post(
        f"{sheet}changer",
        {"name": "Observatoire du territoire", "kind": "mission", "parent": cast.units["dost"].public_id, "rank": "3",
         "day": "2027-03-01"},
    )  # fmt: skip
    assert changed.headers["Location"] == f"{sheet}?au=2027-03-01"
    assert keeper.post(f"{sheet}fermer", {"day": "01/06/2027"}).status_code == 302
    assert list(unit.versions.order_by("starts_on").values_list("name", "ends_on")) == [
        ("Observatoire", date(2027, 3, 1)),
        ("Observatoire du territoire", date(2027, 6, 1)),
    ]


def test_a_loop_is_told_under_its_field_with_what_was_typed(keeper: Client, cast: Built) -> None:
    answer = keeper.post(
        f"/organisation/services/{cast.units['dost'].public_id}/changer",
        {"name": "Nouveau nom <b>", "kind": "directorate", "parent": cast.units["secretariat"].public_id, "rank": "0",
         "day": "2027-03-01"},
    )  # fmt: skip
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "Secrétariat général, puis Nouveau nom" in content
    assert "Nouveau nom &lt;b&gt;" in content


def test_two_people_correcting_the_same_unit_lose_nothing(keeper: Client, cast: Built) -> None:
    row = UnitVersion.objects.get(unit=cast.units["rh"])
    address = f"/organisation/services/{cast.units['rh'].public_id}/corriger/{row.starts_on.isoformat()}"
    given = {"name": "Mon nom", "kind": row.kind, "rank": "0", "starts_on": row.starts_on.isoformat(), "version": "1",
             "parent": row.parent.public_id if row.parent else ""}  # fmt: skip
    assert keeper.post(address, given).status_code == 302
    answer = keeper.post(address, {**given, "name": "Un autre nom"})
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Mon nom" in content
    assert "Un autre nom" in content


def test_a_person_is_added_then_put_on_a_vacant_post_by_name(keeper: Client, cast: Built) -> None:
    added = {"first_name": "Flore", "last_name": "Balata", "kind": "agent", "starts_on": "2026-12-01",
             "collectivity": cast.home.public_id}  # fmt: skip
    assert keeper.post("/organisation/personnes/nouvelle", added).status_code == 302
    address = f"/organisation/postes/{cast.posts['finances'].public_id}/affecter"
    given = {"person": "flore  balata", "kind": "holder", "quota": "100", "starts_on": "2026-12-08"}
    assert keeper.post(address, given).status_code == 302
    assert Assignment.objects.get(person__last_name="Balata").post == cast.posts["finances"]
    unknown = keeper.post(address, {**given, "person": "Personne d’autre"})
    assert unknown.status_code == 422
    assert "Personne ne répond à ce nom" in unknown.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("starts_on", "31/02/2027"), ("starts_on", "9999-01-01"), ("first_name", ""), ("last_name", "x" * 5000),
     ("email", "pas une adresse"),
     ("first_name", "\x00"), ("collectivity", "inconnue"), ("ends_on", "2020-01-01")],
)  # fmt: skip
def test_bad_input_is_told_and_changes_nothing(keeper: Client, cast: Built, field: str, value: str) -> None:
    given = {"first_name": "Flore", "last_name": "Balata", "kind": "agent", "starts_on": "2026-12-01",
             "collectivity": cast.home.public_id}  # fmt: skip
    before = Person.objects.count()
    assert keeper.post("/organisation/personnes/nouvelle", {**given, field: value}).status_code in {400, 422}
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    "address",
    ["services/nouveau", "services/{unit}/changer", "services/{unit}/fermer", "postes/nouveau", "postes/{post}/changer",
     "postes/{post}/affecter", "postes/{post}/fermer", "personnes/nouvelle", "personnes/{person}/corriger",
     "personnes/{person}/depart", "personnes/{person}/deleguer", "collectivites/nouvelle", "collectivites/{commune}/changer"],
)  # fmt: skip
def test_every_form_opens_for_those_who_keep_the_organisation_only(keeper: Client, cast: Built, address: str) -> None:
    path = "/organisation/" + address.format(
        unit=cast.units["rh"].public_id, post=cast.posts["rh"].public_id, person=cast.people["rh"].public_id,
        commune=cast.communes["97229"].public_id,
    )  # fmt: skip
    assert keeper.get(path).status_code == 200
    director = Client()
    director.force_login(cast.users["dost"], backend=BACKEND)
    assert director.get(path).status_code == 403
    assert director.post(path, {}).status_code == 403


def test_a_post_is_opened_and_deleted_with_its_history(keeper: Client, cast: Built) -> None:
    given = {"title": "Chargé d’études", "unit": cast.units["rh"].public_id, "function": "agent", "fte": "0,8",
             "starts_on": "2027-01-01"}  # fmt: skip
    assert keeper.post("/organisation/postes/nouveau", given).status_code == 302
    post = Post.objects.get(versions__title="Chargé d’études", versions__fte="0.8")
    assert keeper.post(f"/organisation/postes/{post.public_id}/fermer", {"day": "2027-02-01"}).status_code == 302
    content = keeper.get(f"/organisation/postes/{post.public_id}/?au=2027-03-01").content.decode()
    assert "du 1<sup>er</sup>" in content
