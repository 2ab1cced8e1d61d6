"""Every try of a password is counted, however the program asks and whatever the refusal undoes."""

import pytest
from django.core.cache import cache
from django.test import Client

from interco.config.demo.organisation import Built

PROGRAM = {"X-Requested-With": "XMLHttpRequest"}


@pytest.mark.parametrize("asked", [{}, PROGRAM], ids=["page", "program"])
@pytest.mark.parametrize("keyed", [False, True], ids=["without a key", "with a key"])
def test_a_key_of_submission_does_not_hide_the_tries_of_a_password(
    cast: Built, asked: dict[str, str], keyed: bool
) -> None:
    cache.clear()
    client = Client()
    answers = []
    for rank in range(6):
        key = {"Idempotency-Key": f"essai-{rank}"} if keyed else {}
        typed = {"login": cast.users["dgs"].email, "password": f"faux {rank}"}
        answers.append(client.post("/compte/connexion", typed, headers={**asked, **key}))
    assert "Trop d" in answers[-1].content.decode()
