"""Two people of one name are two people: neither goes on from what the other wrote."""

import pytest

from interco.committees.enums import ItemState
from interco.committees.models import NoteVersion
from interco.committees.services.briefs import save_brief
from interco.committees.services.notes import save_notes
from interco.committees.services.session import next_item
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict
from interco.organisation.models import Person
from tests.cast import actor
from tests.committees.builders import an_item
from tests.committees.session_builders import an_open_session


@pytest.fixture
def namesakes(cast: Built) -> Built:
    """The secretary and the DGS bear one name."""
    dgs = cast.people["dgs"]
    Person.objects.filter(pk=cast.people["secretariat"].pk).update(first_name=dgs.first_name, last_name=dgs.last_name)
    User.objects.filter(pk=cast.users["secretariat"].pk).update(name=cast.users["dgs"].name)
    assert actor(cast, "secretariat").name == actor(cast, "dgs").name
    return cast


def test_notes_of_a_namesake_are_not_ones_own_unacknowledged_save(namesakes: Built) -> None:
    session = an_open_session(namesakes)
    next_item(session.meeting, by=session.by("dgs"))
    item = session.items[0]
    save_notes(item, text="Du secrétariat.", version=0, by=session.by("secretariat"))
    with pytest.raises(Conflict):
        save_notes(item, text="Du DGS.", version=0, by=session.by("dgs"))
    save_notes(item, text="Des deux.", version=1, by=session.by("dgs"))
    assert list(NoteVersion.objects.order_by("number").values_list("text", flat=True)) == [
        "Du secrétariat.",
        "Des deux.",
    ]


def test_a_brief_written_by_a_namesake_is_another_line_of_the_journal(namesakes: Built) -> None:
    item = an_item(namesakes, state=ItemState.SUBMITTED)
    for rank, key in enumerate(("secretariat", "dgs"), start=1):
        save_brief(item, texts={"context": f"Texte de {key}"}, options=[], version=rank, by=actor(namesakes, key))
    assert Entry.objects.filter(event="item.brief_written").count() == 2
