"""Finding people and units, and what rights leave of it."""

from typing import Any

import pytest
from django.test.client import Client

from interco.committees.enums import ItemState
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.search.models import Entry
from interco.foundation.search.queries.find import find, find_page
from interco.foundation.search.services.index import forget, index, reindex
from interco.organisation.models import Person
from tests.cast import NOW, actor
from tests.committees.builders import an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _indexed(cast: Built, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.search.urls"
    reindex(by=system_actor(NOW))


def titles(cast: Built, who: str, typed: str) -> list[str]:
    """What somebody finds."""
    return [found.title for found in find(typed, actor=actor(cast, who))]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gom", "Rosalie Gommier"), ("rosalie g", "Rosalie Gommier"), ("gommier rosalie", "Rosalie Gommier"),
        ("victorine", "Victorine Galba"), ("secretariat", "Secrétariat général"), ("mutual", "Mission Mutualisation"),
        ("Mutualisations", "Mission Mutualisation"), ("evaluation des pol", "Évaluation des politiques"),
    ],
)  # fmt: skip
def test_a_few_letters_bring_the_right_one_first(cast: Built, typed: str, first: str) -> None:
    """A person or a unit, by the beginning of any of its words."""
    assert titles(cast, "dost", typed)[0] == first


def test_a_person_is_found_by_post_and_unit(cast: Built) -> None:
    """The title agrees with the person's record."""
    assert "Odette Filao" in titles(cast, "dost", "secretaire generale")
    assert "Mélodie Raisinier" in titles(cast, "dost", "cheffe de service")


def test_a_commune_never_finds_the_staff_of_another(cast: Built) -> None:
    """Its own people, and those of the intercommunality."""
    assert titles(cast, "dgs_schoelcher", "désiré christophine")[0] == "Désiré Christophine"
    assert titles(cast, "dgs_lamentin", "giraumon") != []
    assert titles(cast, "dgs_schoelcher", "giraumon") == []
    assert titles(cast, "dgs_schoelcher", "acajou") == ["Firmin Acajou"]


def test_a_technical_administrator_finds_no_content(cast: Built) -> None:
    """He keeps the machine, not the house."""
    technical = next(key for key in cast.users if "administrator" in actor(cast, key).roles)
    assert titles(cast, technical, "gommier") == []
    assert find_page("gommier", actor=actor(cast, technical)).total == 0


def test_figures_count_what_may_be_seen(cast: Built) -> None:
    """Not one more."""
    everyone = find_page("direction generale", actor=actor(cast, "dost"))
    commune = find_page("direction generale", actor=actor(cast, "dgs_schoelcher"))
    assert everyone.total == sum(each.count for each in everyone.kinds) > commune.total > 0


def test_a_page_asks_the_same_number_of_queries_whatever_is_found(cast: Built, django_assert_num_queries: Any) -> None:
    """One answer or forty: the search itself, and the three that tell in which bodies the actor sits."""
    who = actor(cast, "dost")
    for typed in ("acajou", "service"):
        with django_assert_num_queries(5):
            find_page(typed, actor=who)
        with django_assert_num_queries(4):
            find(typed, actor=who)


def test_another_inflexion_finds_the_word(cast: Built) -> None:
    """Évaluer, évaluation."""
    assert "Évaluation des politiques" in titles(cast, "dost", "évaluer politique")


def test_indexing_again_changes_what_is_found(cast: Built) -> None:
    """A person who changes name is found under the new one only."""
    person = cast.people["secretariat_assistant"]
    Person.objects.filter(pk=person.pk).update(last_name="Tourterelle", email="")
    index(person, by=actor(cast, "dost"))
    assert titles(cast, "dgs", "tourterelle") == ["Firmin Tourterelle"]
    assert titles(cast, "dgs", "acajou") == []
    assert Entry.objects.filter(object_id=person.public_id).count() == 1


def test_what_is_forgotten_is_found_no_more(cast: Built) -> None:
    """Nor its text."""
    assert titles(cast, "dgs", "acajou") == ["Firmin Acajou"]
    forget(cast.people["secretariat_assistant"])
    assert titles(cast, "dgs", "acajou") == []


def test_a_person_who_left_is_not_found(cast: Built) -> None:
    """Apolline Cannelle left a month ago."""
    assert Person.objects.filter(last_name="Cannelle").exists()
    assert titles(cast, "dgs", "cannelle") == []


def test_reindexing_twice_gives_the_same_index(cast: Built) -> None:
    """And says how far it is."""
    told: list[tuple[str, int, int]] = []
    before = set(Entry.objects.values_list("kind", "object_id", "title"))
    reindex(by=system_actor(NOW), progress=lambda *step: told.append(step))
    assert set(Entry.objects.values_list("kind", "object_id", "title")) == before
    assert all(done == total for _kind, done, total in told)


def test_the_palette_answers_json(cast: Built, client: Client) -> None:
    """Label, detail, address, kind."""
    client.force_login(cast.users["dost"])
    answer = client.get("/recherche/palette", {"q": "gomm"}).json()["results"][0]
    assert answer["label"] == "Rosalie Gommier"
    assert "DOST" in answer["detail"]
    assert cast.people["dost"].public_id in answer["url"]


HOSTILE = ["\x01", '" OR 1', "'", "a:*", "(", "🎉", "x" * 5000, "AND", "NEAR(", "title:", "%%s", "ﷺ", "²"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(cast: Built, client: Client, typed: str) -> None:
    """Neither engine reads them as its grammar."""
    client.force_login(cast.users["dost"])
    assert client.get("/recherche/palette", {"q": typed}).status_code == 200
    assert client.get("/recherche", {"q": typed, "page": "²", "nature": typed}).status_code == 200


def test_a_character_no_keyboard_gives_is_not_understood(cast: Built, client: Client) -> None:
    client.force_login(cast.users["dost"])
    assert client.get("/recherche/palette", {"q": "\x00"}).status_code == 400


def test_items_are_found_by_those_who_may_read_them(cast: Built) -> None:
    """By title, or by the reference people say; a draft by nobody, an item under review by those who sit."""
    sent = an_item(cast, state=ItemState.SUBMITTED, title="Zonage des parkings relais", submitted_at=NOW)
    an_item(cast, state=ItemState.DRAFT, title="Zonage encore secret")
    reindex(by=system_actor(NOW))
    assert titles(cast, "secretariat", "zonage") == ["Zonage des parkings relais"]
    assert titles(cast, "secretariat", sent.reference) == ["Zonage des parkings relais"]
    assert titles(cast, "agent_rh", "zonage") == []
