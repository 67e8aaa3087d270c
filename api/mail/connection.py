"""The connection: one conversation with the mail server, within a time, whatever the server does."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import EmailMessage
from typing import TypeVar

from aiosmtplib import SMTP, SMTPException

from api.mail.mailbox import Mailbox
from api.mail.route import Route
from api.mail.smtp_faults import error_of

SECONDS = 20  #: for a letter from the first byte to the server's yes; well under the lease of an outbox row
GOODBYE_SECONDS = 2  #: more, once the letter is theirs

T = TypeVar("T")


async def hand_over(route: Route, message: EmailMessage, sender: Mailbox, to: Mailbox) -> None:
    """Give the server the letter. Raises Undeliverable, MailRefused and MailSilent."""

    async def send(server: SMTP) -> None:
        await server.send_message(message, sender=sender.address, recipients=[to.address])

    await _converse(route, sender, send)


async def is_encrypted(route: Route, sender: Mailbox) -> bool:
    """Whether letters are encrypted on the way to a server that would take them now; raises as `hand_over`."""

    async def ask(server: SMTP) -> bool:
        await server.mail(sender.address)
        await server.rset()
        return server.get_transport_info("sslcontext") is not None

    return await _converse(route, sender, ask)


async def _converse(route: Route, sender: Mailbox, errand: Callable[[SMTP], Awaitable[T]]) -> T:
    server = SMTP(
        hostname=route.host,
        port=route.port,
        username=route.user,
        password=route.password,
        # Not the name of this machine, which may be anything and which servers like to look up.
        local_hostname=sender.domain,
        timeout=SECONDS,
        use_tls=route.tls,
        start_tls=route.start_tls,
        validate_certs=not route.is_local,
    )
    try:
        # Not `async with server`: it would say goodbye, and wait for an answer, after the time is over too.
        async with asyncio.timeout(SECONDS):
            await server.connect()
            result = await errand(server)
        with suppress(SMTPException, OSError):
            await server.quit(timeout=GOODBYE_SECONDS)
    except (SMTPException, OSError) as fault:
        raise error_of(fault) from None
    finally:
        server.close()
    return result
