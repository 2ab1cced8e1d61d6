"""Writing an action outside a session, changing it, saying how far it is."""

from datetime import date

import pytest
from django.test import Client

from interco.committees.enums import ActionState, Confidentiality, ItemState
from interco.committees.models import Action, Decision, Item
from interco.committees.queries.action_page import action_page
from interco.committees.queries.actions import followed
from interco.committees.queries.owners import owners_again, owners_of
from interco.committees.services.actions import (
    ActionContent,
    content_of,
    edit_action,
    move_action,
    note_evidence,
    reschedule_action,
    write_action,
)
from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.organisation.models import Person
from tests.cast import actor
from tests.committees.actions.test_follow_up import an_action
from tests.committees.builders import an_item

DUE = date(2026, 12, 31)


def content(cast: Built, **more: object) -> ActionContent:
    given = {"title": "Compléter le coût par commune", "owner_post": cast.posts["communes"], "due_on": DUE, **more}
    return ActionContent(**given)  # type: ignore[arg-type]


def test_the_secretariat_adds_an_action_to_the_follow_up(cast: Built) -> None:
    others = [cast.posts["finances"], cast.posts["communes"]]
    by = actor(cast, "secretariat")
    action = write_action(content(cast, contributor_posts=others), body=cast.bodies["codir"], by=by)
    assert (action.reference, action.state, action.owner_post) == (
        "A-2026-001",
        ActionState.TODO,
        cast.posts["communes"],
    )
    assert list(action.contributor_posts.all()) == [cast.posts["finances"]]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": "  "}, "title"), ({"due_on": date(2026, 12, 6)}, "due_on"), ({"title": "Titre\u202e"}, "title")],
)
def test_an_action_without_words_or_in_the_past_is_refused(cast: Built, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        write_action(content(cast, **wrong), body=cast.bodies["codir"], by=actor(cast, "secretariat"))
    assert field in refusal.value.fields
    assert not Action.objects.exists()


def test_a_director_adds_none(cast: Built) -> None:
    with pytest.raises(Refused):
        write_action(content(cast), body=cast.bodies["codir"], by=actor(cast, "dga_planification"))


def test_it_changes_hands_and_its_thread_tells(cast: Built) -> None:
    by = actor(cast, "secretariat")
    action = write_action(content(cast), body=cast.bodies["codir"], by=by)
    edit_action(
        action,
        content(cast, owner_post=cast.posts["finances"], due_on=date(2027, 1, 15)),
        version=action.version,
        by=by,
    )
    move_action(action, to=ActionState.DONE, evidence="Tableau joint au budget.", by=by)
    page = action_page(
        action, items=Item.objects.none(), decisions=Decision.objects.none(), people=Person.objects.all(), day=by.today
    )
    assert [step.told for step in page.steps] == [
        "Action écrite", "Échéance du 31\xa0décembre 2026 portée au 15\xa0janvier 2027, pilote changé", "Faite",
    ]  # fmt: skip
    assert {step.happening.who for step in page.steps} == {by.name}


def test_a_late_action_keeps_its_date_when_something_else_changes(cast: Built) -> None:
    action = an_action(cast, "en retard", date(2026, 11, 1))
    by = actor(cast, "secretariat")
    edit_action(action, content(cast, due_on=action.due_on), version=None, by=by)
    assert action.due_on == date(2026, 11, 1)
    with pytest.raises(Invalid):
        edit_action(action, content(cast, due_on=date(2026, 10, 1)), version=None, by=by)
    with pytest.raises(Invalid):
        reschedule_action(action, due_on=date(2026, 11, 20), by=by)


def test_of_two_who_change_it_the_second_is_told(cast: Built) -> None:
    action = an_action(cast, "à deux", DUE)
    seen = action.version
    edit_action(action, content(cast), version=seen, by=actor(cast, "secretariat"))
    with pytest.raises(Conflict):
        edit_action(action, content_of(action), version=seen, by=actor(cast, "dgs"))


def test_its_owner_says_how_far_it_is_and_nobody_else(cast: Built) -> None:
    action = an_action(cast, "avancement", DUE)
    note_evidence(action, evidence="Deux communes sur quatre.", version=None, by=actor(cast, "dga_planification"))
    assert Action.objects.get().evidence == "Deux communes sur quatre."
    with pytest.raises(Refused):
        note_evidence(action, evidence="Non.", version=None, by=actor(cast, "dga_juridique"))


def test_the_choices_hold_the_owner_that_leads_no_unit_any_more(cast: Built) -> None:
    body, day, people = cast.bodies["codir"], date(2026, 12, 7), Person.objects.all()
    agent = cast.posts["agent_rh"]
    assert agent not in [post for post, _label in owners_of(body, day, people)]
    action = an_action(cast, "gardée", DUE)
    action.owner_post = agent
    action.save()
    assert agent in [post for post, _label in owners_again(action, day, people)]


def test_the_choices_say_the_holder_the_post_and_the_unit(cast: Built) -> None:
    said = {post.pk: label for post, label in owners_of(cast.bodies["codir"], date(2026, 12, 7), Person.objects.all())}
    assert said[cast.posts["rh"].pk] == "Mélodie Raisinier, Cheffe de service, RH"
    assert said[cast.posts["finances"].pk] == "Chef de service, Finances, poste vacant"
    assert len(set(said.values())) == len(said), "no two choices read the same"
    vacant = [label.endswith("poste vacant") for label in said.values()]
    assert vacant == sorted(vacant), "vacant posts come last"


def test_its_sheet_and_its_pages_answer(cast: Built) -> None:
    action = an_action(cast, "Publier le catalogue", DUE)
    client = Client()
    client.force_login(cast.users["secretariat"])
    address = f"/seances/actions/{action.public_id}/"
    assert "Publier le catalogue" in client.get(address).content.decode()
    sent = {"title": "Publier", "owner": cast.posts["rh"].public_id, "due_on": "2027-01-31", "contributors": []}
    assert client.post(f"{address}modifier", {**sent, "version": action.version}).status_code == 302
    assert client.post(f"{address}modifier", {**sent, "title": "", "version": ""}).status_code == 422
    lost = client.post(f"{address}modifier", {**sent, "title": "Autre", "version": action.version})
    assert lost.status_code == 422
    assert "Ce qui a été enregistré entre-temps" in lost.content.decode()
    assert 'value="Autre"' in lost.content.decode()
    assert client.post(f"{address}avancement", {"evidence": "En ligne."}).status_code == 409
    version = action.version + 1
    assert client.post(f"{address}avancement", {"evidence": "En ligne.", "version": version}).status_code == 302
    added = client.post(f"/seances/instances/{cast.bodies['codir'].public_id}/action", {**sent, "due_on": "2099-01-31"})
    assert added.status_code == 302
    assert Action.objects.count() == 2


def test_whoever_carries_it_out_reads_no_more_of_a_reserved_item_than_before(cast: Built) -> None:
    item = an_item(
        cast, confidentiality=Confidentiality.MEMBERS, title="Sanction disciplinaire", state=ItemState.CLOSED
    )
    action = an_action(cast, "Classer le dossier", DUE, item=item)
    Action.objects.filter(pk=action.pk).update(owner_post=cast.posts["agent_rh"])
    client = Client()
    client.force_login(cast.users["agent_rh"])
    page = client.get(f"/seances/actions/{action.public_id}/").content.decode()
    assert "Classer le dossier" in page
    assert "Sanction disciplinaire" not in page
    assert item.reference not in page


def test_what_is_open_comes_first_by_date_then_what_ended_the_last_first(cast: Built) -> None:
    for title, due_on, state in (
        ("ancienne", date(2026, 1, 5), ActionState.DONE), ("récente", date(2026, 11, 5), ActionState.DONE),
        ("à venir", date(2027, 1, 5), ActionState.TODO), ("en retard", date(2026, 12, 1), ActionState.DOING),
    ):  # fmt: skip
        an_action(cast, title, due_on, state=state)
    shown = followed(Action.objects.all(), actor(cast, "secretariat"), "all")
    assert [action.title for action in shown] == ["en retard", "à venir", "récente", "ancienne"]
