"""What the secretariat answers, and what comes back by itself."""

from datetime import date

import pytest

from interco.committees.enums import ItemState
from interco.committees.models import Item
from interco.committees.services.items import send_item, withdraw_item
from interco.committees.services.judgement import accept_item, carry_over, return_item
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.notifications.models import OutgoingMessage
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item


@pytest.mark.parametrize("who", ["secretariat", "secretariat_assistant", "dgs"])
def test_the_secretariat_and_the_chair_accept(cast: Built, who: str) -> None:
    item = accept_item(an_item(cast, state=ItemState.SUBMITTED), by=actor(cast, who))
    assert Item.objects.get(pk=item.pk).state == ItemState.ACCEPTED


@pytest.mark.parametrize("who", ["dga_planification", "dga_juridique", "agent_rh", "elue", "administrateur"])
def test_nobody_else_judges(cast: Built, who: str) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED)
    with pytest.raises(Refused):
        accept_item(item, by=actor(cast, who))
    with pytest.raises(Refused):
        return_item(item, reason="Non", by=actor(cast, who))
    assert Item.objects.get(pk=item.pk).state == ItemState.SUBMITTED


def test_a_returned_item_tells_its_author_why_by_mail(cast: Built) -> None:
    item = return_item(
        an_item(cast, state=ItemState.SUBMITTED), reason="Chiffrez la deuxième option.", by=actor(cast, "secretariat")
    )
    assert item.events.get().reason == "Chiffrez la deuxième option."
    message = OutgoingMessage.objects.get(kind="item.returned")
    assert message.address == cast.people["dga_planification"].email
    assert "Chiffrez la deuxième option." in message.text
    assert "http" not in message.text


def test_a_returned_item_is_sent_again_by_its_unit_only(cast: Built) -> None:
    item = an_item(cast, author="agent_rh", state=ItemState.RETURNED)
    with pytest.raises(Refused):
        send_item(item, by=actor(cast, "secretariat"))
    send_item(item, by=actor(cast, "rh"))
    assert Item.objects.get(pk=item.pk).state == ItemState.SUBMITTED


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (ItemState.DRAFT, "dga_planification"),
        (ItemState.SUBMITTED, "dga_planification"),
        (ItemState.RETURNED, "dga_planification"),
        (ItemState.ACCEPTED, "secretariat"),
        (ItemState.SCHEDULED, "dga_planification"),
    ],
)
def test_an_item_is_withdrawn_from_any_state_before_the_session(cast: Built, state: ItemState, who: str) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, state=state, meeting=meeting if state == ItemState.SCHEDULED else None)
    withdraw_item(item, reason="Sans objet", by=actor(cast, who))
    kept = Item.objects.get(pk=item.pk)
    assert (kept.state, kept.meeting) == (ItemState.WITHDRAWN, None)


def test_an_untreated_item_goes_to_the_next_session_with_its_history(cast: Built) -> None:
    today, next_one = a_meeting(cast, day=date(2026, 12, 8)), a_meeting(cast, day=date(2026, 12, 15), number=2)
    item = an_item(cast, state=ItemState.SCHEDULED, meeting=today, position=4, is_late=True)
    carry_over(item, by=actor(cast, "secretariat"), reason="Non traité, faute de temps")
    kept = Item.objects.get(pk=item.pk)
    assert (kept.state, kept.wished_meeting, kept.carry_count) == (ItemState.ACCEPTED, next_one, 1)
    assert (kept.meeting, kept.position, kept.is_late) == (None, None, False)
    assert kept.events.get().meeting == today


def test_a_treated_item_is_not_carried_over(cast: Built) -> None:
    item = an_item(cast, state=ItemState.TREATED)
    with pytest.raises(Invalid):
        carry_over(item, by=actor(cast, "secretariat"))
    assert Item.objects.get(pk=item.pk).carry_count == 0
