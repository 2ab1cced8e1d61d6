"""A refused form comes back with its texts: it is sent again from the page of the refusal, without a script."""

import re
from html import unescape

import pytest
from django.test import Client

from interco.committees.enums import ActionState, ItemState, MeetingState
from interco.committees.models import Action, Item, Meeting
from interco.config.demo.organisation import Built
from tests.cast import NOW
from tests.committees.builders import a_meeting, an_item
from tests.committees.pages.browsing import browser


def form_in(html: str) -> tuple[str, dict[str, str]]:
    """Where the form of a refusal goes, and what a browser would send of it."""
    form = re.search(r'<form class="form" method="post" action="([^"]*)"(.*?)</form>', html, re.DOTALL)
    assert form is not None, "no form to send again"
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[2]))
    texts = dict(
        re.findall(r'<textarea class="input" id="[^"]*" name="([^"]*)".*?>\n(.*?)</textarea>', form[2], re.DOTALL)
    )
    return unescape(form[1]), {name: unescape(value) for name, value in {**hidden, **texts}.items()}


def an_action(cast: Built) -> Action:
    return Action.objects.create(
        reference="A-2026-001", body=cast.bodies["codir"], title="Relancer", owner_post=cast.posts["rh"],
        due_on=NOW.date(), created_at=NOW, evidence="Écrit par un autre",
    )  # fmt: skip


def sent_again(client: Client, html: str) -> int:
    address, fields = form_in(html)
    return client.post(address, fields).status_code


def test_the_reason_of_a_return_is_kept_when_the_point_was_answered_meanwhile(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT, submitted_at=NOW)
    address = f"/seances/points/{item.public_id}/renvoyer"
    with browser(cast, "secretariat") as client:
        Item.objects.update(state=ItemState.TREATED)
        refused = client.post(address, {"reason": "Doublon\nde P-12", "from": "inbox", "submission_key": "a" * 20})
        html = refused.content.decode()
        assert refused.status_code == 422
        assert form_in(html)[0] == address
        fields = form_in(html)[1]
        assert (fields["reason"].replace("\r", ""), fields["from"]) == ("Doublon\nde P-12", "inbox")
        assert fields["submission_key"] != "a" * 20
        Item.objects.update(state=ItemState.SUBMITTED)
        assert sent_again(client, html) == 302
    assert Item.objects.get().state == ItemState.RETURNED


def test_the_reason_of_a_cancelled_session_is_sent_again_over_the_version_that_stands(cast: Built) -> None:
    meeting = a_meeting(cast)
    with browser(cast, "secretariat") as client:
        typed = {"reason": "Cyclone", "version": 77}
        refused = client.post(f"/seances/{meeting.public_id}/annuler", typed)
        assert refused.status_code == 409
        assert form_in(refused.content.decode())[1]["version"] == "1"
        assert sent_again(client, refused.content.decode()) == 302
    assert Meeting.objects.get().state == MeetingState.CANCELLED


@pytest.mark.parametrize("place", ["avancement", "etat"])
def test_of_two_who_write_how_far_an_action_is_the_second_sees_both_texts(cast: Built, place: str) -> None:
    action = an_action(cast)
    with browser(cast, "secretariat") as client:
        typed = {"evidence": "Ma relance est partie", "version": 9, "state": "doing"}
        refused = client.post(f"/seances/actions/{action.public_id}/{place}", typed)
        html = refused.content.decode()
        assert refused.status_code == 409
        assert "Écrit par un autre" in html
        assert sent_again(client, html) == 302
    action.refresh_from_db()
    assert action.evidence == "Ma relance est partie"
    assert action.state == (ActionState.DOING if place == "etat" else ActionState.TODO)


def test_what_somebody_may_not_do_any_more_is_only_to_be_copied(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED, submitted_at=NOW)
    with browser(cast, "dost") as client:
        refused = client.post(f"/seances/points/{item.public_id}/renvoyer", {"reason": "Une longue explication"})
    html = refused.content.decode()
    assert refused.status_code == 403
    assert "Une longue explication" in html
    assert "readonly" in html
    assert "Envoyer de nouveau" not in html


def test_a_form_forged_elsewhere_is_not_made_ready_to_be_sent(cast: Built) -> None:
    item = an_item(cast, state=ItemState.SUBMITTED, submitted_at=NOW)
    with browser(cast, "secretariat"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.users["secretariat"], backend="allauth.account.auth_backends.AuthenticationBackend")
        refused = client.post(f"/seances/points/{item.public_id}/renvoyer", {"reason": "Écrit par un autre site"})
    assert refused.status_code == 403
    assert "Écrit par un autre site" not in refused.content.decode()


def test_a_gesture_of_one_button_has_nothing_to_keep_and_a_secret_is_never_shown_again(cast: Built) -> None:
    item = an_item(cast, state=ItemState.DRAFT)
    with browser(cast, "secretariat") as client:
        Item.objects.update(state=ItemState.TREATED, submitted_at=NOW)
        for typed in ({}, {"password": "deux mots de passe", "from": "inbox"}):
            html = client.post(f"/seances/points/{item.public_id}/accepter", typed).content.decode()
            assert "Envoyer de nouveau" not in html
            assert "deux mots" not in html
