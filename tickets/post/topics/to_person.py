"""What a person is told, in their channel and by mail."""

from dataclasses import dataclass, field
from datetime import date

from tickets.post.copy import Original
from tickets.post.topics.topic import ChannelCall, OfTicket, Topic
from tickets.record.ticket import Request, TicketKind


class News(Topic):
    """What happened to somebody's ticket; whose, and in which language they hear of it, says the Notice."""


class Notice(OfTicket):
    """News for one person. The row holds the fields of both side by side, under the name of the news."""

    language: str | None
    news: News
    chat: str | None = None  #: the channel's name for their conversation; a letter needs none

    @property
    def name(self) -> str:
        return self.news.name


class StaffWords(News):
    """Words of staff."""

    message: str  #: our id of them
    text: str
    original: Original | None = field(default=None, kw_only=True)  #: where a chat may copy them from
    files: tuple[str, ...] = field(default=(), kw_only=True)  #: ids of attachments that come with them
    by: str | None = field(default=None, kw_only=True)  #: whose they are, where the author has said by which name


class StaffAnswered(StaffWords):
    stored_as = "staff_answered"
    corrects: str | None = None  #: our id of the words in whose place these stand


class StaffAsked(StaffWords):
    stored_as = "staff_asked"


class Resolved(StaffWords):
    stored_as = "ticket_resolved"


class Refused(StaffWords):
    stored_as = "ticket_refused"
    norm: str


class Closed(News):
    stored_as = "ticket_closed"
    asks: bool = False  #: whether the person was helped


class Retracted(News):
    stored_as = "ticket_retracted"


class IdentityNeeded(News):
    stored_as = "identity_needed"


class Joined(News):
    """It goes on under another number."""

    into: str


class Duplicate(Joined):
    stored_as = "ticket_duplicate"


class Merged(Joined):
    stored_as = "ticket_merged"


class Dated(News):
    """With the date that is to be met next, if there is any."""

    due_on: date | None
    basis: str | None


class Reopened(Dated):
    stored_as = "ticket_reopened"


class Confirmed(Dated):
    stored_as = "request_confirmed"
    requests: tuple[Request, ...]


class Extended(Dated):
    stored_as = "term_extended"
    requests: tuple[Request, ...] | None  #: None: an older version did not say which
    text: str  #: the reason


class ConsentEnded(Dated):
    stored_as = "consent_withdrawn"


class DataErased(News):
    """The last word, told after all else is gone."""

    stored_as = "data_erased"
    on: date  #: in the operator's zone


@dataclass(frozen=True, slots=True)
class Term:
    """By when a thing is done, and on what ground."""

    period: str
    due_on: date
    basis: str


class Receipt(OfTicket):
    """The letter that a ticket was registered."""

    stored_as = "ticket_opened"
    language: str | None
    kind: TicketKind
    requests: tuple[Request, ...]
    received_on: date
    terms: tuple[Term, ...] | None  #: None: an older version wrote the nearest alone
    due_on: date | None = None
    basis: str | None = None


class CodeMailed(Topic):
    """A one-time code that proves an address."""

    stored_as = "email_code"
    secret = True
    code: str
    minutes: int  #: that it can be used
    language: str | None


NEWS = (
    StaffAnswered, StaffAsked, Resolved, Refused, Closed, Retracted, IdentityNeeded, Duplicate, Merged, Reopened,
    Confirmed, Extended, ConsentEnded, DataErased,
)  # fmt: skip
TO_CHANNEL: tuple[type[Topic], ...] = (*NEWS, ChannelCall)
BY_MAIL: tuple[type[Topic], ...] = (*NEWS, Receipt, CodeMailed)
