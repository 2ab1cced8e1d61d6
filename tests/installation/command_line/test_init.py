"""From nothing to an intercommunality and somebody who administers it."""

import json

import pytest

from tests.installation.sites import CACEM, PASSWORD, Site

READ = """
import json
from interco.organisation.models import Collectivity, CollectivityVersion, Population, Territory
territory = Territory.objects.get()
rows = CollectivityVersion.objects.select_related("collectivity").order_by("collectivity__insee")
print(json.dumps({
    "zone": territory.time_zone, "department": territory.department, "vintage": territory.reference_vintage,
    "rows": [[row.collectivity.kind, row.collectivity.insee, row.collectivity.siren, row.name, row.short_name, row.is_member]
             for row in rows],
    "municipal": Population.objects.get(collectivity__is_home=True).municipal,
    "sum": sum(Population.objects.filter(collectivity__is_home=False).values_list("municipal", flat=True)),
}))
"""


def test_the_territory_stands_with_its_codes_populations_and_time_zone(model_site: Site) -> None:
    found = json.loads(model_site.python(READ))
    assert (found["zone"], found["department"], found["vintage"]) == ("America/Martinique", "972", 2026)
    assert found["municipal"] == found["sum"] == 150_323
    assert found["rows"][0] == [
        "epci", "", CACEM, "Communauté d’agglomération du Centre de la Martinique", "CACEM", False,
    ]  # fmt: skip
    assert found["rows"][1] == ["commune", "97209", "219722097", "Fort-de-France", "", True]
    assert [row[3] for row in found["rows"][2:]] == ["Le Lamentin", "Saint-Joseph", "Schœlcher"]


@pytest.mark.once
@pytest.mark.parametrize(("siren", "communes"), [("200067106", 158), ("200 054 807", 92)])
def test_the_largest_stand_as_well_and_keep_paris_time(bare: Site, siren: str, communes: int) -> None:
    facts = bare.told("init", "--siren", siren)
    assert (facts["communes"], facts["time_zone"]) == (communes, "Europe/Paris")


@pytest.mark.once
def test_a_name_is_enough_when_only_one_answers(nothing: Site) -> None:
    assert nothing.told("init", "--siren", "cacem", "--time-zone", "America/Cayenne")["siren"] == CACEM
    assert json.loads(nothing.python(READ))["zone"] == "America/Cayenne"


@pytest.mark.once
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--siren", "000000000"), "Aucune intercommunalité"),
        (("--siren", "grand paris"), "Plusieurs intercommunalités"),
        (("--siren", CACEM, "--time-zone", "Martinique"), "Ce fuseau horaire n’existe pas"),
        (("--siren", CACEM, "--short-name", "S" * 61), "trop long"),
    ],
)
def test_what_is_not_understood_opens_nothing(bare: Site, given: tuple[str, ...], sentence: str) -> None:
    done = bare.run("init", *given, "--json")
    assert done.returncode == 1
    assert sentence in json.loads(done.stdout)["error"]
    assert bare.python("from interco.organisation.models import *; print(Collectivity.objects.count())") == "0"


@pytest.mark.once
def test_a_second_territory_is_refused(model_site: Site) -> None:
    done = model_site.run("init", "--siren", "200067106")
    assert done.returncode == 1
    assert "tient déjà une intercommunalité" in done.stderr


@pytest.mark.once
def test_nobody_can_sign_in_before_createadmin(bare: Site) -> None:
    bare.told("init", "--siren", CACEM)
    assert bare.python("from interco.foundation.accounts.models import User; print(User.objects.count())") == "0"


@pytest.mark.once
@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (("--email", "ada@cacem.example"), "motdepasse\n", "12 caractères"),
        (("--email", "ada@cacem.example"), "\n", "12 caractères"),
        (("--email", "pas une adresse"), f"{PASSWORD}\n", "n’est pas valable"),
        (("--email", "ZOE@cacem.example"), f"{PASSWORD}\n", "Un compte porte déjà cette adresse"),
        ((), f"{PASSWORD}\n", "Il manque --email"),
    ],
)
def test_an_administrator_needs_an_address_and_a_strong_password(
    site: Site, arguments: tuple[str, ...], password: str, sentence: str
) -> None:
    done = site.run("createadmin", *arguments, "--password-stdin", given=password)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert site.python("from interco.foundation.accounts.models import User; print(User.objects.count())") == "1"


@pytest.mark.once
def test_createadmin_says_what_comes_first(nothing: Site) -> None:
    done = nothing.run("createadmin", "--email", "a@b.example", "--password-stdin", given=f"{PASSWORD}\n")
    assert done.returncode == 1
    assert "lancez d’abord « interco init »" in done.stderr
