"""A real SMTP server on this machine that may cut the line at any step."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.config.server.running import free_port

STEPS = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "body", "accepted", "QUIT")


class Box:
    """What arrived, and where the next conversation is cut."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.cut_at = ""
        self.refuse_recipients = ""
        self.refuse_content = ""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refuse_recipients:
            return self.refuse_recipients
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse_content:
            return self.refuse_content
        if self.cut_at == "body":
            self.cut(server)
            return "451 cut"
        self.messages.append(message_from_bytes(_bytes(envelope.content), policy=default))
        if self.cut_at == "accepted":
            self.cut(server)
        return "250 OK"

    def cut(self, server: SMTP) -> None:
        """End the conversation without a word."""
        transport: Any = server.transport
        if transport is not None:
            transport.abort()

    @property
    def ids(self) -> list[str]:
        """The Message-ID of everything that arrived."""
        return [str(message["Message-ID"]) for message in self.messages]


def _bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""


class _Cutting(SMTP):
    def connection_made(self, transport: Any) -> None:
        if self.event_handler.cut_at == "connect":
            self.transport = transport
            self.event_handler.cut(self)
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.session is not None:
            super().connection_lost(error)

    async def _cut_or(self, step: str, follow: Any, argument: str) -> None:
        if self.event_handler.cut_at == step:
            self.event_handler.cut(self)
            return
        await follow(argument)

    async def smtp_EHLO(self, argument: str) -> None:  # noqa: N802
        await self._cut_or("EHLO", super().smtp_EHLO, argument)

    async def smtp_MAIL(self, argument: str) -> None:  # noqa: N802
        await self._cut_or("MAIL", super().smtp_MAIL, argument)

    async def smtp_RCPT(self, argument: str) -> None:  # noqa: N802
        await self._cut_or("RCPT", super().smtp_RCPT, argument)

    async def smtp_DATA(self, argument: str) -> None:  # noqa: N802
        await self._cut_or("DATA", super().smtp_DATA, argument)

    async def smtp_QUIT(self, argument: str) -> None:  # noqa: N802
        await self._cut_or("QUIT", super().smtp_QUIT, argument)


class _Server(Controller):
    def factory(self) -> SMTP:
        return _Cutting(self.handler)


@contextmanager
def mail_server(settings: Any, box: Box | None = None) -> Iterator[Box]:
    """The server, and the settings that lead to it."""
    box = box or Box()
    server = _Server(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    try:
        yield box
    finally:
        server.stop(no_assert=True)
