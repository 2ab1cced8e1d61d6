"""A token is made on the account page, shown once, kept as a hash, revoked there."""

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import ApiToken
from interco.foundation.accounts.services.api_tokens import MOST_TOKENS, create_token
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid, Refused
from interco.foundation.core.models import Submission
from interco.foundation.core.roles import Role
from tests.accounts.people import account, code_of, set_up_application, sign_in
from tests.cast import NOW, actor
from tests.matrix.principals import BACKEND

pytestmark = pytest.mark.django_db
MAKE = "/compte/jetons"


def every_text_of_the_database() -> str:
    """All rows of all tables, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def shown(html: str) -> str:
    """The token that a page shows."""
    found = re.search(r"interco_[\w-]{43}", html)
    assert found is not None, html
    return found[0]


def test_a_token_is_shown_once_and_kept_nowhere(client: Client, cast: Built) -> None:
    client.force_login(cast.users["dost"], backend=BACKEND)
    answer = client.post(MAKE, {"name": "  Export  ", "days": "90"}, headers={"Idempotency-Key": "un-essai"})
    token = shown(answer.content.decode())
    assert answer.headers["Cache-Control"] == "no-store"
    kept = ApiToken.objects.get()
    assert (kept.name, kept.hint) == ("Export", token[-4:])
    assert kept.expires_at - kept.created_at == timedelta(days=90)
    assert Submission.objects.get().content == b""
    assert token not in every_text_of_the_database()
    page = client.get("/compte/").content.decode()
    assert "Export" in page
    assert token not in page
    assert Entry.objects.latest("number").event == "accounts.api_token_created"


def test_a_revoked_token_leaves_the_page_and_the_journal_says_so(client: Client, cast: Built) -> None:
    client.force_login(cast.users["dost"], backend=BACKEND)
    client.post(MAKE, {"name": "Export", "days": "30"})
    kept = ApiToken.objects.get()
    client.post(f"{MAKE}/{kept.public_id}/revoquer")
    assert "…" + kept.hint not in client.get("/compte/").content.decode()
    assert Entry.objects.latest("number").event == "accounts.api_token_revoked"


def test_nobody_revokes_the_token_of_somebody_else(client: Client, cast: Built) -> None:
    token, _characters = create_token(name="Export", days=30, by=actor(cast, "dost"), with_second_factor=False)
    client.force_login(cast.users["dgs"], backend=BACKEND)
    assert client.post(f"{MAKE}/{token.public_id}/revoquer").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


@pytest.mark.parametrize(("name", "days"), [("", "30"), ("x" * 61, "30"), ("a\u202eb", "30"), ("x", "0"), ("x", "367"),
                                            ("x", "demain"), ("x", "99999999")])  # fmt: skip
def test_what_cannot_be_is_told_on_the_page(name: str, days: str, client: Client, cast: Built) -> None:
    client.force_login(cast.users["dost"], backend=BACKEND)
    answer = client.post(MAKE, {"name": name, "days": days})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_two_tokens_do_not_share_a_name_and_there_are_not_too_many(cast: Built) -> None:
    by = actor(cast, "dost")
    for number in range(MOST_TOKENS):
        create_token(name=f"Jeton {number}", days=1, by=by, with_second_factor=False)
    for name in ("Jeton 1", "Encore un"):
        with pytest.raises(Invalid):
            create_token(name=name, days=1, by=by, with_second_factor=False)
    assert ApiToken.objects.count() == MOST_TOKENS


def test_who_has_a_second_factor_makes_a_token_with_it(client: Client, settings: LazySettings) -> None:
    user = account("rose@cacem.example", Role.ADMINISTRATOR)
    secret = set_up_application(user)
    client.force_login(user, backend=BACKEND)
    assert client.post(MAKE, {"name": "Export", "days": "30"}).status_code == 403
    client.logout()
    sign_in(client)
    client.post("/compte/second-facteur/verifier", {"code": code_of(secret)})
    assert client.post(MAKE, {"name": "Export", "days": "30"}).status_code == 200
    assert ApiToken.objects.get().with_second_factor


def test_a_role_that_demands_a_second_factor_makes_none_without(cast: Built, settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with pytest.raises(Refused):
        create_token(name="Export", days=30, by=actor(cast, "dgs", NOW), with_second_factor=False)
    assert not ApiToken.objects.exists()
