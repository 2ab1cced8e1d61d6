"""Notes taken in session: nothing typed is lost."""

import pytest

from interco.committees.models import NoteVersion
from interco.committees.services.notes import save_notes
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from tests.committees.session_builders import Session, an_open_session


@pytest.fixture
def session(cast: Built) -> Session:
    return an_open_session(cast)


def test_saving_the_same_text_again_after_a_cut_changes_nothing(session: Session) -> None:
    item = session.items[0]
    assert save_notes(item, text="Accord", version=0, by=session.by("dgs")) == 1
    assert save_notes(item, text="Accord", version=0, by=session.by("dgs", minutes=1)) == 1
    assert NoteVersion.objects.count() == 1


def test_going_on_from_ones_own_unacknowledged_save_is_accepted(session: Session) -> None:
    item = session.items[0]
    save_notes(item, text="Accord", version=0, by=session.by("dgs"))
    assert save_notes(item, text="Accord de tous", version=0, by=session.by("dgs", minutes=2)) == 2


def test_a_text_changed_by_somebody_else_meanwhile_is_shown_and_nothing_is_overwritten(session: Session) -> None:
    item = session.items[0]
    save_notes(item, text="Le DGS rappelle le principe.", version=0, by=session.by("dgs"))
    with pytest.raises(Conflict) as refused:
        save_notes(item, text="Autre texte", version=0, by=session.by("secretariat"))
    assert refused.value.theirs == {"notes": "Le DGS rappelle le principe."}
    item.refresh_from_db()
    assert item.notes == "Le DGS rappelle le principe."


def test_every_state_is_kept_and_those_of_one_minute_are_one(session: Session) -> None:
    item = session.items[0]
    for second, text in enumerate(("A", "A d", "A demande"), start=1):
        save_notes(item, text=text, version=second - 1, by=session.by("dgs", minutes=second / 60))
    save_notes(item, text="A demande un calendrier.", version=3, by=session.by("dgs", minutes=5))
    save_notes(item, text="", version=4, by=session.by("secretariat", minutes=6))
    kept = list(NoteVersion.objects.filter(item=item).values_list("number", "text"))
    assert kept == [(3, "A demande"), (4, "A demande un calendrier."), (5, "")]


def test_members_do_not_write_the_notes_and_a_huge_text_is_refused(session: Session) -> None:
    with pytest.raises(Refused):
        save_notes(session.items[0], text="x", version=0, by=session.by("dga_juridique"))
    with pytest.raises(Invalid):
        save_notes(session.items[0], text="x" * 100_001, version=0, by=session.by("dgs"))
    assert not NoteVersion.objects.exists()
