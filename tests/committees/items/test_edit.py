"""Correcting an item and writing its brief, alone or at the same time as somebody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from interco.committees.enums import ItemKind, ItemState, MeetingState
from interco.committees.models import DecisionBrief, Item
from interco.committees.services.briefs import save_brief
from interco.committees.services.items import ItemContent, edit_item
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid, Refused
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item

CONTENT = ItemContent(title="Autre titre", kind=ItemKind.DECISION, decision_asked="Décider.", duration_minutes=20)


@pytest.mark.parametrize("who", ["agent_rh", "rh", "secretariat", "dgs"])
def test_the_author_the_head_and_the_secretariat_correct_what_is_sent(cast: Built, who: str) -> None:
    item = an_item(cast, author="agent_rh", state=ItemState.SUBMITTED)
    edit_item(item, CONTENT, version=1, by=actor(cast, who))
    kept = Item.objects.get(pk=item.pk)
    assert (kept.title, kept.duration_minutes, kept.version) == ("Autre titre", 20, 2)


@pytest.mark.parametrize("who", ["dga_juridique", "dga_administration", "administrateur", "elue"])
def test_others_do_not(cast: Built, who: str) -> None:
    item = an_item(cast, author="agent_rh", state=ItemState.SUBMITTED)
    with pytest.raises(Refused):
        edit_item(item, CONTENT, version=1, by=actor(cast, who))
    assert Item.objects.get(pk=item.pk).version == 1


def test_the_secretariat_does_not_write_the_draft_of_a_unit(cast: Built) -> None:
    with pytest.raises(Refused):
        edit_item(an_item(cast, state=ItemState.DRAFT), CONTENT, version=1, by=actor(cast, "secretariat"))


@pytest.mark.parametrize("state", [ItemState.IN_SESSION, ItemState.DECIDED, ItemState.CLOSED, ItemState.WITHDRAWN])
def test_nothing_changes_once_the_session_has_taken_the_item(cast: Built, state: ItemState) -> None:
    with pytest.raises(Refused):
        edit_item(an_item(cast, state=state), CONTENT, version=1, by=actor(cast, "secretariat"))


def test_nothing_changes_once_the_session_has_opened(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=a_meeting(cast, state=MeetingState.OPEN))
    with pytest.raises(Refused, match="commencé"):
        edit_item(item, CONTENT, version=1, by=actor(cast, "dga_planification"))


def test_the_second_to_save_sees_what_the_first_wrote(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    edit_item(item, replace(CONTENT, title="Le premier"), version=1, by=actor(cast, "dga_planification"))
    with pytest.raises(Conflict) as error:
        edit_item(item, replace(CONTENT, title="Le second"), version=1, by=actor(cast, "secretariat"))
    assert error.value.theirs["title"] == "Le premier"
    assert Item.objects.get(pk=item.pk).title == "Le premier"


def test_a_brief_keeps_its_texts_and_the_options_that_say_something(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    options = [
        {"title": "Une convention", "pros": "Rapide", "cons": ""},
        {"title": " ", "pros": "", "cons": " "},
        {"title": "", "pros": "", "cons": "Coûte plus"},
    ]
    save_brief(
        item, texts={"context": "Depuis 2024…"}, options=options, version=None, by=actor(cast, "dga_planification")
    )
    brief = DecisionBrief.objects.get(item=item)
    assert (brief.context, brief.updated_by_name, brief.updated_at) == ("Depuis 2024…", "Maxence Tamarin", NOW)
    assert [option["title"] for option in brief.options] == ["Une convention", "Option 3"]


def test_two_people_who_write_one_brief_both_keep_their_text(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    DecisionBrief.objects.create(item=item)
    save_brief(item, texts={"stakes": "Les délais"}, options=[], version=1, by=actor(cast, "dga_planification"))
    with pytest.raises(Conflict) as error:
        save_brief(item, texts={"stakes": "Le coût"}, options=[], version=1, by=actor(cast, "secretariat"))
    assert error.value.theirs["stakes"] == "Les délais"
    assert DecisionBrief.objects.get(item=item).stakes == "Les délais"


def test_saving_the_same_text_again_is_no_new_version(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    DecisionBrief.objects.create(item=item)
    by = actor(cast, "dga_planification")
    save_brief(item, texts={"stakes": "Les délais"}, options=[], version=1, by=by)
    save_brief(item, texts={"stakes": "Les délais"}, options=[], version=2, by=by)
    assert DecisionBrief.objects.get(item=item).version == 2


def test_an_autosave_of_the_same_sitting_is_one_entry_of_the_journal(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    for number, minutes in enumerate((0, 1, 2, 40)):
        by = actor(cast, "dga_planification", at=NOW + timedelta(minutes=minutes))
        save_brief(item, texts={"stakes": f"Version {number}"}, options=[], version=None, by=by)
    assert Entry.objects.filter(event="item.brief_written").count() == 2


@pytest.mark.parametrize(
    ("texts", "options", "field"),
    [
        ({"context": "x" * 20_001}, [], "context"),
        ({"context": "a\x1bb"}, [], "context"),
        ({}, [{"title": "x" * 201}], "option_title_0"),
        ({}, [{"title": "a"}] * 13, "options"),
    ],
)
def test_a_brief_refuses_what_is_not_a_text(
    cast: Built, texts: dict[str, str], options: list[dict[str, str]], field: str
) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    with pytest.raises(Invalid) as error:
        save_brief(item, texts=texts, options=options, version=None, by=actor(cast, "dga_planification"))
    assert set(error.value.fields) == {field}
    assert not DecisionBrief.objects.filter(item=item).exists()
