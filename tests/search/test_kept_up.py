"""What is written is found at once, without building the index again."""

import pytest

from interco.committees.enums import ItemKind, StanceValue
from interco.committees.models import Decision
from interco.committees.services.closing import close_meeting
from interco.committees.services.drafting import Draft, draft_decision
from interco.committees.services.items import ItemContent, edit_item, submit_item
from interco.config.demo.organisation import Built
from interco.foundation.search.queries.find import find
from interco.organisation.models import PostVersion, UnitVersion
from interco.organisation.services import people, units
from interco.organisation.tasks import build_index_again
from tests.cast import actor
from tests.committees.builders import a_meeting
from tests.committees.session_builders import a_round_of_stances, an_open_session

pytestmark = pytest.mark.django_db


def titles(cast: Built, typed: str, who: str = "dgs") -> list[str]:
    return [found.title for found in find(typed, actor=actor(cast, who))]


def test_an_item_is_found_from_the_moment_it_is_sent_under_its_present_title(cast: Built) -> None:
    a_meeting(cast)
    by = actor(cast, "dga_planification")
    unit = PostVersion.objects.select_related("unit").get(post=cast.posts["dga_planification"]).unit
    content = ItemContent(title="Passerelle du Lamentin", kind=ItemKind.INFORMATION)
    item = submit_item(content, body=cast.bodies["codir"], unit=unit, by=by, send=False)
    assert titles(cast, "passerelle") == []
    item = submit_item(content, body=cast.bodies["codir"], unit=unit, by=by)
    assert titles(cast, "passerelle") == ["Passerelle du Lamentin"]
    edit_item(item, ItemContent(title="Viaduc du Lamentin", kind=ItemKind.INFORMATION), version=item.version, by=by)
    assert titles(cast, "passerelle") == []
    assert titles(cast, "viaduc") == ["Viaduc du Lamentin"]


def test_a_decision_is_found_from_its_closing_by_its_number(cast: Built) -> None:
    session = an_open_session(cast)
    round_ = a_round_of_stances(session)
    session.answer_all(round_)
    assert round_.stances.filter(value=StanceValue.FAVOURABLE).exists()
    item = session.items[1]
    draft_decision(item, draft=Draft(text="Ouvrir la passerelle le dimanche."), by=session.by("dgs", minutes=20))
    assert titles(cast, "passerelle dimanche") == []
    close_meeting(session.meeting, by=session.by("dgs", minutes=30))
    found = Decision.objects.get()
    assert titles(cast, found.reference) == [found.title]
    assert titles(cast, "passerelle dimanche") == [found.title]


def test_people_and_units_are_found_as_they_are_now(cast: Built) -> None:
    by = actor(cast, "secretariat")
    row = UnitVersion.objects.get(unit=cast.units["qualite"])
    values = units.UnitValues(name="Écoute des usagers", kind=row.kind, parent=row.parent)
    units.change_unit(cast.units["qualite"], values, day=by.today, by=by)
    assert titles(cast, "écoute des usagers")[0] == "Écoute des usagers"
    assert titles(cast, "isidore") == ["Écoute des usagers"], "found by its leader"
    gone = cast.people["qualite"]
    named = people.PersonValues(first_name=gone.first_name, last_name="Calebasse", gender=gone.gender)
    people.correct_person(gone, named, starts_on=gone.starts_on, ends_on=None, by=by)
    assert titles(cast, "calebasse") == ["Isidore Calebasse"]


def test_the_worker_builds_it_again(cast: Built) -> None:
    assert titles(cast, "odette") == []
    build_index_again.call()
    assert titles(cast, "odette")[0] == "Odette Filao"
