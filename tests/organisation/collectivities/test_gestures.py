"""Communes and partners change with time too."""

from datetime import date

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid
from interco.organisation.enums import CollectivityKind
from interco.organisation.models import CollectivityVersion
from interco.organisation.services.collectivities import (
    CollectivityValues,
    add_collectivity,
    change_collectivity,
    close_collectivity,
)
from tests.cast import actor

MARCH = date(2027, 3, 1)


def test_a_commune_that_leaves_is_no_longer_a_member_from_its_day_on(cast: Built) -> None:
    commune = cast.communes["97229"]
    change_collectivity(commune, CollectivityValues(name="Schœlcher"), day=MARCH, by=actor(cast, "dgs"))
    days = {
        day: CollectivityVersion.objects.effective_on(day).get(collectivity=commune)
        for day in (date(2027, 2, 28), MARCH)
    }
    assert [row.is_member for row in days.values()] == [True, False]


def test_codes_are_unique_and_there_is_one_intercommunality(cast: Built) -> None:
    by = actor(cast, "dgs")
    with pytest.raises(Invalid, match="déjà celui"):
        add_collectivity(
            CollectivityValues(name="X"), kind=CollectivityKind.COMMUNE, insee="97229", starts_on=MARCH, by=by
        )
    with pytest.raises(Invalid, match="une seule intercommunalité"):
        add_collectivity(CollectivityValues(name="X"), kind=CollectivityKind.EPCI, starts_on=MARCH, by=by)
    with pytest.raises(Invalid, match="ne se retire pas"):
        close_collectivity(cast.home, day=MARCH, by=by)
