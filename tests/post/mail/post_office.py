"""A post office: a real SMTP server that takes letters, or answers what a test wants."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from desk.settings import Settings
from tickets.post.outbox import Parcel
from tickets.post.topics.stored import read
from tickets.post.topics.to_person import BY_MAIL

USER, PASSWORD = "help@example.org", "p@ss/word:with#signs"
NUMBER = "П-2026-000007"
Send = Callable[..., Awaitable[EmailMessage]]
Answer = Callable[[SMTP], Awaitable[str]]


class PostOffice:
    """Hooks of the server. `answers` holds, by command, what is said next instead of yes."""

    def __init__(self) -> None:
        self.port = 0
        self.letters: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.tried: list[tuple[str, str]] = []
        self.encrypted: list[bool] = []
        self.connections = 0
        self.password = PASSWORD
        self.denial = "535 5.7.8 no"  #: what is said to a wrong password
        self.answers: dict[str, list[str | Answer]] = {}

    async def handle_MAIL(self, server: SMTP, _session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer("MAIL", server)

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return await self._answer("RCPT", server)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = await self._answer("DATA", server)
        if said.startswith("250"):
            assert isinstance(envelope.content, bytes)
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.envelopes.append(envelope)
            self.encrypted.append(session.ssl is not None)
        return said

    async def handle_QUIT(self, server: SMTP, _session: Any, _envelope: Any) -> str:  # noqa: N802
        return await self._answer("QUIT", server, "221 Bye")

    def let_in(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = data.login.decode(), data.password.decode()
        self.tried.append(given)
        if given == (USER, self.password):
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False, message=self.denial)

    async def _answer(self, command: str, server: SMTP, usual: str = "250 OK") -> str:
        waiting = self.answers.get(command)
        said = waiting.pop(0) if waiting else usual
        return said if isinstance(said, str) else await said(server)


async def cut(server: SMTP) -> str:
    """The connection ends before anything is taken."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
    return "451 too late"


async def take_and_cut(server: SMTP) -> str:
    """It is taken, and the connection ends before that is said."""
    await cut(server)
    return "250 OK"


async def hang(_server: SMTP) -> str:
    """No answer ever comes."""
    await asyncio.Event().wait()
    return "never"


@asynccontextmanager
async def post_office(
    certificate: ssl.SSLContext | None = None, *, smtps: bool = False, smtputf8: bool = True
) -> AsyncIterator[PostOffice]:
    """The office while it is open; with a certificate it offers STARTTLS, or speaks TLS from the first byte."""
    office = PostOffice()

    def conversation() -> SMTP:
        office.connections += 1
        return SMTP(
            office,
            hostname="mx.example.org",
            enable_SMTPUTF8=smtputf8,
            tls_context=None if smtps else certificate,
            auth_require_tls=certificate is not None and not smtps,
            authenticator=office.let_in,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(conversation, "127.0.0.1", 0, ssl=certificate if smtps else None)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()


def parcel(topic: str, row: int = 1, to: str | None = "anna@example.org", **data: Any) -> Parcel:
    """What the outbox hands to the sender; raises Unreadable where it would hand out nothing."""
    known = {"message": "m1", "requests": [], "language": "ru", "number": NUMBER}
    return Parcel(row, "email", "conversation-1", read(BY_MAIL, topic, known | data), 1, to)


def settings(smtp_url: str | None, **more: Any) -> Settings:
    """Settings of an operator who wants letters sent."""
    return Settings(_env_file=None, **{"smtp_url": smtp_url, "mail_from": "Пункт <help@example.org>"} | more)


def text_of(letter: EmailMessage) -> str:
    """What a person reads whose program shows no HTML."""
    part = letter.get_body(("plain",))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def html_of(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")
