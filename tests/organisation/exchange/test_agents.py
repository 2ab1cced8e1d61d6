"""A flat list of agents gives units, posts, people and assignments; what is wrong is told at its cell."""

from datetime import date
from decimal import Decimal

import pytest

from interco.config.demo.organisation import Built
from interco.organisation.enums import UnitKind
from interco.organisation.models import Assignment, Person, PostVersion, UnitVersion
from tests.organisation.exchange.planning import faults, planned, rows
from tests.organisation.exchange.territories import pasted

HEADER = "Nom;Prénom;Courriel;Service;Rattaché à;Poste;ETP;Responsable;Date\n"


def test_units_posts_people_and_assignments_are_deduced(cast: Built) -> None:
    pasted(
        HEADER
        + "BALATA;Flore;flore@x.example;Direction du littoral;Direction générale des services;Directrice;1;oui;01/03/2026\n"
        + "Gayac;Hugo;;Plages;Direction du littoral;Agent;0,8;;2026-05-01\n"
        + ";;;Plages;Direction du littoral;Agent;;;\n"
    )
    shore = UnitVersion.objects.get(name="Direction du littoral")
    beaches = UnitVersion.objects.get(name="Plages")
    assert (shore.kind, shore.parent, shore.starts_on) == (UnitKind.DIRECTORATE, cast.units["dgs"], date(2026, 3, 1))
    assert (beaches.parent, beaches.starts_on) == (shore.unit, date(2026, 5, 1))
    flore = Person.objects.get(last_name="Balata")
    held = Assignment.objects.get(person=flore)
    assert held.post.versions.get().leads_unit
    assert Assignment.objects.get(person__last_name="Gayac").quota == Decimal("0.8")
    assert PostVersion.objects.filter(unit=beaches.unit).count() == 2
    assert Assignment.objects.filter(post__versions__unit=beaches.unit).count() == 1


def test_the_same_list_given_again_changes_nothing(cast: Built) -> None:
    text = HEADER + "Balata;Flore;flore@x.example;Plages;;Agent;1;;01/03/2026\nGayac;Hugo;;Plages;;Agent;0,5;;\n"
    pasted(text)
    plan = planned(text)
    assert not plan.faults
    assert plan.is_empty, [step for step in plan.steps if step.action != "unchanged"]


def test_a_vacant_post_of_the_same_title_is_taken_before_another_is_made(cast: Built) -> None:
    plan = planned(HEADER + "Balata;Flore;;Finances;;Cheffe de service;;;\n")
    assert not plan.faults
    assert rows(plan, "post") == []
    assert [row["post_id"] for row in rows(plan, "assignment")] == [cast.posts["finances"].pk]


def test_a_leader_may_be_named_on_the_lines_of_the_others(cast: Built) -> None:
    plan = planned(HEADER + "Balata;Flore;;Plages;;Chargée des plages;;;\nGayac;Hugo;;Plages;;Agent;;Flore BALATA;\n")
    assert {row["title"]: row["leads_unit"] for row in rows(plan, "post_version")} == {
        "Chargée des plages": True,
        "Agent": False,
    }


def test_without_a_column_for_it_heads_of_service_lead(cast: Built) -> None:
    plan = planned("Agent;Service;Fonction\nFlore BALATA;Plages;Cheffe de service\nGAYAC Hugo;Plages;Agent\n")
    assert [row["leads_unit"] for row in rows(plan, "post_version")] == [True, False]
    assert [(row["first_name"], row["last_name"]) for row in rows(plan, "person")] == [
        ("Flore", "Balata"),
        ("Hugo", "Gayac"),
    ]


@pytest.mark.parametrize(
    ("line", "cell", "words"),
    [
        ("Balata;Flore;;Plages;;Agent;1;;31/02/2026", "I2", "n’est pas une date qui existe"),
        ("Balata;Flore;;Plages;;Agent;beaucoup;;", "G2", "n’est pas un nombre"),
        ("Balata;Flore;flore;Plages;;Agent;1;;", "C2", "pas une adresse"),
        ("Balata;Flore;;;;Agent;1;;", "D2", "nécessaire"),
        ("Bal\u202eata;Flore;;Plages;;Agent;1;;", "A2", "invisibles"),
        ("Balata;;;Plages;;Agent;1;;", "B2", "un nom et un prénom"),
        ("Balata;Flore;;Plages;Plages 2;Agent;1;Un inconnu;", "H2", "n’est pas dans la liste"),
        (f"{'x' * 101};Flore;;Plages;;Agent;1;;", "A2", "100 au plus"),
        ("Fromager;Gaspard;;Plages;;Agent;1;;", "A2", "100 % au plus sur l’ensemble de ses postes"),
        ("Balata;Flore;;Finances;Communication;Agent;1;;", "E2", "existe déjà, rattachée ailleurs"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_cell(cast: Built, line: str, cell: str, words: str) -> None:
    told = faults(HEADER + line + "\n")
    assert [place for place, _sentence in told] == [cell], told
    assert words in told[0][1]


def test_faults_between_lines_are_told_too(cast: Built) -> None:
    told = faults(
        HEADER
        + "Balata;Flore;f@x.example;Plages;Littoral;Agent;1;;\n"
        + "Gayac;Hugo;f@x.example;Plages;Rivage;Agent;1;;\n"
        + "Acoma;Zoé;;Littoral;Plages;Agent;1;;\n"
    )
    places = {place for place, _sentence in told}
    assert {"C3", "E3"} <= places
    assert any("boucle" in sentence for _place, sentence in told)


def test_a_list_without_its_one_needed_column_says_which(cast: Built) -> None:
    assert faults("Nom;Poste\nBalata Flore;Agent\n") == [
        ("ligne 1", "Aucune colonne ne donne « Service » : choisissez-la ci-dessus.")
    ]
