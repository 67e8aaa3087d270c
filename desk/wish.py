"""A wish: what a person asks to have done, as an edge hands it in."""

from dataclasses import dataclass

from tickets.contact import Contact
from tickets.ticket import Identity, Request, TicketKind


class ConsentMissing(ValueError):
    """A ticket that keeps personal data needs a consent, and none was given."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Becomes one ticket, however often it is handed in under the same `origin`."""

    conversation: str  #: our id of the conversation
    channel: str
    origin: str  #: the act that asks, unique over all channels: "telegram:<chat>:<message>", "web:<key>"
    kind: TicketKind
    text: str
    contact: Contact
    consent: bool
    requests: tuple[Request, ...] = ()  #: for a deletion; proposed from the text when the person did not choose
    identity: Identity | None = None  #: how the edge knows who this is
