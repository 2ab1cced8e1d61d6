"""Signing in: the password, the tries that are counted, the closed account, the pages of the door."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from interco.foundation.accounts.models import User
from interco.foundation.core.roles import Role
from tests.accounts.people import PASSWORD, account, code_of, is_signed_in, set_up_application, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def rose() -> User:
    return account()


def test_the_right_password_opens(client: Client, rose: User) -> None:
    assert sign_in(client, "ROSE@cacem.example") == 302
    assert is_signed_in(client)


def test_a_wrong_password_tells_nothing_of_the_account(client: Client, rose: User) -> None:
    known = client.post("/compte/connexion", {"login": rose.email, "password": "faux"}).content.decode()
    unknown = client.post("/compte/connexion", {"login": "rien@cacem.example", "password": "faux"}).content.decode()
    assert "ne convient pas" in known
    assert "ne convient pas" in unknown
    assert not is_signed_in(client)


def test_five_wrong_tries_on_an_account_close_the_door_even_to_the_right_password(client: Client, rose: User) -> None:
    for number in range(6):
        client.post("/compte/connexion", {"login": rose.email, "password": "faux"}, REMOTE_ADDR=f"198.51.100.{number}")
    answer = client.post("/compte/connexion", {"login": rose.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 200
    assert "Trop d’essais" in answer.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("network", ["203.0.113.5", "2001:db8:1:2::{}"])
def test_tries_on_many_accounts_are_counted_by_network(network: str, client: Client, rose: User) -> None:
    for number in range(12):
        client.post(
            "/compte/connexion",
            {"login": f"personne{number}@cacem.example", "password": "faux"},
            REMOTE_ADDR=network.format(number + 1),
        )
    answer = client.post(
        "/compte/connexion", {"login": rose.email, "password": PASSWORD}, REMOTE_ADDR=network.format(99)
    )
    assert answer.status_code == 200
    assert not is_signed_in(client)
    assert sign_in(Client(REMOTE_ADDR="203.0.113.77")) == 302


def test_a_closed_account_does_not_open(client: Client, rose: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert not is_signed_in(client)


def test_nobody_signs_up(client: Client) -> None:
    for address in ("/compte/signup/", "/compte/inscription", "/compte/email/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/compte/connexion", "/compte/mot-de-passe/oublie", "/compte/mot-de-passe/envoye", "/compte/ferme"],
)
def test_a_page_of_the_door_is_french_and_holds_no_inline_script(address: str, client: Client) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert '<html lang="fr"' in page
    assert "style=" not in page
    scripts = [tag.split(">")[0] for tag in page.split("<script")[1:]]
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"] + ";"


def test_an_account_with_an_application_gives_its_code_too(client: Client, rose: User) -> None:
    secret = set_up_application(rose)
    answer = client.post("/compte/connexion", {"login": rose.email, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/compte/second-facteur/verifier")
    assert not is_signed_in(client)
    refused = client.post("/compte/second-facteur/verifier", {"code": "000000"})
    assert "ne convient pas" in refused.content.decode()
    assert client.post("/compte/second-facteur/verifier", {"code": code_of(secret)}).status_code == 302
    assert is_signed_in(client)


def test_codes_are_counted_too(client: Client, rose: User) -> None:
    secret = set_up_application(rose)
    client.post("/compte/connexion", {"login": rose.email, "password": PASSWORD})
    for number in range(6):
        client.post("/compte/second-facteur/verifier", {"code": "000000"}, REMOTE_ADDR=f"198.51.100.{number}")
    client.post("/compte/second-facteur/verifier", {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.9")
    assert not is_signed_in(client)


class TestSecondFactorDemanded:
    """The roles that want one, outside the demonstration."""

    @pytest.fixture(autouse=True)
    def _outside_the_demonstration(self, settings: object) -> None:
        settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARIAT])
    def test_nothing_opens_before_it_is_set_up(self, role: Role, client: Client) -> None:
        account("chef@cacem.example", role)
        assert sign_in(client, "chef@cacem.example") == 302
        for address in ("/", "/compte/", "/administration/comptes/", "/compte/mot-de-passe"):
            answer = client.get(address)
            assert answer.status_code == 302, address
            assert answer.headers["Location"] == "/compte/second-facteur", address
        assert client.post("/administration/comptes/", {"email": "a@b.example", "name": "A"}).status_code == 403
        assert not User.objects.filter(email="a@b.example").exists()
        assert client.get("/api/x", headers={"Accept": "application/json"}).status_code in {403, 404}

    def test_setting_it_up_opens_everything(self, client: Client) -> None:
        chief = account("chef@cacem.example", Role.ADMINISTRATOR)
        sign_in(client, "chef@cacem.example")
        address = "/compte/second-facteur/application"
        secret = re.sub(
            "<[^>]*>", "", client.get(address).content.decode().split('<code class="grouped">')[1].split("</code>")[0]
        )
        client.post("/compte/second-facteur/application", {"code": code_of(secret)})
        assert client.get("/administration/comptes/").status_code == 200
        assert client.get("/compte/second-facteur/codes").status_code == 200
        assert Authenticator.objects.filter(user=chief).count() == 2

    def test_the_password_is_asked_again_later_and_of_who_already_has_one(self, client: Client) -> None:
        chief = account("chef@cacem.example", Role.ADMINISTRATOR)
        sign_in(client, "chef@cacem.example")
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= 301
        session.save()
        address = "/compte/second-facteur/application"
        asked = client.get(address).headers["Location"]
        assert asked.startswith("/compte/confirmer")
        assert client.post(asked, {"password": PASSWORD, "next": address}).headers["Location"] == address
        other, secret = Client(), set_up_application(chief)
        sign_in(other, "chef@cacem.example")
        other.post("/compte/second-facteur/verifier", {"code": code_of(secret)})
        assert other.get("/compte/second-facteur/cles/ajouter").headers["Location"].startswith("/compte/")

    def test_the_last_one_is_not_taken_away(self, client: Client) -> None:
        chief = account("chef@cacem.example", Role.ADMINISTRATOR)
        secret = set_up_application(chief)
        sign_in(client, "chef@cacem.example")
        client.post("/compte/second-facteur/verifier", {"code": code_of(secret)})
        client.post("/compte/second-facteur/application/retirer")
        assert Authenticator.objects.filter(user=chief).count() == 1

    @pytest.mark.usefixtures("rose")
    def test_an_agent_needs_none(self, client: Client) -> None:
        sign_in(client)
        assert client.get("/compte/").status_code == 200


def test_a_cookie_that_holds_a_nul_is_a_request_that_is_not_understood(client: Client) -> None:
    """A browser may write it `\\000`; PostgreSQL takes it for an error, before any page."""
    client.cookies["sessionid"] = "aaaa\x00aaaaaaaaaaaaaa"
    assert client.get("/compte/connexion").status_code == 400
    assert client.get("/").status_code == 400
