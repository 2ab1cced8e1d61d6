"""Reminders of actions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from interco.committees.enums import ActionState
from interco.committees.models import Action
from interco.committees.services.reminders import remind_owners
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor, system_actor
from interco.foundation.core.periodic import periodic_jobs
from interco.foundation.notifications.models import OutgoingMessage
from interco.organisation.models import Assignment
from tests.cast import NOW
from tests.committees.builders import ZONE

TODAY = NOW.astimezone(ZONE).date()


def machine(days: int = 0) -> Actor:
    return replace(system_actor(NOW, ZONE), at=NOW + timedelta(days=days))


def an_action(cast: Built, *, owner: str = "dga_juridique", due_in: int = -1, **more: object) -> Action:
    given: dict[str, object] = {
        "reference": f"A-2026-{Action.objects.count() + 1:03d}", "body": cast.bodies["codir"], "title": "Notifier le coût",
        "owner_post": cast.posts[owner], "due_on": TODAY + timedelta(days=due_in), "created_at": NOW,
    }  # fmt: skip
    return Action.objects.create(**{**given, **more})


def letters() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind="actions.reminder").order_by("recipient_name"))


def test_an_owner_gets_one_letter_for_all_that_waits(cast: Built) -> None:
    an_action(cast, due_in=-5)
    an_action(cast, due_in=3, title="Saisir le CST")
    assert remind_owners(by=machine()) == 1
    (letter,) = letters()
    assert letter.recipient_name == cast.people["dga_juridique"].full_name
    assert letter.title == "2 actions vous attendent"
    assert "en retard de 5 jours" in letter.text
    assert "Saisir le CST" in letter.text


@pytest.mark.parametrize(
    "more", [{"due_in": 4}, {"state": ActionState.DONE}, {"state": ActionState.CANCELLED}, {"reminded_on": TODAY}]
)
def test_what_does_not_wait_is_not_told(cast: Built, more: dict[str, object]) -> None:
    an_action(cast, **more)  # type: ignore[arg-type]
    assert remind_owners(by=machine()) == 0
    assert letters() == []


def test_the_same_action_is_told_again_after_a_week_and_not_before(cast: Built) -> None:
    an_action(cast)
    sent = [remind_owners(by=machine(days)) for days in (0, 0, 1, 6, 7, 8)]
    assert sent == [1, 0, 0, 0, 1, 0]
    assert len(letters()) == 2


def test_nobody_is_written_to_for_a_vacant_post(cast: Built) -> None:
    action = an_action(cast)
    Assignment.objects.filter(post=cast.posts["dga_juridique"]).update(ends_on=date(2026, 1, 1))
    assert remind_owners(by=machine()) == 0
    assert Action.objects.get(pk=action.pk).reminded_on is None


def test_the_worker_knows_the_job() -> None:
    assert "committees.reminders" in {job.name for job in periodic_jobs()}
