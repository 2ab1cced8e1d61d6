"""A feed read by the server's own entry: the short way keeps what protects an answer, and knows nobody."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from interco.config.demo.organisation import Built
from interco.config.wsgi import application
from tests.scheduling.builders import an_event
from tests.scheduling.feeds.test_subscribe import address


@pytest.fixture(autouse=True)
def _as_the_test_client_does() -> Iterator[None]:
    """The connection of the test outlives its requests."""
    caches["process"].clear()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(path: str, method: str = "GET", **more: str) -> tuple[int, dict[str, str], bytes]:
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "HTTP_HOST": "testserver", "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http",
        **more,
    }  # fmt: skip
    told: dict[str, Any] = {}
    answer = application(environ, lambda status, headers, _error=None: told.update(status=status, headers=headers))
    body = b"".join(answer)
    answer.close()
    return int(told["status"][:3]), dict(told["headers"]), body


def test_a_feed_comes_with_what_protects_it_and_without_a_session(cast: Built) -> None:
    an_event(cast, title="Point DGA")
    path = address(cast)
    status, headers, body = ask(path)
    assert status == 200
    assert b"SUMMARY:Point DGA" in body
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert headers["Content-Length"] == str(len(body))
    assert "Set-Cookie" not in headers
    assert ask(path, HTTP_IF_NONE_MATCH=headers["ETag"])[0] == 304
    assert ask(path, HTTP_HOST="ailleurs.example")[0] == 400


def test_what_is_no_reading_goes_the_way_of_pages(cast: Built) -> None:
    path = address(cast)
    assert ask(path, "POST")[0] in {403, 405}
    assert ask(path, "HEAD")[0] == 200
    assert ask("/compte/connexion")[0] == 200


def test_an_unknown_address_is_told_in_the_language_of_the_reader(cast: Built) -> None:
    assert "inconnue" in ask("/agenda/flux/abc.ics")[2].decode()
    english = ask("/agenda/flux/abc.ics", HTTP_ACCEPT_LANGUAGE="en")
    assert (english[0], "inconnue" in english[2].decode()) == (404, False)
    page = ask("/agenda/flux/a/b")
    assert page[0] == 404
    assert b"Page introuvable" in page[2]
