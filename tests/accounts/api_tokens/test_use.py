"""What a token opens: `/api/` with the rights of its account, while it lives; and what guards it."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import ApiToken, RoleGrant
from interco.foundation.accounts.services.accounts import deactivate, reactivate
from interco.foundation.accounts.services.api_tokens import create_token, revoke_token
from interco.foundation.core import clock
from interco.foundation.core.roles import Role
from interco.organisation.models import Unit
from tests.accounts.people import set_up_application
from tests.cast import NOW, actor
from tests.matrix.principals import BACKEND

pytestmark = pytest.mark.django_db
UNITS = "/api/unites"
NEW_UNIT = {"name": "Cellule", "kind": "cell", "starts_on": "2027-01-01"}


def token_of(cast: Built, who: str, *, with_second_factor: bool = False) -> tuple[ApiToken, Client]:
    """A token of somebody, and a program that carries it."""
    token, characters = create_token(
        name="Essai", days=30, by=actor(cast, who), with_second_factor=with_second_factor
    )  # fmt: skip
    return token, Client(headers={"authorization": f"Bearer {characters}"}, enforce_csrf_checks=True)


def test_a_token_has_the_rights_of_its_account_and_no_more(cast: Built) -> None:
    with clock.travel(NOW):
        _token, keeper = token_of(cast, "secretariat")
        _token, agent = token_of(cast, "agent_rh")
        assert keeper.post(UNITS, NEW_UNIT, content_type="application/json").status_code == 201
        before = Unit.objects.count()
        refused = agent.post(UNITS, NEW_UNIT, content_type="application/json")
        assert (refused.status_code, refused.json()["detail"]) == (
            403,
            "Ce geste revient au secrétariat général ou au DGS.",
        )
        assert agent.get(UNITS).json()["count"] > 0
    assert Unit.objects.count() == before


def test_a_token_opens_nothing_but_the_api(cast: Built) -> None:
    with clock.travel(NOW):
        _token, program = token_of(cast, "secretariat")
        assert program.get(UNITS).status_code == 200
        for page in ("/", "/compte/", "/organisation/organigramme", "/apis"):
            answer = program.get(page)
            assert answer.status_code in {302, 404}, page


def test_a_token_ends_with_its_days_its_revocation_and_its_account(cast: Built) -> None:
    token, program = token_of(cast, "agent_rh")
    with clock.travel(NOW + timedelta(days=29)):
        assert program.get(UNITS).status_code == 200
    with clock.travel(NOW + timedelta(days=31)):
        assert program.get(UNITS).status_code == 401
    with clock.travel(NOW):
        deactivate(cast.users["agent_rh"], by=actor(cast, "administrateur"))
        assert program.get(UNITS).status_code == 401
        reactivate(cast.users["agent_rh"], by=actor(cast, "administrateur"))
        assert program.get(UNITS).status_code == 401, "a closed account does not get its tokens back"
        other, second = token_of(cast, "dost")
        assert second.get(UNITS).status_code == 200
        revoke_token(other, by=actor(cast, "dost"))
        answer = second.get(UNITS)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert token.revoked_at is None


def test_an_unknown_token_is_not_replaced_by_the_session(cast: Built) -> None:
    client = Client(headers={"authorization": "Bearer " + "0" * 43})
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    assert client.get(UNITS).status_code == 401


def test_unknown_tokens_are_counted_by_network(cast: Built) -> None:
    cache.clear()
    with clock.travel(NOW):
        _token, good = token_of(cast, "secretariat")
        stranger = Client(headers={"authorization": "Bearer interco_" + "0" * 43})
        statuses = [stranger.get(UNITS).status_code for _try in range(32)]
        assert statuses == [401] * 30 + [429] * 2
        assert good.get(UNITS).status_code == 200, "a bad neighbour closes nothing to a living token"
        assert stranger.get(UNITS, REMOTE_ADDR="192.0.2.7").status_code == 401, "another network has its own count"
        v6 = [stranger.get(UNITS, REMOTE_ADDR=f"2001:db8::{each:x}").status_code for each in range(1, 33)]
    assert v6[-1] == 429, "addresses of one /64 are one network"
    cache.clear()


def test_the_day_of_last_use_is_kept(cast: Built) -> None:
    with clock.travel(NOW):
        token, program = token_of(cast, "agent_rh")
        program.get(UNITS)
    token.refresh_from_db()
    assert token.last_used_on == actor(cast, "agent_rh").today


def test_a_role_that_comes_later_and_demands_a_second_factor_stops_a_token_made_without(
    cast: Built, settings: LazySettings
) -> None:
    with clock.travel(NOW):
        _token, program = token_of(cast, "agent_rh")
        user = cast.users["agent_rh"]
        RoleGrant.objects.create(user=user, role=Role.SECRETARIAT, at=NOW)
        settings.SECOND_FACTOR_REQUIRED = True
        set_up_application(user)
        refused = program.get(UNITS)
        assert refused.status_code == 403
        assert "sans lui" in refused.json()["detail"]
        _token, proven = token_of_again(cast)
        assert proven.get(UNITS).status_code == 200


def token_of_again(cast: Built) -> tuple[ApiToken, Client]:
    """The same person, signed in with the second factor this time."""
    token, characters = create_token(name="Autre", days=30, by=actor(cast, "agent_rh"), with_second_factor=True)
    return token, Client(headers={"authorization": f"Bearer {characters}"})


def test_a_session_writes_with_its_csrf_token_only(cast: Built) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.users["secretariat"], backend=BACKEND)
    with clock.travel(NOW):
        before = Unit.objects.count()
        refused = client.post(UNITS, NEW_UNIT, content_type="application/json")
        assert refused.status_code == 403
        assert "X-CSRFToken" in refused.json()["detail"]
        assert Unit.objects.count() == before
        client.get("/compte/")
        key = client.cookies["csrftoken"].value
        done = client.post(UNITS, NEW_UNIT, content_type="application/json", headers={"X-CSRFToken": key})
    assert done.status_code == 201


def test_who_is_nobody_is_told_to_sign_in(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    for answer in (client.get(UNITS), client.post(UNITS, NEW_UNIT, content_type="application/json")):
        assert answer.status_code == 401
        assert answer.json()["detail"]
