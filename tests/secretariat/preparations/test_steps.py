"""Steps are done by who is in charge of them; the review and the models follow."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.documents.models import StoredFile
from interco.secretariat.enums import PreparationState
from interco.secretariat.models import Preparation, PreparationModel
from interco.secretariat.queries.preparation_choices import Charge, charge_of
from interco.secretariat.queries.preparation_page import missing_from_model, preparation_page
from interco.secretariat.services.preparation_life import move_preparation
from interco.secretariat.services.preparation_models import delete_model, model_from, push_step, write_model
from interco.secretariat.services.preparation_steps import (
    StepContent,
    add_step,
    change_step,
    move_step,
    note_step,
    remove_step,
)
from interco.secretariat.services.preparations import Review, join_document, review
from tests.cast import NOW, actor
from tests.secretariat.preparations.builders import DAY, a_model, a_preparation, the_step

pytestmark = pytest.mark.django_db


def held(row: Preparation) -> Preparation:
    Preparation.objects.filter(pk=row.pk).update(state=PreparationState.HELD, held_on=NOW.date())
    row.refresh_from_db()
    return row


def test_who_is_in_charge_does_their_step_and_no_other(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "communication")
    step = the_step(row, "Envoyer les invitations")
    move_step(step, "done", version=1, by=by)
    assert (step.state, step.done_by_name, step.done_at) == ("done", "Hector Alizé", NOW)
    with pytest.raises(Refused):
        move_step(the_step(row, "Accueillir"), "done", version=1, by=by)
    with pytest.raises(Refused):
        change_step(step, StepContent(label="Inviter"), version=2, by=by)
    assert Entry.objects.filter(event="preparation.step_moved").count() == 1


def test_taking_a_step_up_again_forgets_who_did_it(cast: Built) -> None:
    step, by = the_step(a_preparation(cast), "Accueillir"), actor(cast, "secretariat")
    move_step(step, "done", version=1, by=by)
    move_step(step, "todo", version=2, by=by)
    assert (step.state, step.done_by_name, step.done_at) == ("todo", "", None)


def test_a_step_without_object_says_why(cast: Built) -> None:
    step, by = the_step(a_preparation(cast), "Accueillir"), actor(cast, "secretariat")
    with pytest.raises(Invalid):
        move_step(step, "moot", version=1, by=by)
    step.refresh_from_db()
    move_step(step, "moot", version=1, reason="Le cabinet accueille.", by=by)
    assert step.reason == "Le cabinet accueille."
    with pytest.raises(Invalid):
        move_step(step, "done", version=2, by=by)


def test_two_who_tick_the_same_step_do_not_tick_twice(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    first, second = the_step(row, "Accueillir"), the_step(row, "Accueillir")
    move_step(first, "done", version=1, by=by)
    with pytest.raises(Conflict):
        move_step(second, "done", version=1, by=by)


def test_a_note_and_an_evidence_are_joined_by_who_is_in_charge(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "communication")
    step = the_step(row, "Envoyer les invitations")
    note_step(step, "Envoyées à 412 agents.", version=1, by=by)
    kept = join_document(row, name="liste.txt", content=b"Liste", step=step, by=by)
    assert (step.note, kept.step, StoredFile.objects.count()) == ("Envoyées à 412 agents.", step, 1)
    with pytest.raises(Refused):
        join_document(row, name="plan.txt", content=b"Plan", by=by)


def test_the_evidence_of_a_step_taken_off_stays_among_the_documents(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    step = the_step(row, "Accueillir")
    kept = join_document(row, name="plan.txt", content=b"Plan", step=step, by=by)
    remove_step(step, version=1, by=by)
    kept.refresh_from_db()
    assert (kept.step, kept.preparation) == (None, row)


def test_nothing_moves_in_a_preparation_that_is_over(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    move_preparation(row, "cancelled", version=1, reason="Reporté.", by=by)
    for gesture in (
        lambda: add_step(row, StepContent(label="Trop tard"), by=by),
        lambda: move_step(the_step(row, "Accueillir"), "done", version=1, by=by),
        lambda: remove_step(the_step(row, "Accueillir"), version=1, by=by),
    ):
        with pytest.raises(Invalid):
            gesture()
    with pytest.raises(Refused):
        join_document(row, name="plan.txt", content=b"Plan", by=by)


def test_a_step_is_entrusted_to_a_post_or_to_a_person_of_a_commune(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    person = cast.people["dgs_schoelcher"]
    step = add_step(row, StepContent(label="Venir", charge=charge_of(f"person:{person.public_id}")), by=by)
    move_step(step, "done", version=1, by=actor(cast, "dgs_schoelcher"))
    assert step.done_by_name == person.full_name
    with pytest.raises(Invalid):
        charge_of("post:nulle-part")
    assert charge_of("") == Charge()


def test_the_review_is_written_once_it_is_held_and_says_something(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    with pytest.raises(Invalid):
        review(row, Review(went_well="Tout."), version=1, by=by)
    held(row)
    with pytest.raises(Invalid):
        review(row, Review(), version=1, by=by)
    row.refresh_from_db()
    review(row, Review(went_well="Tout.", expected=250, attended=240), version=1, by=by)
    assert (row.state, row.reviewed_by_name, row.attended) == (PreparationState.REVIEWED, "Odette Filao", 240)
    review(row, Review(went_well="Presque tout."), version=2, by=by)
    assert row.went_well == "Presque tout."


def test_it_is_not_held_before_its_day(cast: Built) -> None:
    with pytest.raises(Invalid):
        move_preparation(a_preparation(cast), "held", version=1, by=actor(cast, "secretariat"))


def test_a_preparation_becomes_a_model_without_what_had_no_object(cast: Built) -> None:
    row, by = a_preparation(cast), actor(cast, "secretariat")
    move_step(the_step(row, "Accueillir"), "moot", version=1, reason="Non.", by=by)
    change_step(
        the_step(row, "Remercier"), StepContent(label="Remercier", due_on=DAY.replace(day=15)), version=1, by=by
    )
    model = model_from(row, name="Vœux", by=by)
    assert list(model.steps.values_list("offset", "label")) == [
        (-15, "Réserver la salle"), (-5, "Envoyer les invitations"), (3, "Remercier"),
    ]  # fmt: skip
    assert model.steps.get(offset=-15).post == cast.posts["secretariat_assistant"]


def test_a_step_goes_back_into_the_model_once(cast: Built) -> None:
    model, by = a_model(cast), actor(cast, "secretariat")
    row = a_preparation(cast, model=model, steps="J-3 ; Répéter")
    step = the_step(row, "Répéter")
    assert missing_from_model(row) == {step.pk}
    assert push_step(step, model, by=by) == push_step(step, model, by=by)
    assert model.steps.filter(label="Répéter").count() == 1
    assert missing_from_model(row) == frozenset()


def test_models_are_kept_by_the_secretariat_and_leave_what_started_from_them(cast: Built) -> None:
    model, by = a_model(cast), actor(cast, "secretariat")
    row = a_preparation(cast, model=model)
    with pytest.raises(Refused):
        write_model(name="Autre", text="", steps=(), by=actor(cast, "rh"))
    with pytest.raises(Invalid):
        write_model(name="Vide", text="", steps=(), by=by)
    delete_model(model, by=by)
    row.refresh_from_db()
    assert (row.model, row.steps.count(), PreparationModel.objects.count()) == (None, 4, 0)


def test_the_sheet_is_read_by_day_with_who_and_what_is_late(cast: Built) -> None:
    row = a_preparation(cast)
    row.steps.filter(label="Réserver la salle").update(due_on=NOW.date().replace(day=3))
    page = preparation_page(row, actor(cast, "communication"))
    assert [line.told for line in page.lines] == ["J-15", "J-5", "J", "J+1"]
    assert [line.late_days for line in page.lines] == [4, 0, 0, 0]
    assert [line.who for line in page.lines] == ["Firmin Acajou", "Hector Alizé", "", ""]
    assert [line.is_mine for line in page.lines] == [False, True, False, False]
    assert [day.is_event for day in page.days] == [False, False, True, False]
    assert (page.progress.total, page.progress.late, page.pilot.name) == (4, 1, "Odette Filao")
