"""The one-click door of the demonstration: nowhere else, from nowhere else."""

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from tests.accounts.people import is_signed_in

pytestmark = pytest.mark.django_db


def knock(client: Client, cast: Built, **more: str) -> int:
    return client.post("/compte/demo", {"account": cast.users["dgs"].public_id}, **more).status_code  # type: ignore[arg-type]


def test_one_click_signs_in_on_this_machine(client: Client, cast: Built, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert "Gaspard Fromager" in client.get("/compte/demo").content.decode()
    assert knock(client, cast, REMOTE_ADDR="127.0.0.1") == 302
    assert is_signed_in(client)
    assert "Celui-ci" in client.get("/compte/").content.decode()


@pytest.mark.parametrize(
    "more",
    [{"REMOTE_ADDR": "192.0.2.1"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"REMOTE_ADDR": ""}, {"HTTP_FORWARDED": "x"}],
)
def test_nobody_enters_from_elsewhere(more: dict[str, str], client: Client, cast: Built, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert knock(client, cast, **more) == 404
    assert not is_signed_in(client)


def test_there_is_no_such_door_outside_the_demonstration(client: Client, cast: Built) -> None:
    assert knock(client, cast) == 404
    assert client.get("/compte/demo").status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("wanted", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", "\\\\x"])
def test_the_next_address_stays_here(wanted: str, client: Client, cast: Built, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    answer = client.post("/compte/demo", {"account": cast.users["dgs"].public_id, "next": wanted})
    assert answer.headers["Location"] == "/"
