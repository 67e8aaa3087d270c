"""The envelope: a letter with its headers, ready to be handed over."""

from collections.abc import Sequence
from email.headerregistry import HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from post.mail.enclosed import Enclosed
from post.mail.layout import html, one_line, plain
from post.mail.letters import Letter
from post.mail.mailbox import Mailbox
from tickets.post.outbox import Parcel
from tickets.store.base import now


def write(letter: Letter, parcel: Parcel, sender: Mailbox, to: Mailbox, files: Sequence[Enclosed] = ()) -> EmailMessage:
    """The message; its id is the same at each attempt, so that a mail program knows a repeated delivery."""
    message = EmailMessage(SMTP.clone(header_factory=_headers()))
    message["From"] = sender.header
    message["To"] = to.header
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<punkt-{parcel.id}-{_digest(parcel.lane, parcel.topic.name)}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    if letter.ticket is not None:
        # No letter has this id itself: all of a ticket hang on it, whichever of them arrive.
        thread = f"<punkt-ticket-{_digest(letter.ticket)}@{sender.domain}>"
        message["In-Reply-To"] = thread
        message["References"] = thread
    # In base64 no line is too long, and no character or lone dot means anything on the way.
    message.set_content(plain(letter.blocks), cte="base64")
    message.add_alternative(html(letter.blocks, letter.language), subtype="html", cte="base64")
    for file in files:
        if file.content is not None:
            kind, _, subtype = file.mime.partition("/")
            message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=one_line(file.name))
    return message


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ("in-reply-to", "references"):
        # As unstructured text the ids of a long domain would be folded into encoded words, and mean nothing.
        registry.map_to_type(name, MessageIDHeader)  # type: ignore[arg-type]
    return registry


def _digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:12]
