"""Everybody who may knock: one of each kind, from the cast. The matrix crosses every route with all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

#: Principal → key of the cast; `None` is treated apart below.
PRINCIPALS: dict[str, str | None] = {
    "anonymous": None,
    "agent": "agent_rh",
    "head_of_service": "rh",
    "director": "dost",
    "substitute": "communication_adjointe",
    "dgs": "dgs",
    "secretariat": "secretariat",
    "administrator": "administrateur",
    "dpo": "dpo",
    "elected_reader": "elue",
    "commune_a": "dgs_schoelcher",
    "commune_b": "dgs_lamentin",
    "deactivated": None,
    "feed_token": None,
}

SIGNED_IN = frozenset(PRINCIPALS) - {"anonymous", "deactivated", "feed_token"}
STAFF = frozenset({"agent", "head_of_service", "director", "substitute", "dgs", "secretariat"})
COMMUNES = frozenset({"commune_a", "commune_b"})
CODIR = frozenset({"director", "dgs", "secretariat"})
CODIR_AND_SUBSTITUTES = CODIR | {"head_of_service", "substitute"}
KEEPERS = frozenset({"dgs", "secretariat"})
NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset(PRINCIPALS)


@dataclass(frozen=True, slots=True)
class Knock:
    """A client that stands for a principal."""

    name: str
    client: Client


def clients(cast: Built, names: Iterable[str] = PRINCIPALS) -> dict[str, Client]:
    """One client for each principal named. The deactivated account had a session before it was closed."""
    doors: dict[str, Callable[[Client], None]] = {
        "anonymous": lambda _client: None,
        "deactivated": lambda client: _sign_in_then_close(client, cast.users["agent_rh"]),
        "feed_token": lambda client: client.defaults.update(HTTP_AUTHORIZATION="Bearer " + "0" * 43),
    }
    result = {}
    for name in names:
        key = PRINCIPALS[name]
        client = Client(raise_request_exception=False)
        if key is None:
            doors[name](client)
        else:
            client.force_login(cast.users[key], backend=BACKEND)
        result[name] = client
    return result


def _sign_in_then_close(client: Client, model: User) -> None:
    closed = User.objects.create_user(email="ancien@cacem.example", name="Compte fermé")
    client.force_login(closed, backend=BACKEND)
    closed.is_active = False
    closed.save(update_fields=["is_active"])
    assert model.is_active
