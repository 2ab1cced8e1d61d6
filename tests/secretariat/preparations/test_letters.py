"""What is written to people: a step entrusted, recalled the working day before, told late once; never twice."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from interco.cockpit.queries.preparations import preparation_lines
from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User
from interco.foundation.core.actor import Actor, system_actor
from interco.foundation.core.periodic import periodic_jobs
from interco.foundation.notifications.models import OutgoingMessage
from interco.foundation.notifications.rules.kinds import may_still_receive
from interco.organisation.models import Assignment
from interco.scheduling.rules.events import DayContent
from interco.scheduling.services.days import move_day
from interco.scheduling.services.events import cancel_event
from interco.secretariat.models import PreparationStep
from interco.secretariat.queries.preparation_choices import Charge
from interco.secretariat.services.preparation_letters import send_reminders
from interco.secretariat.services.preparation_life import move_preparation
from interco.secretariat.services.preparation_steps import StepContent, add_step, change_step, move_step
from tests.cast import NOW, actor
from tests.committees.builders import ZONE
from tests.secretariat.preparations.builders import a_preparation, an_event, the_step

pytestmark = pytest.mark.django_db
#: Tuesday 8 December 2026, 7:30 in Martinique.
MORNING = datetime(2026, 12, 8, 11, 30, tzinfo=UTC)
#: Monday 14 December 2026: its eve is Friday the 11th.
MONDAY = date(2026, 12, 14)


def machine(at: datetime = MORNING) -> Actor:
    return system_actor(at, ZONE)


def letters(kind: str = "preparation.reminder") -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind=kind).order_by("pk"))


def names(kind: str = "preparation.reminder") -> list[str]:
    return [letter.recipient_name for letter in letters(kind)]


def test_each_is_told_once_of_all_the_steps_entrusted_by_a_gesture(cast: Built) -> None:
    a_preparation(
        cast, steps="J-15 ; Réserver ; Firmin Acajou\nJ-5 ; Installer ; Firmin Acajou\nJ ; Ouvrir ; Odette Filao"
    )
    (letter,) = letters("preparation.entrusted")
    assert (letter.recipient_name, letter.title) == ("Firmin Acajou", "Vœux au personnel : 2 étapes vous sont confiées")
    assert "Réserver" in letter.text
    assert "Ouvrir" not in letter.text


def test_only_who_becomes_in_charge_is_told(cast: Built) -> None:
    row, by = a_preparation(cast, steps="J-5 ; Relancer"), actor(cast, "secretariat")
    step = the_step(row, "Relancer")
    content = StepContent(label="Relancer", offset=-5, charge=Charge(post=cast.posts["rh"]))
    change_step(step, content, version=1, by=by)
    change_step(step, StepContent(label="Relancer", offset=-6, charge=content.charge), version=2, by=by)
    assert names("preparation.entrusted") == ["Mélodie Raisinier"]


def test_the_eve_is_told_once_and_the_late_once(cast: Built) -> None:
    row = a_preparation(cast, event=an_event(cast, day=MONDAY), steps="J ; Accueillir ; Hector Alizé")
    friday = MORNING + timedelta(days=3)
    counts = [
        send_reminders(by=machine(at)) for at in (
            MORNING, friday - timedelta(minutes=1), friday, friday + timedelta(minutes=5), friday + timedelta(days=1),
            friday + timedelta(days=3), friday + timedelta(days=4), friday + timedelta(days=4, hours=5),
            friday + timedelta(days=7),
        )
    ]  # fmt: skip
    assert counts == [0, 0, 1, 0, 0, 0, 1, 0, 0]
    eve, late = letters()
    assert eve.title == "Vœux au personnel : 1 étape arrive à échéance"
    assert late.title == "Vœux au personnel : 1 étape en retard"
    assert eve.message_id != late.message_id
    assert row.steps.get().told_late_of == MONDAY


def test_a_step_put_off_is_recalled_anew(cast: Built) -> None:
    row = a_preparation(cast, event=an_event(cast, day=MONDAY), steps="J ; Accueillir ; Hector Alizé")
    friday = MORNING + timedelta(days=3)
    send_reminders(by=machine(friday))
    later = DayContent(day=MONDAY + timedelta(days=7), at=time(9), minutes=60)
    move_day(row.event.occurrences.get(), later, version=None, by=actor(cast, "secretariat"))
    assert send_reminders(by=machine(friday + timedelta(days=3))) == 0
    assert send_reminders(by=machine(friday + timedelta(days=7))) == 1


def test_what_was_entrusted_this_morning_is_not_recalled_the_same_day(cast: Built) -> None:
    row = a_preparation(cast, event=an_event(cast, day=NOW.date() + timedelta(days=1)), steps="")
    add_step(row, StepContent(label="Relancer", charge=Charge(post=cast.posts["rh"])), by=actor(cast, "secretariat"))
    assert send_reminders(by=machine(NOW + timedelta(minutes=5))) == 0


def test_nothing_is_recalled_of_what_is_done_cancelled_or_over(cast: Built) -> None:
    rows = [
        a_preparation(cast, event=an_event(cast, day=MORNING.date() + timedelta(days=1), at=time(9 + hour)),
                      steps="J ; Accueillir ; Hector Alizé") for hour in range(3)
    ]  # fmt: skip
    by = actor(cast, "secretariat")
    move_step(the_step(rows[0], "Accueillir"), "done", version=1, by=by)
    move_preparation(rows[1], "cancelled", version=1, reason="Non.", by=by)
    cancel_event(rows[2].event, version=None, by=by)
    assert send_reminders(by=machine()) == 0


def test_a_vacant_post_and_a_step_of_nobody_are_the_pilots(cast: Built) -> None:
    event = an_event(cast, day=MORNING.date() + timedelta(days=1))
    row = a_preparation(cast, event=event, pilot="dost", steps="J ; Accueillir\nJ ; Parler ; Hector Alizé")
    Assignment.objects.filter(post=cast.posts["communication"]).update(ends_on=NOW.date())
    send_reminders(by=machine())
    (letter,) = letters()
    assert letter.recipient_name == "Rosalie Gommier"
    assert {"Accueillir,", "Parler,"} <= set(letter.text.split())
    lines = {line.title for line in preparation_lines(actor(cast, "dost"))}
    assert lines == {"Accueillir", "Parler"}
    assert row.steps.count() == 2


def test_a_reader_in_english_is_written_to_in_english(cast: Built) -> None:
    User.objects.filter(pk=cast.users["communication"].pk).update(preferences={"language": "en"})
    a_preparation(
        cast, event=an_event(cast, day=MORNING.date() + timedelta(days=1)), steps="J ; Accueillir ; Hector Alizé"
    )
    send_reminders(by=machine())
    assert letters()[0].title == "Vœux au personnel: 1 step is due"


def test_who_owes_nothing_any_more_does_not_receive_the_letter(cast: Built) -> None:
    event = an_event(cast, day=MORNING.date() + timedelta(days=1))
    row = a_preparation(cast, event=event, steps="J ; Accueillir ; Hector Alizé")
    send_reminders(by=machine())
    letter = letters()[0]
    assert may_still_receive(letter, at=MORNING)
    move_step(the_step(row, "Accueillir"), "done", version=1, by=actor(cast, "secretariat"))
    assert not may_still_receive(letter, at=MORNING)


def test_the_worker_asks_for_it(cast: Built) -> None:
    assert cast.users
    assert "secretariat.preparations" in [job.name for job in periodic_jobs()]


def test_each_reads_their_steps_of_two_weeks_and_the_review_they_owe(cast: Built) -> None:
    row = a_preparation(
        cast, event=an_event(cast, day=NOW.date() + timedelta(days=10)),
        steps="J-1 ; Installer ; Firmin Acajou\nJ+9 ; Remercier ; Firmin Acajou",
    )  # fmt: skip
    assert [line.title for line in preparation_lines(actor(cast, "secretariat_assistant"))] == ["Installer"]
    assert list(preparation_lines(actor(cast, "rh"))) == []
    type(row).objects.filter(pk=row.pk).update(state="held")
    assert [line.detail for line in preparation_lines(actor(cast, "secretariat"))] == [
        "Préparation tenue, bilan à écrire"
    ]
    assert PreparationStep.objects.owed().count() == 2
