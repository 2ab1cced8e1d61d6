"""An export holds what its reader may see, as texts, figures and dates, and never a formula."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.documents.services.table_reading import ReadTable, read_tables
from interco.foundation.documents.services.table_writing import FORMATS
from interco.organisation.models import Person, UnitVersion
from interco.organisation.services.exchange.export import export_organisation
from tests.cast import NOW, actor
from tests.matrix.principals import BACKEND
from tests.organisation.exchange.charts import chart_on, shape
from tests.organisation.exchange.territories import MACHINE, empty_the_organisation, imported


def sheets(
    form: str = "ods", key: str = "secretariat", *, cast: Built, day: date | None = None
) -> dict[str, ReadTable]:
    """The sheets that somebody exports, by title."""
    file = export_organisation(form=form, by=actor(cast, key), day=day)
    return {table.sheet: table for table in read_tables(file.content, file.name)}


@pytest.mark.parametrize("form", FORMATS)
def test_all_the_tables_are_there_with_their_history(cast: Built, form: str) -> None:
    found = sheets(form, cast=cast)
    assert list(found) == [
        "Collectivités",
        "Populations",
        "Unités",
        "Postes",
        "Personnes",
        "Affectations",
        "Délégations",
    ]
    names = [row[1] for row in found["Unités"].body]
    assert {"Contrôle de gestion", "Évaluation des politiques"} <= set(names)
    assert names.count("Évaluation des politiques") == 2


def test_a_commune_exports_its_own_people_and_those_of_the_intercommunality(cast: Built) -> None:
    own = {row[5] for row in sheets(key="dgs_schoelcher", cast=cast)["Personnes"].body}
    assert cast.people["dgs_schoelcher"].email in own
    assert cast.people["dgs_lamentin"].email not in own
    assert cast.people["rh"].email in own
    everyone = {row[5] for row in sheets(cast=cast)["Personnes"].body}
    assert cast.people["dgs_lamentin"].email in everyone


def test_matricules_leave_with_the_keepers_only(cast: Built) -> None:
    Person.objects.filter(pk=cast.people["rh"].pk).update(matricule="M-42")
    assert "M-42" in str(sheets(cast=cast)["Personnes"].rows)
    assert "M-42" not in str(sheets(key="dost", cast=cast)["Personnes"].rows)


def test_the_technical_administrator_exports_nothing(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["administrateur"], backend=BACKEND)
    assert client.get("/organisation/export?form=ods").status_code == 403


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_no_cell_is_a_formula(cast: Built, form: str) -> None:
    UnitVersion.objects.filter(unit=cast.units["rh"]).update(name="=1+1", short_name="@SUM(A1)")
    content = export_organisation(form=form, by=MACHINE).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert "<f>" not in parts
    assert "table:formula" not in parts
    assert "=1+1" in parts


def test_a_day_is_a_photograph_that_stands_alone(cast: Built) -> None:
    day = NOW.date()
    before = shape(chart_on(day))
    file = export_organisation(form="ods", by=MACHINE, day=day)
    found = {table.sheet: table for table in read_tables(file.content, file.name)}
    assert [row[1] for row in found["Unités"].body].count("Évaluation des politiques") == 1
    assert {row[-1] if len(row) == 10 else "" for row in found["Unités"].body} == {""}
    empty_the_organisation()
    imported(file.content, file.name)
    assert shape(chart_on(day)) == before


@pytest.mark.parametrize("query", ["form=exe", "form=ods&au=demain", "form=ods&au=0001-01-01", "au=x"])
def test_what_cannot_be_asked_is_told(cast: Built, query: str) -> None:
    client = Client()
    client.force_login(cast.users["dost"], backend=BACKEND)
    assert client.get(f"/organisation/export?{query}").status_code == 422
