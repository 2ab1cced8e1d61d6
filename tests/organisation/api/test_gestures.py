"""Units and posts by the API: as of a day; opened, changed, corrected, closed, with both texts when two people write."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.organisation.models import Post, PostVersion, Unit, UnitVersion
from tests.config.api.program import program

pytestmark = pytest.mark.django_db


def test_a_unit_lives_its_whole_life(cast: Built) -> None:
    parent = cast.units["rh"].public_id
    with program(cast, "secretariat") as ask:
        status, opened = ask(
            "POST", "unites", {"name": "Cellule paie", "kind": "cell", "parent": parent, "starts_on": "2027-01-01"}
        )
        assert status == 201
        assert opened["now"]["parent"]["key"] == parent
        address = f"unites/{opened['key']}"
        assert ask("GET", address)[1]["now"] is None, "it does not exist yet today"
        given = {
            "name": "Cellule paie et carrières",
            "kind": "cell",
            "parent": parent,
            "day": "2027-06-01",
            "version": 1,
        }
        status, changed = ask("POST", f"{address}/changer", given)
        assert [row["name"] for row in changed["history"]] == ["Cellule paie", "Cellule paie et carrières"]
        assert ask("GET", address, au="2027-02-01")[1]["now"]["name"] == "Cellule paie"
        correction = {"name": "Cellule Paie", "kind": "cell", "parent": parent, "starts_on": "2027-01-01",
                      "ends_on": "2027-06-01", "version": changed["history"][0]["version"]}  # fmt: skip
        status, corrected = ask("PUT", f"{address}/versions/2027-01-01", correction)
        assert (status, corrected["history"][0]["name"]) == (200, "Cellule Paie")
        version = corrected["history"][1]["version"]
        assert ask("POST", f"{address}/fermer", {"day": "2028-01-01", "version": version})[0] == 200
        assert ask("GET", address, au="2028-01-01")[1]["now"] is None
    events = Entry.objects.filter(subject_id=opened["key"]).order_by("number").values_list("event", flat=True)
    assert list(events) == ["unit.opened", "unit.changed", "unit.corrected", "unit.closed"]


def test_the_loser_of_a_race_gets_both_texts(cast: Built) -> None:
    key = cast.units["rh"].public_id
    start = UnitVersion.objects.get(unit=cast.units["rh"]).starts_on.isoformat()
    given = {"kind": "service", "starts_on": start, "version": 1}
    with program(cast, "secretariat", "dgs") as (first, second):
        assert first("PUT", f"unites/{key}/versions/{start}", {**given, "name": "RH et dialogue social"})[0] == 200
        status, answer = second("PUT", f"unites/{key}/versions/{start}", {**given, "name": "Ressources humaines"})
    assert status == 409
    assert answer["theirs"]["name"] == "RH et dialogue social"
    assert answer["yours"]["name"] == "Ressources humaines"
    assert UnitVersion.objects.get(unit=cast.units["rh"]).name == "RH et dialogue social"


def test_a_post_lives_its_whole_life(cast: Built) -> None:
    unit = cast.units["rh"].public_id
    with program(cast, "secretariat") as ask:
        status, opened = ask(
            "POST", "postes", {"title": "Gestionnaire de paie", "unit": unit, "fte": 0.8, "starts_on": "2026-01-01"}
        )
        assert (status, opened["now"]["fte"], opened["assignments"]) == (201, 0.8, [])
        address = f"postes/{opened['key']}"
        assert opened["key"] in {row["key"] for row in ask("GET", "postes", vacants="true", taille="200")[1]["items"]}
        given = {"title": "Responsable de la paie", "unit": unit, "day": "2027-01-01", "version": 1}
        assert ask("POST", f"{address}/changer", given)[1]["now"]["fte"] == 1.0
        status, answer = ask("POST", f"{address}/fermer", {"day": "2027-01-01", "version": 1})
        assert (status, "déjà prévu" in answer["fields"]["day"]) == (422, True)
        assert ask("POST", f"{address}/fermer", {"day": "2028-01-01", "version": 1})[0] == 200
    assert PostVersion.objects.filter(post__public_id=opened["key"]).count() == 2


def test_the_chart_of_a_day_tells_what_the_page_tells(cast: Built) -> None:
    with program(cast, "dost") as ask:
        chart = ask("GET", "organigramme", au="2026-12-07")[1]
        before = ask("GET", "organigramme", au="2024-01-01")[1]
    assert before["units"] == []
    names = []

    def walk(units: list[dict[str, object]]) -> None:
        for each in units:
            names.append(str(each["key"]))
            walk(each["children"])  # type: ignore[arg-type]

    walk(chart["units"])
    there = UnitVersion.objects.effective_on(date(2026, 12, 7)).values_list("unit__public_id", flat=True)
    assert sorted(names) == sorted(there)
    assert chart["posts"] == PostVersion.objects.effective_on(date(2026, 12, 7)).count()


def test_no_integer_key_leaves(cast: Built) -> None:
    with program(cast, "dost") as ask:
        for path in ("unites", "postes", "personnes", "affectations", "collectivites", "organigramme", "instances"):
            answer = ask("GET", path)[1]
            assert not {"id", "pk", "unit_id", "post_id", "person_id"} & keys_of(answer), path


def keys_of(value: object) -> set[str]:
    """Every name of a JSON answer."""
    if isinstance(value, dict):
        return set(value).union(*(keys_of(part) for part in value.values()))
    return set().union(*(keys_of(part) for part in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    "path", ["unites", "postes", "personnes", "affectations", "delegations", "collectivites", "organigramme"]
)
def test_a_list_costs_the_same_queries_with_3_and_30_lines(path: str, cast: Built) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert ask("GET", path, taille="200")[0] == 200
        return len(captured)

    with program(cast, "dost") as ask:
        queries()
        few = queries()
        home = cast.home
        for number in range(27):
            unit = Unit.objects.create(collectivity=home)
            UnitVersion.objects.create(
                unit=unit, name=f"Unité {number}", kind="service", parent=cast.units["rh"], starts_on=date(2025, 1, 1)
            )
            PostVersion.objects.create(
                post=Post.objects.create(), unit=unit, title=f"Poste {number}", starts_on=date(2025, 1, 1)
            )
        assert queries() == few
