"""What is applied is what was shown, whole or not at all, and the journal tells it row by row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry, PersonalValue
from interco.foundation.audit.rules.chain import link
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.search.queries.find import find
from interco.organisation.models import Collectivity, OrganisationImport, Person, Unit, UnitVersion
from interco.organisation.services.exchange.apply import apply_import
from interco.organisation.services.exchange.deposit import deposit_paste, plan_of
from interco.organisation.services.units import UnitValues, open_unit
from tests.cast import NOW, actor
from tests.organisation.exchange.lists import agents
from tests.organisation.exchange.planning import nothing_written
from tests.organisation.exchange.territories import MACHINE, applied, pasted

LIST = "Nom;Prénom;Service;Poste\nBalata;Flore;Plages;Agent\nGayac;Hugo;Plages;Agent\n"


def test_only_those_who_keep_the_organisation_may_import(cast: Built) -> None:
    with pytest.raises(Refused):
        deposit_paste(LIST, by=actor(cast, "dost"))
    row = deposit_paste(LIST, by=actor(cast, "secretariat"))
    with pytest.raises(Refused):
        apply_import(row, digest=plan_of(row).digest, by=actor(cast, "dost"))
    assert applied(row, actor(cast, "secretariat")).counts["person"] == {"created": 2}


def test_a_plan_that_moved_since_it_was_shown_is_not_applied(cast: Built) -> None:
    row = deposit_paste(LIST, by=MACHINE)
    shown = plan_of(row).digest
    home = Collectivity.objects.get(is_home=True)
    open_unit(
        home, UnitValues(name="Plages", kind="service", parent=cast.units["dgs"]), starts_on=NOW.date(), by=MACHINE
    )
    with pytest.raises(Conflict, match="a changé depuis l’aperçu"):
        apply_import(row, digest=shown, by=MACHINE)
    nothing_written(row)
    assert not Person.objects.filter(last_name="Balata").exists()


def test_what_moves_elsewhere_does_not_stop_it(cast: Built) -> None:
    row = deposit_paste(LIST, by=MACHINE)
    shown = plan_of(row).digest
    Person.objects.filter(pk=cast.people["rh"].pk).update(phone="0596 00 00 00")
    assert apply_import(row, digest=shown, by=MACHINE).state == "applied"


def test_a_list_with_a_fault_is_refused_whole(cast: Built) -> None:
    before = (Unit.objects.count(), Person.objects.count(), Entry.objects.count())
    row = deposit_paste(LIST + "Acoma;;Plages;Agent\n", by=MACHINE)
    with pytest.raises(Invalid, match="encore des erreurs"):
        apply_import(row, digest=plan_of(row).digest, by=MACHINE)
    nothing_written(row)
    assert (Unit.objects.count(), Person.objects.count(), Entry.objects.count() - 1) == before


def test_it_is_applied_once(cast: Built) -> None:
    row = pasted(LIST)
    with pytest.raises(Conflict):
        apply_import(row, digest=row.digest, by=MACHINE)


def test_the_journal_tells_each_row_and_stays_a_chain(cast: Built) -> None:
    head = Entry.objects.order_by("-number").first()
    last, previous = (head.number, head.hash) if head else (0, "")
    row = pasted(LIST)
    told = list(Entry.objects.filter(number__gt=last))
    events = [entry.event for entry in told]
    assert events.count("person.added") == 2
    assert events.count("post.opened") == 2
    assert events.count("assignment.made") == 2
    assert events.count("unit.opened") == 1
    assert (events[0], events[-1]) == ("organisation.import_prepared", "organisation.imported")
    flore = Person.objects.get(last_name="Balata")
    entry = next(entry for entry in told if entry.subject_id == flore.public_id)
    assert "Balata" not in str(entry.payload)
    assert PersonalValue.objects.get(entry=entry, field="last_name").value == "Balata"
    assert entry.payload["facts"]["import"] == row.public_id
    for entry in told:
        assert entry.hash == link(previous, entry.payload)
        previous = entry.hash


def test_what_was_imported_is_found_by_the_search(cast: Built) -> None:
    pasted(LIST)
    by = actor(cast, "secretariat")
    assert "Flore Balata" in {hit.title for hit in find("balata", actor=by)}


def test_queries_hardly_grow_with_the_list(cast: Built) -> None:
    counts = []
    for length in (20, 200):
        row = deposit_paste(agents(length), by=MACHINE)
        digest = plan_of(row).digest
        with CaptureQueriesContext(connection) as queries:
            apply_import(row, digest=digest, by=MACHINE)
        counts.append(len(queries))
        OrganisationImport.objects.all().delete()
    assert counts[1] < counts[0] + 30, counts


@pytest.mark.parametrize(
    "name", ["🌴 Plages 🏖️", "الشواطئ", "海岸", "<script>alert(1)</script>", "=HYPERLINK(1)", 'O’Brien; "x"']
)
def test_any_name_is_kept_as_it_is_written(cast: Built, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    pasted(f"Service;Poste\n{quoted};Agent\nAutre {quoted.strip(chr(34))[:5]};Agent\n")
    assert UnitVersion.objects.filter(name=name).count() == 1
