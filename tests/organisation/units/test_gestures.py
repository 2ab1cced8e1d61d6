"""Opening, correcting, changing and closing units."""

from datetime import date

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.organisation.enums import UnitKind
from interco.organisation.models import UnitVersion
from interco.organisation.services.units import UnitValues, change_unit, close_unit, correct_unit, open_unit
from tests.cast import actor

MARCH = date(2027, 3, 1)


def version(cast: Built, key: str, day: date = date(2026, 12, 7)) -> UnitVersion:
    return UnitVersion.objects.effective_on(day).get(unit=cast.units[key])


def values(cast: Built, key: str, *, parent: str | None = None, name: str = "") -> UnitValues:
    row = version(cast, key)
    above = cast.units[parent] if parent else row.parent
    return UnitValues(name=name or row.name, short_name=row.short_name, kind=row.kind, parent=above, rank=row.rank)


def test_a_unit_opened_stands_from_its_day_on_and_enters_the_journal(cast: Built) -> None:
    by = actor(cast, "secretariat")
    given = UnitValues(name="Observatoire", kind=UnitKind.SERVICE, parent=cast.units["dost"])
    unit = open_unit(cast.home, given, starts_on=MARCH, by=by)
    assert not UnitVersion.objects.effective_on(date(2027, 2, 28)).filter(unit=unit).exists()
    assert UnitVersion.objects.effective_on(MARCH).get(unit=unit).parent == cast.units["dost"]
    assert Entry.objects.get(event="unit.opened").subject_id == unit.public_id


def test_changing_a_unit_keeps_its_history(cast: Built) -> None:
    change_unit(cast.units["rh"], values(cast, "rh", parent="dost"), day=MARCH, by=actor(cast, "dgs"))
    assert version(cast, "rh", date(2027, 2, 28)).parent != cast.units["dost"]
    assert version(cast, "rh", MARCH).parent == cast.units["dost"]


def test_correcting_a_unit_rewrites_its_history(cast: Built) -> None:
    row = version(cast, "rh")
    correct_unit(
        row, values(cast, "rh", name="Ressources"), starts_on=row.starts_on, ends_on=None, by=actor(cast, "dgs")
    )
    assert UnitVersion.objects.get(unit=cast.units["rh"]).name == "Ressources"
    assert Entry.objects.get(event="unit.corrected").payload["facts"]["before"]["name"] == "Ressources humaines"


def test_a_unit_may_not_stand_under_itself_even_in_the_future(cast: Built) -> None:
    with pytest.raises(Invalid, match="DOST, puis Secrétariat général, puis DOST"):
        change_unit(cast.units["dost"], values(cast, "dost", parent="secretariat"), day=MARCH, by=actor(cast, "dgs"))


def test_a_unit_may_not_stand_in_another_collectivity(cast: Built) -> None:
    with pytest.raises(Invalid, match="même collectivité"):
        change_unit(cast.units["rh"], values(cast, "rh", parent="dgs_schoelcher"), day=MARCH, by=actor(cast, "dgs"))


def test_a_unit_with_units_under_it_does_not_close(cast: Built) -> None:
    with pytest.raises(Invalid, match="y est encore rattachée"):
        close_unit(cast.units["dost"], day=MARCH, with_posts=True, by=actor(cast, "dgs"))


def test_a_unit_with_posts_closes_only_with_them(cast: Built) -> None:
    with pytest.raises(Invalid, match="Des postes s’y trouvent encore"):
        close_unit(cast.units["qualite"], day=MARCH, by=actor(cast, "dgs"))
    close_unit(cast.units["qualite"], day=MARCH, with_posts=True, by=actor(cast, "dgs"))
    assert not UnitVersion.objects.effective_on(MARCH).filter(unit=cast.units["qualite"]).exists()
    assert UnitVersion.objects.effective_on(date(2027, 2, 28)).filter(unit=cast.units["qualite"]).exists()


def test_a_change_already_planned_stands_in_the_way_of_a_closing(cast: Built) -> None:
    with pytest.raises(Invalid, match="1er février 2027"):
        close_unit(cast.units["evaluation"], day=date(2027, 1, 1), with_posts=True, by=actor(cast, "dgs"))


def test_the_loser_of_a_race_is_told(cast: Built) -> None:
    row = version(cast, "rh")
    given = values(cast, "rh", name="Ressources")
    correct_unit(row, given, starts_on=row.starts_on, ends_on=None, by=actor(cast, "dgs"), version=1)
    with pytest.raises(Conflict):
        correct_unit(row, given, starts_on=row.starts_on, ends_on=None, by=actor(cast, "secretariat"), version=1)


@pytest.mark.parametrize("who", ["dost", "agent_rh", "administrateur", "elue", "dgs_schoelcher"])
def test_only_those_who_keep_the_organisation_change_it(cast: Built, who: str) -> None:
    with pytest.raises(Refused):
        change_unit(cast.units["rh"], values(cast, "rh"), day=MARCH, by=actor(cast, who))
    assert UnitVersion.objects.filter(unit=cast.units["rh"]).count() == 1
