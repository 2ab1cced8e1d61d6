"""The language of a page: the browser's, French otherwise; a switch that the account remembers."""

import pytest
from django.test import Client

from interco.foundation.accounts.models import User
from interco.foundation.notifications.models import OutgoingMessage
from tests.accounts.people import account, sign_in

pytestmark = pytest.mark.django_db

FRENCH = ('<html lang="fr"', "Se connecter")
ENGLISH = ('<html lang="en"', "Sign in")


def door(client: Client, accepted: str = "") -> str:
    """The sign-in page, for a browser that accepts these languages."""
    return client.get("/compte/connexion", headers={"accept-language": accepted}).content.decode()


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("", FRENCH),
        ("fr-FR,fr;q=0.9,en;q=0.8", FRENCH),
        ("en-GB,en;q=0.9,fr;q=0.8", ENGLISH),
        ("en;q=0.5,fr;q=0.9", FRENCH),
        ("de-DE,de;q=0.9", FRENCH),
        ("de,en;q=0.7,fr;q=0.3", ENGLISH),
        ("zz;q=x,,,*", FRENCH),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(accepted: str, words: tuple[str, str]) -> None:
    page = door(Client(), accepted)
    assert all(word in page for word in words)


def test_a_page_in_one_language_is_not_served_from_a_cache_to_another() -> None:
    assert "Accept-Language" in Client().get("/compte/connexion")["Vary"]


def test_the_switch_at_the_foot_of_the_sign_in_page_is_kept_by_the_browser() -> None:
    client = Client()
    answer = client.post("/compte/langue", {"language": "en", "next": "/compte/connexion"})
    assert (answer.status_code, answer["Location"]) == (302, "/compte/connexion")
    cookie = answer.cookies["langue"]
    assert (cookie.value, cookie["samesite"], int(cookie["max-age"]) > 300 * 24 * 3600) == ("en", "Lax", True)
    assert all(word in door(client, "fr") for word in ENGLISH)


def test_the_switch_leads_nowhere_else() -> None:
    answer = Client().post("/compte/langue", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_switch_is_remembered_by_the_account_of_who_is_signed_in() -> None:
    user = account()
    User.objects.filter(pk=user.pk).update(preferences={"theme": "dark", "shortcuts": False})
    client = Client()
    sign_in(client)
    client.post("/compte/langue", {"language": "en", "next": "/compte/"})
    user.refresh_from_db()
    assert user.preferences == {"theme": "dark", "shortcuts": False, "language": "en"}
    elsewhere = Client()
    sign_in(elsewhere)
    assert ENGLISH[0] in elsewhere.get("/compte/").content.decode()


@pytest.mark.parametrize("language", ["klingon", "", "FR", "en\x00"])
def test_an_unknown_language_changes_nothing(language: str) -> None:
    user = account()
    client = Client()
    sign_in(client)
    client.post("/compte/langue", {"language": language, "next": "/compte/"})
    user.refresh_from_db()
    assert "language" not in user.preferences
    assert FRENCH[0] in client.get("/compte/").content.decode()


@pytest.mark.parametrize(
    ("preferences", "accepted", "title"),
    [
        ({"language": "en"}, "fr", "Choose a new password"),
        ({"language": "fr"}, "en", "Choisir un nouveau mot de passe"),
        ({}, "en", "Choose a new password"),
        ({"language": "xx"}, "", "Choisir un nouveau mot de passe"),
    ],
)
def test_a_letter_of_the_account_is_in_its_language(preferences: dict[str, str], accepted: str, title: str) -> None:
    user = account()
    User.objects.filter(pk=user.pk).update(preferences=preferences)
    Client().post("/compte/mot-de-passe/oublie", {"email": user.email}, headers={"accept-language": accepted})
    assert OutgoingMessage.objects.get().title == title
