"""A preparation begins beside an event or with it, from a model or from a paste, and follows its event."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.scheduling.enums import Visibility
from interco.scheduling.models import Event
from interco.scheduling.rules.events import DayContent, EventContent
from interco.scheduling.services.days import cancel_day, move_day
from interco.scheduling.services.events import cancel_event, cancel_following, change_event, change_following
from interco.secretariat.enums import PreparationState
from interco.secretariat.models import Preparation, PreparationStep
from interco.secretariat.services.pasted_steps import steps_of_file, steps_of_text
from interco.secretariat.services.preparation_life import close_past, move_preparation
from interco.secretariat.services.preparation_steps import StepContent, change_step
from interco.secretariat.services.preparations import PreparationContent, change_preparation, plan_and_prepare, prepare
from tests.cast import NOW, actor
from tests.secretariat.preparations.builders import DAY, a_model, a_preparation, an_event, the_step

pytestmark = pytest.mark.django_db
WEEKLY: dict[str, Any] = {"rule": "FREQ=WEEKLY;BYDAY=TU", "until_on": DAY + timedelta(days=56)}


def days(row: Preparation) -> dict[str, date]:
    return dict(row.steps.values_list("label", "due_on"))


def moved(event: Event, **more: object) -> EventContent:
    content = {
        "title": event.title, "first_on": event.first_on, "minutes": event.minutes, "at": event.at, "kind": event.kind,
        "rule": event.rule, "until_on": event.until_on, "visibility": event.visibility,
    }  # fmt: skip
    return EventContent(**{**content, **more})  # type: ignore[arg-type]  # a test's shorthand


def test_a_preparation_has_its_steps_around_its_day(cast: Built) -> None:
    row = a_preparation(cast)
    assert (row.title, row.held_on, row.state) == ("Vœux au personnel", DAY, PreparationState.PREPARING)
    assert days(row) == {
        "Réserver la salle": date(2026, 12, 28), "Envoyer les invitations": date(2027, 1, 7), "Accueillir": DAY,
        "Remercier": DAY + timedelta(days=1),
    }  # fmt: skip
    assert the_step(row, "Réserver la salle").post == cast.posts["secretariat_assistant"]
    assert the_step(row, "Accueillir").post is None


def test_one_day_is_prepared_once(cast: Built) -> None:
    event = an_event(cast)
    a_preparation(cast, event=event)
    with pytest.raises(Invalid):
        a_preparation(cast, event=event)


def test_an_event_is_planned_and_prepared_together_or_not_at_all(cast: Built) -> None:
    planned = EventContent(title="Visite du préfet", first_on=DAY, at=time(10), minutes=90)
    content, by = PreparationContent(pilot=cast.posts["dost"]), actor(cast, "secretariat")
    row = plan_and_prepare(planned, content, owner=cast.people["secretariat"], model=a_model(cast), by=by)
    assert (row.event.owner, row.title, row.steps.count()) == (cast.people["secretariat"], "Visite du préfet", 4)
    with pytest.raises(Invalid):
        plan_and_prepare(
            planned, PreparationContent(pilot=cast.posts["dost"], kind="fête"), owner=cast.people["secretariat"], by=by
        )
    assert Event.objects.filter(title="Visite du préfet").count() == 1


def test_the_steps_of_a_model_and_those_given_come_once(cast: Built) -> None:
    row = a_preparation(cast, model=a_model(cast), steps="J-15 ; Réserver la salle\nJ-3 ; Répéter")
    assert sorted(days(row)) == ["Accueillir", "Envoyer les invitations", "Remercier", "Répéter", "Réserver la salle"]


def test_moving_the_event_moves_the_steps_but_those_fixed_by_hand(cast: Built) -> None:
    row = a_preparation(cast)
    fixed = the_step(row, "Envoyer les invitations")
    content = StepContent(label=fixed.label, offset=-5, due_on=date(2027, 1, 4))
    change_step(fixed, content, version=fixed.version, by=actor(cast, "secretariat"))
    later = DAY + timedelta(days=14)
    move_day(
        row.event.occurrences.get(), DayContent(day=later, at=time(9), minutes=120), version=row.event.version,
        by=actor(cast, "secretariat"),
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.held_on, row.day, row.version) == (later, later, 2)
    assert days(row)["Réserver la salle"] == date(2027, 1, 11)
    assert days(row)["Envoyer les invitations"] == date(2027, 1, 4)
    assert the_step(row, "Envoyer les invitations").is_fixed


def test_changing_the_whole_event_moves_its_preparation_too(cast: Built) -> None:
    row = a_preparation(cast)
    later = DAY + timedelta(days=2)
    change_event(row.event, moved(row.event, first_on=later), version=None, by=actor(cast, "secretariat"))
    row.refresh_from_db()
    assert (row.held_on, days(row)["Remercier"]) == (later, date(2027, 1, 15))


def test_a_cancelled_event_cancels_its_preparation_and_it_is_not_taken_up_again(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    cancel_event(row.event, version=None, by=by)
    row.refresh_from_db()
    assert row.state == PreparationState.CANCELLED
    assert not PreparationStep.objects.owed().exists()
    with pytest.raises(Invalid):
        move_preparation(row, "preparing", version=row.version, by=by)


def test_one_cancelled_by_hand_is_taken_up_again_where_its_event_now_is(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    with pytest.raises(Invalid):
        move_preparation(row, "cancelled", version=None, by=by)
    row.refresh_from_db()
    move_preparation(row, "cancelled", version=1, reason="Reporté.", by=by)
    later = DAY + timedelta(days=7)
    change_event(row.event, moved(row.event, first_on=later), version=None, by=by)
    row.refresh_from_db()
    assert row.state == PreparationState.CANCELLED
    move_preparation(row, "preparing", version=row.version, by=by)
    assert (row.state, row.held_on, row.cancelled_reason) == (PreparationState.PREPARING, later, "")


def test_one_day_of_a_series_is_prepared_and_only_its_own_cancelling_counts(cast: Built) -> None:
    event, by = an_event(cast, **WEEKLY), actor(cast, "secretariat")
    second, third = DAY + timedelta(days=7), DAY + timedelta(days=14)
    rows = [a_preparation(cast, event=event, day=day) for day in (second, third)]
    cancel_day(event.occurrences.get(day=third), version=None, by=by)
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == [PreparationState.PREPARING, PreparationState.CANCELLED]


def test_a_series_that_changes_its_weekday_takes_its_preparation_along(cast: Built) -> None:
    event, by = an_event(cast, **WEEKLY), actor(cast, "secretariat")
    row = a_preparation(cast, event=event, day=DAY + timedelta(days=14))
    thursdays = moved(event, first_on=DAY + timedelta(days=2), rule="FREQ=WEEKLY;BYDAY=TH")
    change_event(event, thursdays, version=None, by=by)
    row.refresh_from_db()
    assert row.held_on == DAY + timedelta(days=16)
    assert row.state == PreparationState.PREPARING


def test_a_series_cut_gives_its_preparation_to_the_series_that_follows(cast: Built) -> None:
    event, by = an_event(cast, **WEEKLY), actor(cast, "secretariat")
    fourth = DAY + timedelta(days=21)
    row = a_preparation(cast, event=event, day=fourth)
    at_ten = moved(event, first_on=fourth, at=time(10))
    following = change_following(event, at_ten, day=DAY + timedelta(days=14), version=None, by=by)
    row.refresh_from_db()
    assert (row.event, row.held_on, row.state) == (following, fourth, PreparationState.PREPARING)
    cancel_following(following, day=following.first_on, version=None, by=by)
    row.refresh_from_db()
    assert row.state == PreparationState.CANCELLED


def test_who_moves_the_event_needs_no_right_on_its_preparation(cast: Built) -> None:
    event = an_event(cast, owner="agent_rh", visibility=Visibility.PRIVATE)
    row = a_preparation(cast, event=event, pilot="rh", by=actor(cast, "agent_rh"))
    change_event(event, moved(event, first_on=DAY + timedelta(days=1)), version=None, by=actor(cast, "agent_rh"))
    row.refresh_from_db()
    assert row.held_on == DAY + timedelta(days=1)


def test_a_private_event_is_prepared_by_its_own_people_only(cast: Built) -> None:
    event = an_event(cast, owner="agent_rh", visibility=Visibility.PRIVATE)
    with pytest.raises(Refused):
        a_preparation(cast, event=event)
    with pytest.raises(Refused):
        a_preparation(cast, event=an_event(cast), by=actor(cast, "communication"))


def test_what_is_past_says_so_by_itself(cast: Built) -> None:
    row = a_preparation(cast)
    assert close_past(by=actor(cast, "secretariat", NOW + timedelta(days=36))) == 0
    assert close_past(by=actor(cast, "secretariat", NOW + timedelta(days=37))) == 1
    row.refresh_from_db()
    assert row.state == PreparationState.HELD
    assert PreparationStep.objects.owed().count() == 4


def test_two_who_change_it_at_once_see_both_texts(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    content = PreparationContent(pilot=cast.posts["dost"], title="Vœux aux agents")
    change_preparation(row, content, version=1, by=by)
    with pytest.raises(Conflict) as found:
        change_preparation(row, PreparationContent(pilot=cast.posts["dost"], title="Vœux"), version=1, by=by)
    assert found.value.theirs["title"] == "Vœux aux agents"


@pytest.mark.parametrize(("text", "told"), [
    ("Jour ; Étape\nJ-15 ; Réserver", [(-15, "Réserver")]),
    ("J-15\tRéserver\tFirmin Acajou\nJ\tAccueillir", [(-15, "Réserver"), (0, "Accueillir")]),
    ("J-15 Réserver la salle, le matériel", [(-15, "Réserver la salle, le matériel")]),
    ("\n\n", []),
])  # fmt: skip
@pytest.mark.usefixtures("cast")
def test_a_checklist_is_pasted_as_it_comes(text: str, told: list[tuple[int, str]]) -> None:
    assert [(one.offset, one.label) for one in steps_of_text(text, NOW.date())] == told


@pytest.mark.parametrize(("text", "words"), [
    ("J-15 ; Réserver\ndemain ; Inviter", "Ligne 2"), ("J-15 ; ", "Ligne 1"), ("J-15 ; A\nJ-15 ; A", "Ligne 2"),
    ("J-15 ; Réserver ; Le concierge", "Le concierge"), ("J-15 ; A ; Cheffe de service", "plusieurs postes"),
    ("J-999 ; A", "Ligne 1"), ("\n".join(f"J ; {number}" for number in range(121)), "120"),
])  # fmt: skip
@pytest.mark.usefixtures("cast")
def test_a_paste_that_does_not_read_is_refused_by_its_line(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        steps_of_text(text, NOW.date())


@pytest.mark.usefixtures("cast")
def test_a_checklist_is_read_from_a_file() -> None:
    given = steps_of_file("etapes.csv", "Jour;Étape\nJ-15;Réserver la salle\n".encode(), NOW.date())
    assert [(one.offset, one.label) for one in given] == [(-15, "Réserver la salle")]


def test_nothing_is_prepared_on_a_day_that_does_not_exist(cast: Built) -> None:
    event = an_event(cast)
    with pytest.raises(Invalid):
        prepare(
            event, DAY + timedelta(days=1), PreparationContent(pilot=cast.posts["dost"]), by=actor(cast, "secretariat")
        )
