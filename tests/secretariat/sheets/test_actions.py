"""Actions of ordinary meetings: in the same follow-up, between the people who were there."""

from datetime import date, timedelta

import pytest

from interco.committees.enums import ActionState
from interco.committees.policies.actions import visible_to
from interco.committees.queries.origins import origins_of_action
from interco.committees.queries.owners import owners_again
from interco.committees.services.actions import content_of, edit_action, move_action
from interco.committees.services.reminders import remind_owners
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import system_actor
from interco.foundation.core.errors import Refused
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Person
from interco.scheduling.services.events import change_following
from interco.secretariat.services.sheets import open_sheet
from tests.cast import NOW, actor
from tests.scheduling.builders import content
from tests.secretariat.sheets.builders import DAY, GUESTS, a_sheet, an_action, page_for


def test_its_owner_and_the_people_of_the_meeting_read_it_and_nobody_else(cast: Built) -> None:
    action = an_action(cast, a_sheet(cast), owner="rh")
    readers = {"dgs", "dost", "agent_rh", "dgs_schoelcher", "rh"}
    for who in cast.users:
        assert visible_to(actor(cast, who)).filter(pk=action.pk).exists() == (who in readers), who


def test_the_owner_moves_it_who_holds_the_sheet_corrects_it(cast: Built) -> None:
    action = an_action(cast, a_sheet(cast), owner="rh")
    move_action(action, to=ActionState.DOING, by=actor(cast, "rh"))
    for who in ("rh", "dost", "secretariat"):
        with pytest.raises(Refused):
            edit_action(action, content_of(action), version=None, by=actor(cast, who))
    edit_action(action, content_of(action), version=None, by=actor(cast, "dgs"))
    move_action(action, to=ActionState.DONE, by=actor(cast, "dgs"))
    with pytest.raises(Refused):
        move_action(action, to=ActionState.DOING, by=actor(cast, "dost"))


def test_its_owner_is_reminded_like_any_other(cast: Built) -> None:
    an_action(cast, a_sheet(cast), owner="rh", due_on=(NOW + timedelta(days=1)).date())
    assert remind_owners(by=system_actor(NOW)) == 1
    letter = OutgoingMessage.objects.get(kind="actions.reminder")
    assert letter.address == cast.people["rh"].email


def test_its_page_leads_to_the_meeting_for_who_was_there_only(cast: Built) -> None:
    action = an_action(cast, a_sheet(cast), owner="rh")
    assert [one.title for one in origins_of_action(action, actor(cast, "dost"))] == ["Point budget"]
    assert origins_of_action(action, actor(cast, "rh")) == []


def test_the_people_of_the_meeting_may_own_it(cast: Built) -> None:
    action = an_action(cast, a_sheet(cast), owner="rh")
    offered = {post.pk for post, _label in owners_again(action, DAY, Person.objects.all())}
    assert cast.posts["agent_rh"].pk in offered


def test_the_next_meeting_of_the_series_opens_with_what_is_left(cast: Built) -> None:
    sheet = a_sheet(cast, rule="FREQ=WEEKLY;COUNT=6")
    left, done = an_action(cast, sheet, title="Reste"), an_action(cast, sheet, title="Faite")
    move_action(done, to=ActionState.DONE, by=actor(cast, "dgs"))
    by = actor(cast, "dgs")
    following = open_sheet(sheet.event, DAY + timedelta(days=7), by=by)
    assert [line.action for line in page_for(following, by).left] == [left]
    assert page_for(sheet, by).left == []


def test_a_series_continued_by_another_takes_its_sheets_and_its_follow_up_along(cast: Built) -> None:
    sheet = a_sheet(cast, rule="FREQ=WEEKLY;COUNT=6")
    by = actor(cast, "dgs")
    an_action(cast, sheet, title="Reste")
    later = open_sheet(sheet.event, date(2026, 12, 23), by=by)
    heir = change_following(
        sheet.event, content(title="Point budget", rule="FREQ=WEEKLY;COUNT=6", first_on=date(2026, 12, 16), minutes=90),
        day=date(2026, 12, 16), version=None, by=by,
    )  # fmt: skip
    moved = page_for(later, by).sitting
    assert moved.occurrence is not None
    assert moved.occurrence.event_id == heir.pk
    assert not moved.is_cancelled
    assert open_sheet(heir, date(2026, 12, 23), by=by) == later
    fresh = open_sheet(heir, date(2026, 12, 16), by=by)
    assert [line.action.title for line in page_for(fresh, by).left] == ["Reste"]
    assert len(GUESTS) + 1 == len(page_for(fresh, by).attendees)
