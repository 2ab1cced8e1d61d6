"""The tables of the full layout on an organisation that stands."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interco.config.demo.organisation import Built
from interco.organisation.models import Assignment, UnitVersion
from interco.organisation.services.exchange.deposit import deposit_paste, plan_of
from interco.organisation.services.exchange.sentences import place_of, sentence_of
from interco.organisation.services.exchange.undo import undo_import
from tests.organisation.exchange.planning import faults, planned, rows
from tests.organisation.exchange.territories import MACHINE, applied, pasted

UNITS = "Identifiant;Nom;Nature;Rattachée à;Début;Fin\n"
ASSIGNMENTS = "Personne;Poste;Nature;Quotité;Début;Fin\n"


def test_a_renaming_to_come_is_two_lines(cast: Built) -> None:
    key = cast.units["rh"].public_id
    row = UnitVersion.objects.get(unit=cast.units["rh"])
    parent = row.parent.public_id if row.parent else ""
    made = pasted(
        UNITS
        + f"{key};{row.name};{row.get_kind_display()};{parent};{row.starts_on};01/03/2027\n"
        + f"{key};Ressources humaines et dialogue social;Direction;{parent};01/03/2027;\n"
    )
    assert made.counts["unit_version"] == {"changed": 1, "created": 1}
    assert list(cast.units["rh"].versions.order_by("starts_on").values_list("name", "ends_on")) == [
        (row.name, date(2027, 3, 1)),
        ("Ressources humaines et dialogue social", None),
    ]


def test_a_column_that_is_not_there_leaves_what_is_recorded(cast: Built) -> None:
    key = cast.units["rh"].public_id
    plan = planned(f"Identifiant;Nom;Rattachée à\n{key};Nouveau nom;{cast.units['dost'].public_id}\n")
    changed = rows(plan, "unit_version", "changed")
    before = UnitVersion.objects.get(unit=cast.units["rh"])
    assert [(row["name"], row["kind"], row["starts_on"]) for row in changed] == [
        ("Nouveau nom", before.kind, before.starts_on)
    ]


@pytest.mark.parametrize(
    ("text", "cell", "words"),
    [
        (UNITS + "a;Plages;Service;Nulle part;;", "D2", "ni dans ce fichier ni dans l’organisation"),
        (UNITS + "a;Plages;Service;b;;\nb;Rivage;Service;a;;", "D2", "boucle"),
        (UNITS + "a;Plages;Service;a;;", "D2", "à elle-même"),
        (UNITS + "a;Plages;Service;;02/01/2027;01/01/2027", "F2", "après le début"),
        (UNITS + "a;Plages;Service;;01/01/2026;\na;Plages 2;Service;;01/06/2026;", "E3", "empiètent"),
        (UNITS + "a;Plages;Service;;01/01/2026;\na;Plages;Service;;01/01/2026;", "E3", "empiètent"),
        (UNITS + "a;Plages;Service;@dost;01/01/2020;", "D2", "n’existe pas au 1er janvier 2020"),
        (UNITS + "@rh;Ressources humaines;Direction;;01/01/2025;01/01/2026", "F2", "sert encore"),
        (ASSIGNMENTS + "@rh_person;@dost_post;Titulaire du poste;100 %;01/01/2026;", "A2", "100 % au plus"),
        (ASSIGNMENTS + "Personne d’autre;@dost_post;Intérim;;;", "A2", "ni dans ce fichier"),
        (ASSIGNMENTS + "@rh_person;@dost_post;Intérim;;01/01/2020;", "B2", "n’existe pas au 1er janvier 2020"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_cell(cast: Built, text: str, cell: str, words: str) -> None:
    for name, key in (
        ("@rh_person", cast.people["rh"]), ("@dost_post", cast.posts["dost"]), ("@dost", cast.units["dost"]),
        ("@rh", cast.units["rh"]),
    ):  # fmt: skip
        text = text.replace(name, key.public_id)
    told = faults(text)
    assert any(place == cell and words in sentence for place, sentence in told), told


def test_two_full_time_holders_of_a_post_are_refused_at_the_second(cast: Built) -> None:
    held = Assignment.objects.filter(kind="holder", ends_on=None).exclude(person=cast.people["rh"]).first()
    assert held is not None
    text = "Personne;Poste;Début\n" + f"Flore Balata;{cast.posts['rh'].public_id};01/12/2026\n"
    people = "Nom;Prénom;Qualité;Mandat;Début\nBalata;Flore;Agent;;01/11/2026\n"
    pasted(people)
    ((place, sentence),) = faults(text)
    assert place == "B2"
    assert "200 %" in sentence


def test_names_that_two_things_share_are_not_decided(cast: Built) -> None:
    told = faults("Personne;Poste;Début\nGaspard Fromager;Agent;01/12/2026\n")
    assert any("Plusieurs répondent" in sentence or "ni dans ce fichier" in sentence for _place, sentence in told)


_CELL = st.sampled_from(
    ["", "a", "b", "c", "01/01/2026", "01/06/2026", "Service", "Nulle part", "0,5", "oui", "🙂", "31/02/2026"]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(_CELL, min_size=6, max_size=6), min_size=1, max_size=6))
def test_any_table_of_units_gives_a_plan_the_database_takes_or_faults_at_its_cells(
    cast: Built, rows: list[list[str]]
) -> None:
    """What the rules let through never meets a constraint of the database, and is taken back whole."""
    with transaction.atomic():
        row = deposit_paste(
            UNITS + "\n".join(";".join(row) for row in rows) + "\nz;Témoin;Service;;01/01/2026;\n", by=MACHINE
        )
        plan = plan_of(row)
        assert plan.digest == plan_of(row).digest
        for fault in plan.faults:
            assert sentence_of(fault)
            assert place_of(fault)
        if not plan.faults:
            before = UnitVersion.objects.count()
            applied(row)
            undo_import(row, by=MACHINE)
            assert UnitVersion.objects.count() == before
        transaction.set_rollback(True)
