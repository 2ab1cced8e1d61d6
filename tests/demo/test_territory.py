"""The demonstration holds the structure of the CACEM as its page gives it."""

from interco.config.demo.organisation import Built
from interco.foundation.core.roles import Role
from interco.organisation.models import UnitVersion
from tests.cast import NOW, actor


def test_the_dgs_has_four_deputies_and_two_attached_units(cast: Built) -> None:
    today = actor(cast, "dgs").today
    below = UnitVersion.objects.effective_on(today).filter(parent=cast.units["dgs"])
    assert sorted(below.values_list("kind", flat=True)) == ["dga", "dga", "dga", "dga", "directorate", "service"]


def test_the_dost_holds_the_three_units_the_page_names_and_no_fourth(cast: Built) -> None:
    today = actor(cast, "dgs").today
    below = UnitVersion.objects.effective_on(today).filter(parent=cast.units["dost"])
    assert sorted(below.values_list("short_name", flat=True)) == [
        "Communes membres",
        "Mutualisation",
        "Secrétariat général",
    ]


def test_roles_follow_the_posts_and_the_grants(cast: Built) -> None:
    assert actor(cast, "dgs").roles == {Role.DGS, Role.STAFF}
    assert actor(cast, "secretariat").roles == {Role.SECRETARIAT, Role.STAFF}
    assert actor(cast, "dgs_schoelcher").roles == {Role.COMMUNE_STAFF}
    assert actor(cast, "elue").roles == {Role.ELECTED_READER}
    assert actor(cast, "administrateur").roles == {Role.ADMINISTRATOR}


def test_feminine_titles_come_from_the_record_of_the_person(cast: Built) -> None:
    assert actor(cast, "dga_infrastructures", NOW).title == "Directrice générale adjointe"
