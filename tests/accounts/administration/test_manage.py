"""Administrators open, invite, give roles and close; nobody locks everybody out."""

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.accounts.services.accounts import deactivate, grant_role, revoke_role
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.roles import Role
from interco.foundation.notifications.models import OutgoingMessage
from tests.accounts.people import account, is_signed_in, sign_in
from tests.cast import actor
from tests.matrix.principals import BACKEND

pytestmark = pytest.mark.django_db
LIST = "/administration/comptes/"


@pytest.fixture
def administrator(client: Client, cast: Built) -> Client:
    client.force_login(cast.users["administrateur"], backend=BACKEND)
    return client


def test_opening_an_account_invites_it(administrator: Client) -> None:
    answer = administrator.post(LIST, {"email": "Rose@Cacem.example", "name": "Rose Balata", "role": "secretariat"})
    rose = User.objects.get(email="rose@cacem.example")
    assert answer.headers["Location"] == LIST + rose.public_id
    assert [grant.role for grant in rose.grants.all()] == ["secretariat"]
    assert OutgoingMessage.objects.get(kind="accounts.invitation").address == "rose@cacem.example"
    assert not rose.has_usable_password()
    assert "Rose Balata" in administrator.get(LIST).content.decode()
    events = set(Entry.objects.filter(subject_id=rose.public_id).values_list("event", flat=True))
    assert events == {"accounts.opened", "accounts.role_granted", "accounts.invited"}


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("pas une adresse", "Rose"), ("", "Rose"), ("rose@cacem.example", ""), ("rose@cacem.example", "Ro\u202ese"),
        ("a" * 300 + "@cacem.example", "Rose"), ("rose@cacem.example", "R" * 300),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_changes_nothing(email: str, name: str, administrator: Client) -> None:
    before = User.objects.count()
    answer = administrator.post(LIST, {"email": email, "name": name})
    assert answer.status_code == 422
    assert User.objects.count() == before
    assert not OutgoingMessage.objects.exists()


def test_an_address_serves_one_account(administrator: Client, cast: Built) -> None:
    answer = administrator.post(LIST, {"email": cast.users["dgs"].email.upper(), "name": "Autre"})
    assert answer.status_code == 422
    assert "déjà cette adresse" in answer.content.decode()


def test_closing_an_account_ends_its_sessions_at_once(administrator: Client) -> None:
    rose, browser = account(), Client()
    sign_in(browser)
    assert is_signed_in(browser)
    administrator.post(f"{LIST}{rose.public_id}/fermer")
    assert not is_signed_in(browser)
    administrator.post(f"{LIST}{rose.public_id}/rouvrir")
    assert not is_signed_in(browser)
    assert sign_in(browser) == 302


def test_the_list_costs_the_same_whatever_the_number_of_accounts(
    administrator: Client, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    administrator.get(LIST)  # fills the caches of the process
    with CaptureQueriesContext(connection) as few:
        administrator.get(LIST)
    for number in range(30):
        account(f"agent{number}@cacem.example", Role.DPO, password=None)
    with CaptureQueriesContext(connection) as many:
        administrator.get(LIST)
    assert len(many) == len(few)


def test_a_role_given_holds_at_the_next_request_and_taken_back_too(administrator: Client) -> None:
    rose, browser = account(), Client()
    sign_in(browser)
    assert browser.get(LIST).status_code == 403
    administrator.post(f"{LIST}{rose.public_id}/role", {"role": "administrator"})
    assert browser.get(LIST).status_code == 200
    administrator.post(f"{LIST}{rose.public_id}/role/retirer", {"role": "administrator"})
    assert browser.get(LIST).status_code == 403


@pytest.mark.parametrize("role", ["secretariat", "dpo", "elected_reader"])
def test_an_administrator_does_not_open_content_to_themselves(role: str, administrator: Client, cast: Built) -> None:
    me = cast.users["administrateur"]
    answer = administrator.post(f"{LIST}{me.public_id}/role", {"role": role})
    assert answer.status_code == 403
    assert "vous donner un rôle qui lit les dossiers" in answer.content.decode()
    assert [grant.role for grant in me.grants.all()] == ["administrator"]
    sheet = administrator.get(LIST + me.public_id).content.decode()
    assert f'value="{role}"><span>' in sheet
    assert "à demander à un autre administrateur" in sheet


def test_the_dgs_reads_by_mail_who_received_a_role_that_opens_content(administrator: Client, cast: Built) -> None:
    rose = account()
    for role in ("administrator", "secretariat", "secretariat"):
        administrator.post(f"{LIST}{rose.public_id}/role", {"role": role})
    letter = OutgoingMessage.objects.get()
    assert (letter.kind, letter.address) == ("accounts.role_given", cast.users["dgs"].email)
    for told in (rose.name, rose.email, "Secrétariat général", actor(cast, "administrateur").name):
        assert told in letter.text
    assert Entry.objects.filter(event="accounts.role_granted", subject_id=rose.public_id).count() == 2


def test_a_role_of_the_organisation_is_not_given(cast: Built) -> None:
    with pytest.raises(Invalid):
        grant_role(account(), Role.DGS, by=actor(cast, "administrateur"))


def test_nobody_but_an_administrator_gives_a_role(cast: Built) -> None:
    rose = account()
    for key in ("dgs", "secretariat", "dpo", "agent_rh", "elue", "dgs_schoelcher"):
        with pytest.raises(Refused):
            grant_role(rose, Role.SECRETARIAT, by=actor(cast, key))
    assert not rose.grants.exists()


def test_an_administrator_neither_closes_nor_demotes_themselves(cast: Built) -> None:
    me, by = cast.users["administrateur"], actor(cast, "administrateur")
    grant_role(cast.users["dgs"], Role.ADMINISTRATOR, by=by)
    with pytest.raises(Refused, match="propre compte"):
        deactivate(me, by=by)
    with pytest.raises(Refused, match="vous retirer ce rôle"):
        revoke_role(me, Role.ADMINISTRATOR, by=by)


def test_the_last_administrator_stays(cast: Built) -> None:
    from interco.foundation.core.actor import system_actor
    from tests.cast import NOW

    with pytest.raises(Refused, match="dernier administrateur"):
        deactivate(cast.users["administrateur"], by=system_actor(NOW))
    assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR).count() == 1


def test_one_device_is_signed_out_and_not_the_others(administrator: Client) -> None:
    account()
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    page = here.get("/compte/").content.decode()
    other = page.split('formaction="')[1].split('"')[0]
    assert Client().post(other).status_code == 302
    assert is_signed_in(there)
    administrator.post(other)
    assert is_signed_in(there)
    here.post(other)
    assert not is_signed_in(there)
    assert is_signed_in(here)


def test_preferences_follow_the_account_to_another_browser() -> None:
    account()
    here, there = Client(), Client()
    sign_in(here)
    here.post("/compte/", {"language": "en", "theme": "dark"})
    sign_in(there)
    assert there.cookies["langue"].value == "en"
    assert there.cookies["apparence"].value == "dark"
    assert there.post("/compte/", {"language": "klingon", "theme": ""}).status_code == 422
