"""Double clicks: one form posted many times at once with its key has one effect; the key refuses another body."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from interco.committees.models import Item
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from tests.drills.conftest import Tell
from tests.drills.figures import times
from tests.drills.servers import Browser, Server, session_of
from tests.drills.test_kills import form_of
from tests.drills.wholeness import troubles

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 16


def test_a_form_posted_many_times_at_once_has_one_effect(cast: Built, server: Server, figure: Tell) -> None:
    clicks = times(200, release=1000)
    browser = Browser(server.port, session_of(cast.users["dost"]))
    form = form_of(cast) | {"title": "Un seul point", "submission_key": "the-same-key"}
    with ThreadPoolExecutor(HANDS) as pool:
        answers = list(pool.map(lambda _rank: browser.post("/seances/proposer", form), range(clicks)))
    assert {answer.status for answer in answers} == {302}
    assert len({answer.location for answer in answers}) == 1
    assert sum(not answer.replayed for answer in answers) == 1
    item = Item.objects.get(title="Un seul point")
    assert Entry.objects.filter(event="item.written", subject_id=item.public_id).count() == 1
    other = browser.post("/seances/proposer", form | {"title": "Un autre point"})
    assert other.status == 409
    assert "Déjà envoyé" in other.text
    assert not Item.objects.filter(title="Un autre point").exists()
    assert troubles() == []
    figure("clicks", clicks)
    figure("effects", Item.objects.filter(title="Un seul point").count(), most=1, least=1)


def test_a_refused_form_is_corrected_under_the_same_key(cast: Built, server: Server) -> None:
    browser = Browser(server.port, session_of(cast.users["dost"]))
    form = form_of(cast) | {"title": "Corrigé", "submission_key": "corrected"}
    assert browser.post("/seances/proposer", form | {"duration_minutes": "0"}).status == 422
    assert browser.post("/seances/proposer", form).status == 302
    assert Item.objects.filter(title="Corrigé").count() == 1


def test_somebody_else_who_sends_the_same_key_has_an_effect_of_their_own(cast: Built, server: Server) -> None:
    one, two = (Browser(server.port, session_of(cast.users[key])) for key in ("dost", "dgs"))
    form = form_of(cast) | {"title": "Chacun le sien", "submission_key": "shared"}
    assert one.post("/seances/proposer", form).status == 302
    assert two.post("/seances/proposer", form).status == 302
    assert Item.objects.filter(title="Chacun le sien").count() == 2


def test_two_people_who_write_one_brief_at_once_lose_nothing_they_typed(
    cast: Built, server: Server, figure: Tell
) -> None:
    rounds, lost = times(5, release=200), 0
    author, secretary = (Browser(server.port, session_of(cast.users[key])) for key in ("dost", "secretariat"))
    made = author.post("/seances/proposer", form_of(cast) | {"title": "Une note à deux", "submission_key": "brief"})
    address = f"{made.location}note"
    version = 1
    for rank in range(rounds):
        typed = {
            author: f"Contexte écrit par l’auteur ({rank}).",
            secretary: f"Contexte écrit par le secrétariat ({rank}).",
        }
        with ThreadPoolExecutor(2) as pool:
            sent = {
                browser: pool.submit(
                    browser.post, address, {"context": text, "version": str(version), "submission_key": f"{text}"}
                )
                for browser, text in typed.items()
            }
        answers = {browser: future.result() for browser, future in sent.items()}
        statuses = sorted(answer.status for answer in answers.values())
        assert statuses == [302, 409], statuses
        winner, loser = sorted(answers, key=lambda browser: answers[browser].status)
        brief = Item.objects.get(title="Une note à deux").brief
        lost += brief.context != typed[winner]
        told = answers[loser].text
        lost += typed[loser] not in told.replace("&#39;", "'") or typed[winner] not in told
        assert lost == 0, told
        version = brief.version
    figure("briefs written by two at once", rounds)
    figure("texts lost", lost, most=0)
