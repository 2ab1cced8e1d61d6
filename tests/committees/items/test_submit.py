"""Submitting an item."""

from datetime import date, timedelta
from typing import Any

import pytest

from interco.committees.enums import ItemKind, ItemState, MeetingState
from interco.committees.models import DecisionBrief, Item, ItemEvent
from interco.committees.services.items import ItemContent, submit_item
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting

CONTENT = ItemContent(
    title="Charte de rédaction", kind=ItemKind.DECISION, decision_asked="Adopter la charte.", duration_minutes=10
)


def submit(cast: Built, who: str = "agent_rh", unit: str = "rh", **fields: Any) -> Item:
    """Submit as somebody of the cast; `fields` replace those of the content."""
    options = {name: fields.pop(name) for name in ("wished", "send", "body") if name in fields}
    options.setdefault("body", cast.bodies["codir"])
    content = ItemContent(**{**{name: getattr(CONTENT, name) for name in CONTENT.__slots__}, **fields})
    return submit_item(content, unit=cast.units[unit], by=actor(cast, who), **options)


def test_the_rest_is_guessed(cast: Built) -> None:
    a_meeting(cast, day=date(2026, 12, 8), number=1)
    next_one = a_meeting(cast, day=date(2026, 12, 15), number=2)
    item = submit(cast)
    assert (item.state, item.reference) == (ItemState.SUBMITTED, "P-2026-001")
    assert (item.author, item.rapporteur) == (cast.people["agent_rh"], cast.people["agent_rh"])
    assert (item.rapporteur_post, item.unit) == (cast.posts["agent_rh"], cast.units["rh"])
    assert (item.wished_meeting, item.is_late, item.submitted_at) == (next_one, False, NOW)
    assert DecisionBrief.objects.filter(item=item).exists()


def test_an_item_sent_after_the_closing_of_proposals_is_late(cast: Built) -> None:
    tomorrow = a_meeting(cast, day=date(2026, 12, 8))
    item = submit(cast)
    assert (item.wished_meeting, item.is_late) == (tomorrow, True)


def test_an_item_for_a_chosen_session_past_its_deadline_is_late(cast: Built) -> None:
    tomorrow = a_meeting(cast, day=date(2026, 12, 8), number=1)
    a_meeting(cast, day=date(2026, 12, 15), number=2)
    assert submit(cast, wished=tomorrow).is_late


def test_without_a_session_to_come_the_item_waits(cast: Built) -> None:
    item = submit(cast)
    assert (item.wished_meeting, item.is_late) == (None, False)


def test_a_draft_is_kept_and_not_sent(cast: Built) -> None:
    item = submit(cast, send=False, decision_asked="")
    assert (item.state, item.submitted_at) == (ItemState.DRAFT, None)


def test_an_information_asks_for_no_decision(cast: Built) -> None:
    assert submit(cast, kind=ItemKind.INFORMATION, decision_asked="").state == ItemState.SUBMITTED


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "Budget\x00"}, "title"),
        ({"kind": "vote"}, "kind"),
        ({"confidentiality": "public"}, "confidentiality"),
        ({"duration_minutes": 0}, "duration_minutes"),
        ({"duration_minutes": -5}, "duration_minutes"),
        ({"duration_minutes": 9999}, "duration_minutes"),
        ({"decision_asked": ""}, "decision_asked"),
        ({"decision_asked": "x" * 1001}, "decision_asked"),
        ({"decision_asked": "\u202eoui"}, "decision_asked"),
    ],
)
def test_bad_input_answers_a_sentence_and_changes_nothing(cast: Built, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        submit(cast, **fields)
    assert set(error.value.fields) == {field}
    assert error.value.sentence
    assert not Item.objects.exists()
    assert not ItemEvent.objects.exists()


@pytest.mark.parametrize("state", [MeetingState.OPEN, MeetingState.CLOSED, MeetingState.CANCELLED])
def test_an_item_is_not_sent_to_a_session_that_is_over(cast: Built, state: MeetingState) -> None:
    with pytest.raises(Invalid, match="à venir"):
        submit(cast, wished=a_meeting(cast, state=state))
    assert not Item.objects.exists()


def test_an_item_is_not_sent_to_a_session_of_the_past(cast: Built) -> None:
    past = a_meeting(cast, day=NOW.date() - timedelta(days=6))
    with pytest.raises(Invalid, match="à venir"):
        submit(cast, wished=past)


def test_a_session_of_another_body_is_refused(cast: Built) -> None:
    with pytest.raises(Invalid, match="instance"):
        submit(cast, wished=a_meeting(cast, body="conference"))


def test_nobody_submits_for_a_unit_that_is_not_theirs(cast: Built) -> None:
    with pytest.raises(Refused, match="votre service"):
        submit(cast, unit="finances")
    assert not Item.objects.exists()


def test_the_secretariat_submits_for_any_unit(cast: Built) -> None:
    assert submit(cast, "secretariat", unit="finances").unit == cast.units["finances"]


def test_a_commune_submits_to_the_conference_in_which_it_sits_and_not_to_the_codir(cast: Built) -> None:
    unit = "dgs_lamentin"
    assert submit(cast, unit, unit=unit, body=cast.bodies["conference"]).state == ItemState.SUBMITTED
    with pytest.raises(Refused, match="collectivité"):
        submit(cast, unit, unit=unit)


def test_an_account_without_a_person_carries_no_item(cast: Built) -> None:
    with pytest.raises(Refused):
        submit(cast, "administrateur")


def test_a_body_that_has_ended_takes_no_item(cast: Built) -> None:
    cast.bodies["codir"].is_active = False
    with pytest.raises(Invalid, match="ne siège plus"):
        submit(cast)
