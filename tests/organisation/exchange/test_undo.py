"""An import is taken back whole within a day, unless somebody touched what it made or leaned on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from interco.committees.models import Membership
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.search.models import Entry as Found
from interco.organisation.enums import ImportState
from interco.organisation.models import Assignment, ImportedRow, OrganisationImport, Person, Post, UnitVersion
from interco.organisation.services.assignments import end_assignment
from interco.organisation.services.exchange.deposit import deposit_paste
from interco.organisation.services.exchange.export import tables_of
from interco.organisation.services.exchange.retention import forget_old_imports
from interco.organisation.services.exchange.undo import blockers_of, undo_import
from interco.organisation.services.people import PersonValues, correct_person
from tests.organisation.exchange.territories import MACHINE, pasted

LIST = "Nom;Prénom;Service;Rattaché à;Poste\nBalata;Flore;Plages;Littoral;Agent\nGayac;Hugo;Littoral;;Agent\n"


def told() -> list[list[object]]:
    """Everything the organisation says."""
    return [sorted(table.rows, key=str) for table in tables_of(by=MACHINE)]


def test_what_was_created_is_removed_and_the_journal_tells_both(cast: Built) -> None:
    before, entries = told(), Entry.objects.count()
    row = undo_import(pasted(LIST), by=MACHINE)
    assert told() == before
    assert row.state == ImportState.UNDONE
    assert not Found.objects.filter(title="Flore Balata").exists()
    events = list(Entry.objects.order_by("number").values_list("event", flat=True))[entries:]
    assert events.count("person.added") == events.count("person.removed") == 2
    assert events[-1] == "organisation.import_undone"
    with pytest.raises(Conflict):
        undo_import(row, by=MACHINE)


def test_what_was_changed_is_given_back(cast: Built) -> None:
    before = told()
    key, row = cast.units["rh"].public_id, UnitVersion.objects.get(unit=cast.units["rh"])
    made = pasted(
        f"Identifiant;Nom;Nature;Rattachée à;Début;Fin\nneuf;Pôle ressources;Direction;DOST;{row.starts_on};\n"
        f"{key};{row.name};{row.get_kind_display()};neuf;{row.starts_on};01/03/2027\n"
        f"{key};Autre nom;Service;DOST;01/03/2027;\n"
    )
    assert made.counts["unit_version"] == {"created": 2, "changed": 1}
    assert told() != before
    undo_import(made, by=MACHINE)
    assert told() == before
    row.refresh_from_db()
    assert row.version == 3


def test_a_row_changed_since_refuses_it_by_name(cast: Built) -> None:
    made = pasted(LIST)
    flore = Person.objects.get(last_name="Balata")
    values = PersonValues(first_name="Flore", last_name="Balata", phone="0596 00 00 00")
    correct_person(flore, values, starts_on=flore.starts_on, ends_on=None, by=MACHINE)
    before = told()
    with pytest.raises(Invalid, match="rien n’a été annulé"):
        undo_import(made, by=MACHINE)
    assert told() == before
    assert [(each.kind, each.name, each.reason) for each in blockers_of(made)] == [
        ("Personne", "Flore Balata", "modifiée depuis")
    ]


def test_a_row_others_refer_to_refuses_it(cast: Built) -> None:
    made = pasted(LIST)
    member = Membership.objects.exclude(post=None).first()
    assert member is not None
    member.post = Post.objects.get(assignments__person__last_name="Gayac")
    member.save()
    with pytest.raises(Invalid):
        undo_import(made, by=MACHINE)
    assert [each.reason for each in blockers_of(made)] == ["utilisée ailleurs depuis"]
    assert Person.objects.filter(last_name="Gayac").exists()


def test_a_later_import_under_it_refuses_it_until_it_is_taken_back_first(cast: Built) -> None:
    before = told()
    first = pasted(LIST)
    second = pasted("Nom;Prénom;Service;Poste\nAcoma;Zoé;Plages;Agent\n")
    with pytest.raises(Invalid):
        undo_import(first, by=MACHINE)
    undo_import(second, by=MACHINE)
    undo_import(first, by=MACHINE)
    assert told() == before


def test_what_leans_on_a_change_refuses_it(cast: Built) -> None:
    held = Assignment.objects.filter(ends_on=None, kind="holder", person=cast.people["rh"]).get()
    end_assignment(held, day=date(2027, 1, 1), by=MACHINE)
    made = pasted(f"Identifiant;Personne;Poste;Nature;Début;Fin\n{held.public_id};{cast.people['rh'].public_id};"
                  f"{held.post.public_id};Titulaire du poste;{held.starts_on};01/12/2026\n")  # fmt: skip
    pasted(f"Personne;Poste;Début\nGaël Raisinier-Neuf;{held.post.public_id};01/12/2026\n".replace(
        "Gaël Raisinier-Neuf", _newcomer()))  # fmt: skip
    before = told()
    with pytest.raises(Invalid, match="100 %"):
        undo_import(made, by=MACHINE)
    assert told() == before


def _newcomer() -> str:
    pasted("Nom;Prénom;Qualité;Mandat;Début\nBalata;Flore;Agent;;01/11/2026\n")
    return Person.objects.get(last_name="Balata").public_id


def test_after_a_day_it_is_too_late_and_former_values_are_forgotten(cast: Built) -> None:
    made = pasted(LIST)
    draft = deposit_paste(LIST, by=MACHINE)
    later = replace(MACHINE, at=MACHINE.at + timedelta(hours=24))
    with pytest.raises(Conflict, match="24 heures"):
        undo_import(made, by=later)
    assert forget_old_imports(by=replace(MACHINE, at=MACHINE.at + timedelta(hours=23))) == 0
    assert ImportedRow.objects.exists()
    assert forget_old_imports(by=later) == 2
    assert not ImportedRow.objects.exists()
    assert list(OrganisationImport.objects.all()) == [made]
    assert not OrganisationImport.objects.filter(pk=draft.pk).exists()
    assert Person.objects.filter(last_name="Balata").exists()


def test_a_number_given_to_somebody_else_since_is_not_taken_from_them(cast: Built) -> None:
    rh, dost = cast.people["rh"], cast.people["dost"]
    Person.objects.filter(pk=rh.pk).update(matricule="M-1")
    made = pasted(f"Identifiant;Nom;Prénom;Matricule\n{rh.public_id};{rh.last_name};{rh.first_name};M-2\n")
    Person.objects.filter(pk=dost.pk).update(matricule="M-1")
    with pytest.raises(Invalid, match="matricule"):
        undo_import(made, by=MACHINE)
    rh.refresh_from_db()
    assert rh.matricule == "M-2"


def test_what_was_wrong_before_does_not_keep_an_import_from_being_taken_back(cast: Built) -> None:
    Person.objects.filter(pk__in=[cast.people["rh"].pk, cast.people["dost"].pk]).update(email="accueil@x.example")
    before = told()
    undo_import(pasted(LIST), by=MACHINE)
    assert told() == before
