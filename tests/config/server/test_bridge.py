"""A page crosses from its thread to the event loop in one piece, a long one in several, none of them lost."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interco.config.bridge import HELD, Bridge, Message

SCOPE = {
    "type": "http", "method": "POST", "path": "/ici", "query_string": b"a=1", "http_version": "1.1", "scheme": "http",
    "headers": [(b"host", b"ici"), (b"content-length", b"6")], "client": ("127.0.0.1", 1), "server": ("ici", 80),
}  # fmt: skip
Start = Callable[..., Any]


def ask(application: Callable[..., Any], *parts: bytes) -> list[Message]:
    """What is sent to somebody whose request comes in these parts."""
    coming = [
        {"type": "http.request", "body": part, "more_body": rank < len(parts)}
        for rank, part in enumerate(parts, start=1)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return coming.pop(0)

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    asyncio.run(Bridge(application, 2)(dict(SCOPE), receive, send))
    return sent


def body(sent: list[Message]) -> bytes:
    return b"".join(message["body"] for message in sent[1:])


def test_an_answer_goes_whole_with_its_head() -> None:
    def page(environ: dict[str, Any], start: Start) -> list[bytes]:
        start("201 Created", [("Content-Type", "text/plain"), ("X-Deux", " b ")])
        return [environ["wsgi.input"].read(), environ["QUERY_STRING"].encode()]

    assert ask(page, b"abc", b"def") == [
        {
            "type": "http.response.start",
            "status": 201,
            "headers": [(b"content-type", b"text/plain"), (b"x-deux", b"b")],
        },
        {"type": "http.response.body", "body": b"abcdefa=1", "more_body": False},
    ]


@pytest.mark.parametrize("size", [1, 1000, HELD - 1, HELD, HELD + 1])
def test_a_long_answer_goes_in_several_pieces_and_none_is_lost(size: int) -> None:
    closed: list[bool] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return (bytes([65 + rank]) * size for rank in range(5))

        def close(self) -> None:
            closed.append(True)

    def page(_environ: dict[str, Any], start: Start) -> Pieces:
        start("200 OK", [])
        return Pieces()

    sent = ask(page, b"")
    assert body(sent) == b"".join(letter * size for letter in (b"A", b"B", b"C", b"D", b"E"))
    assert [message["type"] for message in sent].count("http.response.start") == 1
    assert [message["more_body"] for message in sent[1:]] == [True] * (len(sent) - 2) + [False]
    assert all(len(message["body"]) <= max(size, HELD) for message in sent[1:])
    assert (len(sent) > 2) is (size * 5 > HELD)
    assert closed == [True]


def test_an_answer_without_a_body_has_an_end() -> None:
    def page(_environ: dict[str, Any], start: Start) -> list[bytes]:
        start("304 Not Modified", [("ETag", '"1"')])
        return []

    assert [message["type"] for message in ask(page, b"")] == ["http.response.start", "http.response.body"]


def test_what_breaks_in_the_thread_is_told_and_closes_what_was_open() -> None:
    def page(_environ: dict[str, Any], start: Start) -> Iterator[bytes]:
        start("200 OK", [])
        yield b"debut"
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        ask(page, b"")
