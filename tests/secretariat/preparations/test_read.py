"""Who reads a preparation: those who take part, the agents once it is open, the people of a private event; nobody else."""

from collections.abc import Iterable

import pytest

from interco.config.demo.organisation import Built
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment
from interco.scheduling.enums import Visibility
from interco.scheduling.models import AgendaDelegation, Event
from interco.scheduling.queries.event_links import links_of_event
from interco.secretariat.models import Preparation
from interco.secretariat.policies import preparations as policy
from interco.secretariat.queries.preparation_choices import Charge
from interco.secretariat.queries.preparations import PreparationFilter, lines, matching
from interco.secretariat.services.preparation_steps import StepContent, add_step
from tests.cast import NOW, actor
from tests.secretariat.preparations.builders import DAY, a_preparation, an_event

pytestmark = pytest.mark.django_db


def readers(cast: Built, row: Preparation) -> set[str]:
    return {key for key in cast.users if policy.visible_to(actor(cast, key)).filter(pk=row.pk).exists()}


def runners(cast: Built, row: Preparation) -> set[str]:
    return {key for key in cast.users if policy.runs(actor(cast, key), row)}


def test_those_who_take_part_read_it_and_nobody_else(cast: Built) -> None:
    row = a_preparation(cast, event=an_event(cast, owner="dost"), pilot="rh")
    assert readers(cast, row) == {
        "dgs", "secretariat", "secretariat_assistant", "dost", "rh", "communication"
    }  # fmt: skip
    assert runners(cast, row) == {"dgs", "secretariat", "secretariat_assistant", "dost", "rh"}


def test_the_rule_of_lists_and_that_of_a_row_are_one(cast: Built) -> None:
    rows = [
        a_preparation(cast, event=an_event(cast, owner="dost"), pilot="rh"),
        a_preparation(cast, event=an_event(cast, owner="rh", visibility=Visibility.PRIVATE), by=actor(cast, "rh")),
    ]
    for row in rows:
        by_list = {key for key in cast.users if Preparation.objects.filter(policy.run_by(actor(cast, key)), pk=row.pk)}
        assert by_list == runners(cast, row)


def test_opened_it_is_read_by_the_agents_who_read_the_event_and_not_by_the_communes(cast: Built) -> None:
    row = a_preparation(cast, is_open=True)
    assert {"agent_rh", "dga_juridique"} <= readers(cast, row)
    assert not {"dgs_schoelcher", "dgs_lamentin", "elue", "administrateur", "dpo"} & readers(cast, row)


def test_a_private_event_is_prepared_among_its_people(cast: Built) -> None:
    event = an_event(cast, owner="dost", visibility=Visibility.PRIVATE)
    row = a_preparation(cast, event=event, pilot="mutualisation", by=actor(cast, "dost"), is_open=True)
    assert readers(cast, row) == {"dost", "mutualisation", "communication", "secretariat_assistant"}
    assert runners(cast, row) == {"dost", "mutualisation"}
    AgendaDelegation.objects.create(
        owner=cast.people["dost"], delegate=cast.people["secretariat"], starts_on=NOW.date()
    )
    assert "secretariat" in runners(cast, row)


def test_an_event_that_becomes_private_closes_its_preparation(cast: Built) -> None:
    row = a_preparation(cast, event=an_event(cast, owner="dost"), pilot="rh", is_open=True)
    Event.objects.filter(pk=row.event_id).update(visibility=Visibility.PRIVATE)
    assert readers(cast, row) == {"dost", "rh", "communication", "secretariat_assistant"}


def test_an_interim_pilots_and_a_former_holder_does_not(cast: Built) -> None:
    row = a_preparation(cast, event=an_event(cast, owner="dost"), pilot="rh")
    Assignment.objects.filter(post=cast.posts["rh"]).update(ends_on=NOW.date())
    Assignment.objects.create(
        post=cast.posts["rh"], person=cast.people["agent_rh"], kind=AssignmentKind.INTERIM, starts_on=NOW.date()
    )
    assert "agent_rh" in runners(cast, row)
    assert "rh" not in readers(cast, row)
    (line,) = lines([row], NOW.date())
    assert (line.pilot.name, line.pilot.is_interim) == ("Théodule Vétiver", True)


def test_a_person_of_a_commune_reads_what_they_have_a_step_of(cast: Built) -> None:
    row = a_preparation(cast)
    content = StepContent(label="Venir", charge=Charge(person=cast.people["dgs_lamentin"]))
    add_step(row, content, by=actor(cast, "secretariat"))
    assert "dgs_lamentin" in readers(cast, row)
    assert "dgs_schoelcher" not in readers(cast, row)


def test_the_board_gives_mine_those_to_come_and_those_that_are_over(cast: Built) -> None:
    first = a_preparation(
        cast, event=an_event(cast, title="Inauguration", day=DAY), steps="J ; Couper le ruban ; Mélodie Raisinier"
    )
    second = a_preparation(cast, event=an_event(cast, title="Vœux", day=DAY.replace(day=8)))
    over = a_preparation(cast, event=an_event(cast, title="Séminaire", day=DAY.replace(day=5)))
    Preparation.objects.filter(pk=over.pk).update(state="reviewed")

    def asked(key: str, **wish: str) -> list[Preparation]:
        who = actor(cast, key)
        return list(matching(policy.visible_to(who), PreparationFilter(**wish), who))

    assert asked("secretariat") == [second, first]
    assert asked("secretariat", view="past") == [over]
    assert asked("dgs", view="mine") == []
    assert asked("rh", view="mine") == asked("rh") == [first]
    assert asked("secretariat", words="ruban") == []
    assert asked("secretariat", words="INAUGURATION") == [first]


def names(found: Iterable[object]) -> list[str]:
    return [getattr(one, "note", "") for one in found if getattr(one, "label", "") == "Préparation"]


def test_the_page_of_the_event_offers_it_then_shows_it(cast: Built) -> None:
    event = an_event(cast)
    assert names(links_of_event(event, DAY, actor(cast, "secretariat"))) == ["Préparer"]
    assert names(links_of_event(event, DAY, actor(cast, "agent_rh"))) == []
    a_preparation(cast, event=event)
    assert names(links_of_event(event, DAY, actor(cast, "dgs"))) == ["0 étapes faites sur 4"]
    assert names(links_of_event(event, DAY, actor(cast, "agent_rh"))) == []
