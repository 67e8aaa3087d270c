"""The sender: the outbox's rows for people who are reached by mail."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from desk.settings import Settings
from post.mail.connection import hand_over, is_encrypted
from post.mail.enclosed import Enclosed
from post.mail.envelope import write
from post.mail.letters import Service, compose
from post.mail.mailbox import Mailbox, recipient_of, sender_of
from post.mail.route import MailRefused, Route, route_of
from tickets.post.outbox import Parcel, TryLater
from tickets.post.topics.to_person import DataErased, Notice, Receipt, StaffWords
from tickets.post.topics.topic import OfTicket, Topic
from tickets.queue.expecting import Expected

REST = timedelta(minutes=5)  #: a server that refused our login is left alone: many would lock the account

Link = Callable[[str], str]
Files = Callable[[Sequence[str]], Awaitable[tuple[Enclosed, ...]]]  #: those with these ids of attachments
Awaited = Callable[[], Awaitable[Expected | None]]

log = logging.getLogger(__name__)


class MailSender:
    """Writes parcels as letters and hands them to the mail server.

    What only the operator can put right is no fault of a letter: it waits, costs no attempt, and is logged once.
    """

    def __init__(
        self,
        route: Route,
        sender: Mailbox,
        service: Service,
        link: Link | None = None,
        files: Files | None = None,
        awaited: Awaited | None = None,
    ) -> None:
        self._route = route
        self._sender = sender
        self._service = service
        self._link = link
        self._files = files
        self._awaited = awaited
        self._complaint: str | None = None
        self._rests_until = 0.0  #: by the monotonic clock

    async def send(self, parcel: Parcel) -> None:
        """Raises Undeliverable, TryLater, and MailSilent when a later try may succeed."""
        to = recipient_of(parcel.to)
        files = await self._enclosed(parcel.topic)
        expected = await self._awaited() if self._awaited and isinstance(parcel.topic, Receipt) else None
        letter = compose(parcel.topic, self._service, self._address(parcel.topic), files, expected)
        message = write(letter, parcel, self._sender, to, files)
        rest = self._rests_until - time.monotonic()
        if rest > 0:
            raise TryLater(timedelta(seconds=rest), self._complaint or "")
        try:
            await hand_over(self._route, message, self._sender, to)
        except MailRefused as refusal:
            self._rest(str(refusal))
            raise TryLater(REST, str(refusal)) from None
        self._complaint = None

    async def _enclosed(self, topic: Topic) -> tuple[Enclosed, ...]:
        match topic:
            case Notice(news=StaffWords(files=(_, *_) as files)) if self._files is not None:
                return await self._files(files)
            case _:
                return ()

    def _address(self, topic: Topic) -> str | None:
        """Where its ticket is; of an erased one there is nothing to see."""
        match topic:
            case Notice(news=DataErased()):
                return None
            case OfTicket(number=str(number)) if self._link is not None:
                return self._link(number)
            case _:
                return None

    def _rest(self, complaint: str) -> None:
        if complaint != self._complaint:
            log.error("letters wait until this is put right: %s", complaint)
        self._complaint = complaint
        self._rests_until = time.monotonic() + REST.total_seconds()


def open_mail(
    settings: Settings, link: Link | None = None, files: Files | None = None, awaited: Awaited | None = None
) -> MailSender | None:
    """The sender of letters, None where no mail server is set; asks no network. Raises MailRefused.

    `link` makes the address of a ticket's page from its number; used only where people can open it from outside.
    `files` finds what goes with words of staff; `awaited` tells when staff answer.
    """
    if settings.smtp_url is None:
        return None
    route, sender = _way(settings)
    site = settings.public_url.rstrip("/") if settings.public_url else None
    service = Service(sender.name or settings.system_name, site)
    return MailSender(route, sender, service, link if site else None, files, awaited)


async def check_mail(settings: Settings) -> str:
    """Whether the mail server would take a letter, in a Russian sentence; raises MailRefused and MailSilent."""
    if settings.smtp_url is None:
        return "Почта не настроена, писем никто не получает."
    route, sender = _way(settings)
    encrypted = await is_encrypted(route, sender)
    how = "соединение зашифровано" if encrypted else "соединение без шифрования"
    return f"Почтовый сервер {route.host}:{route.port} отвечает, {how}, письма уходят от {sender.address}."


def _way(settings: Settings) -> tuple[Route, Mailbox]:
    assert settings.smtp_url is not None
    return route_of(settings.smtp_url.get_secret_value()), sender_of(settings.mail_from)
