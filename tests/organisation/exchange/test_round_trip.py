"""An exported organisation imported into an empty database gives the same organisation."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.documents.services.table_writing import FORMATS
from interco.organisation.enums import ImportState
from interco.organisation.models import Person, Territory, Unit
from interco.organisation.services.exchange.export import export_organisation, tables_of
from tests.organisation.exchange.territories import MACHINE, empty_the_organisation, imported


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_imported_into_an_empty_database_is_exported_the_same(cast: Built, form: str) -> None:
    file = export_organisation(form=form, by=MACHINE)
    before = [sorted(table.rows, key=str) for table in tables_of(by=MACHINE)]
    empty_the_organisation()
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    made = imported(file.content, file.name)
    assert made.state == ImportState.APPLIED
    after = [sorted(table.rows, key=str) for table in tables_of(by=MACHINE)]
    assert after == before
    assert sum(map(len, after)) > 300
    assert Territory.objects.get().time_zone == "America/Martinique"
