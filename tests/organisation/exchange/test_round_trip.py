"""An exported organisation imported into an empty database gives the same organisation."""

from datetime import date, timedelta

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.documents.services.table_writing import FORMATS
from interco.organisation.enums import ImportState
from interco.organisation.models import Assignment, Collectivity, CollectivityVersion, Person, Territory, Unit
from interco.organisation.queries.chart import days_of_change
from interco.organisation.services.exchange.deposit import deposit_file, plan_of
from interco.organisation.services.exchange.export import export_organisation, tables_of
from tests.organisation.exchange.charts import chart_on, shape
from tests.organisation.exchange.territories import MACHINE, empty_the_organisation, imported


def told() -> list[list[object]]:
    """Everything the organisation says, identifiers included."""
    return [sorted(table.rows, key=str) for table in tables_of(by=MACHINE)]


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_imported_into_an_empty_database_is_exported_the_same(cast: Built, form: str) -> None:
    file = export_organisation(form=form, by=MACHINE)
    before = told()
    empty_the_organisation()
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    assert imported(file.content, file.name).state == ImportState.APPLIED
    assert told() == before
    assert sum(map(len, before)) > 300
    assert Territory.objects.get().time_zone == "America/Martinique"


def test_the_charts_of_every_day_of_change_are_the_same(cast: Built) -> None:
    units = Unit.objects.filter(collectivity__is_home=True)
    changes = days_of_change(units, date(2024, 1, 1), date(2028, 1, 1))
    days = sorted({*changes, *(day - timedelta(days=1) for day in changes)})
    assert len(days) > 6
    before = [shape(chart_on(day)) for day in days]
    file = export_organisation(form="ods", by=MACHINE)
    empty_the_organisation()
    imported(file.content, file.name)
    assert [shape(chart_on(day)) for day in days] == before


def test_an_export_given_back_to_its_own_organisation_changes_nothing(cast: Built) -> None:
    file = export_organisation(form="xlsx", by=MACHINE)
    plan = plan_of(deposit_file(file.content, name=file.name, by=MACHINE))
    assert not plan.faults
    assert plan.is_empty, [step for step in plan.steps if step.action != "unchanged"][:3]


def test_an_export_goes_into_a_database_where_the_territory_is_open_already(cast: Built) -> None:
    """Its collectivities are known by their codes, and keep their own identifiers."""
    file = export_organisation(form="ods", by=MACHINE)
    people, held = Person.objects.count(), Assignment.objects.count()
    empty_the_organisation()
    home = Collectivity.objects.create(kind="epci", is_home=True, siren="249720061")
    CollectivityVersion.objects.create(collectivity=home, name="CACEM", starts_on=date(2026, 12, 7))
    Territory.objects.create(collectivity=home, time_zone="America/Martinique", department="972", created_at=MACHINE.at)
    imported(file.content, file.name)
    assert (Person.objects.count(), Assignment.objects.count()) == (people, held)
    assert Collectivity.objects.get(is_home=True) == home
    assert home.versions.get().starts_on == date(2025, 1, 1)
