"""The time an answer takes among ten thousand people (goal: p95 within 150 ms)."""

import statistics
import time
from datetime import date

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.search.queries.find import find
from interco.foundation.search.services.index import reindex
from interco.organisation.models import Assignment, Person, Post, PostVersion
from tests.cast import NOW, actor

FIRST = ("Aimé", "Berthe", "Casimir", "Dorothée", "Edgar", "Flore", "Gédéon", "Hermine", "Irénée", "Joséphine", "Ruth")
LAST = (
    "Abricotier",
    "Anthurium",
    "Cacaoyer",
    "Cocotier",
    "Galanga",
    "Hibiscus",
    "Igname",
    "Manguier",
    "Néflier",
    "Piment",
)
TYPED = (
    "ru",
    "ruth",
    "ruth pim",
    "aime",
    "mang",
    "agent",
    "agent de col",
    "collecte",
    "dst",
    "service",
    "néflier o",
    "de",
)


def people_of_a_large_house(cast: Built, how_many: int) -> None:
    """As many agents as asked, each on a post."""
    since = date(2026, 1, 1)
    people = Person.objects.bulk_create(
        Person(
            collectivity=cast.home,
            first_name=FIRST[number % len(FIRST)],
            last_name=f"{LAST[number % len(LAST)]}-{LAST[number // 7 % len(LAST)]}",
            starts_on=since,
        )
        for number in range(how_many)
    )
    posts = Post.objects.bulk_create(Post() for _each in people)
    unit = cast.units["collecte"]
    PostVersion.objects.bulk_create(
        PostVersion(post=post, unit=unit, title="Agent de collecte", starts_on=since) for post in posts
    )
    Assignment.objects.bulk_create(
        Assignment(person=person, post=post, starts_on=since) for person, post in zip(people, posts, strict=True)
    )


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_thousand_people_are_searched_within_150_ms(cast: Built, settings: object) -> None:
    """Words that find nobody, one person, a thousand, everyone."""
    settings.ROOT_URLCONF = "tests.search.urls"  # type: ignore[attr-defined]
    people_of_a_large_house(cast, 10_000)
    reindex(by=system_actor(NOW))
    who = actor(cast, "dost")
    taken = []
    for typed in TYPED * 4:
        start = time.perf_counter()
        find(typed, actor=who)
        taken.append(time.perf_counter() - start)
    assert statistics.quantiles(taken, n=20)[-1] < 0.150
