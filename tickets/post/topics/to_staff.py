"""What staff are told: in their chat, in the room of a ticket there, and in a help desk of their own."""

from dataclasses import dataclass
from datetime import date

from tickets.post.topics.topic import ChannelCall, OfTicket, Topic
from tickets.record.ticket import TicketKind
from tickets.terms.deadlines import Mark


@dataclass(frozen=True, slots=True)
class StaffNotice(OfTicket):
    """Number and kind, never a word of the person."""

    kind: TicketKind


@dataclass(frozen=True, slots=True)
class TicketOpened(StaffNotice):
    stored_as = "ticket_opened"


@dataclass(frozen=True, slots=True)
class TicketReturned(StaffNotice):
    stored_as = "ticket_returned"


@dataclass(frozen=True, slots=True)
class TicketReopened(StaffNotice):
    stored_as = "ticket_reopened"


@dataclass(frozen=True, slots=True)
class TicketRetracted(StaffNotice):
    stored_as = "ticket_retracted"


@dataclass(frozen=True, slots=True)
class TicketAssigned(StaffNotice):
    stored_as = "ticket_assigned"
    assignee: str


@dataclass(frozen=True, slots=True)
class TicketLapsed(StaffNotice):
    stored_as = "ticket_lapsed"
    assignee: str | None


@dataclass(frozen=True, slots=True)
class UserAdded(StaffNotice):
    stored_as = "user_added"
    version: int


@dataclass(frozen=True, slots=True)
class UserLeft(StaffNotice):
    stored_as = "user_left"


@dataclass(frozen=True, slots=True)
class UserReturned(StaffNotice):
    stored_as = "user_returned"


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(StaffNotice):
    stored_as = "consent_withdrawn"


@dataclass(frozen=True, slots=True)
class DateNear(StaffNotice):
    stored_as = "date_near"
    period: str
    mark: Mark
    due_on: date
    assignee: str | None


@dataclass(frozen=True, slots=True)
class ExtensionVoid(StaffNotice):
    stored_as = "extension_void"
    due_on: date


@dataclass(frozen=True, slots=True)
class UserWrote(OfTicket):
    stored_as = "user_wrote"
    message: str | None  #: our id of it
    reply_to: str | None  #: the channel's id of what it answers
    whole: bool = False  #: there is more to it than text
    album: str | None = None  #: the channel's name for what was sent together


@dataclass(frozen=True, slots=True)
class StaffWrote(OfTicket):
    """Words of staff that do not stand in the room yet."""

    stored_as = "staff_wrote"
    message: str
    actor: str
    said: str  #: name of the topic that told the person
    inside: bool  #: a button in the room said them


@dataclass(frozen=True, slots=True)
class WordsArrived(OfTicket):
    stored_as = "words_arrived"
    message: str


@dataclass(frozen=True, slots=True)
class WordsLost(OfTicket):
    stored_as = "words_lost"
    message: str
    error: str | None


@dataclass(frozen=True, slots=True)
class PersonReacted(OfTicket):
    stored_as = "person_reacted"
    message: str
    emoji: str


@dataclass(frozen=True, slots=True)
class TicketStepped(OfTicket):
    stored_as = "ticket_stepped"
    step: str
    actor: str


@dataclass(frozen=True, slots=True)
class PromptMade(OfTicket):
    """A staff member is asked something in the room."""

    stored_as = "prompt"
    step: str
    text: str
    actor: str
    user: int  #: their account
    spot: str  #: of the prompt's row until it is asked
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class Said(OfTicket):
    """A sentence of ours under what somebody did in the room."""

    stored_as = "said"
    text: str
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class Summary(Topic):
    """How the queue stands; lists name the most urgent tickets by number."""

    stored_as = "summary"
    waiting: int  #: for anybody to take them
    held: int
    soon: int
    overdue: int
    soon_numbers: tuple[str, ...]
    overdue_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A ticket and its nearest date that is still to be met."""

    number: str
    kind: TicketKind
    due_on: date
    late: bool
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Digest(Topic):
    """What is due, each morning."""

    stored_as = "digest"
    on: date  #: in the operator's zone
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class ReplyDropped(Topic):
    """What somebody wrote will not be sent: the data of its person were erased, and its room with them."""

    stored_as = "reply_dropped"
    ticket: str  #: its number
    assignee: str  #: who wrote it


@dataclass(frozen=True, slots=True)
class UpdateFailed(Topic):
    """A person's message could not be handled."""

    stored_as = "update_failed"
    row: int  #: of the inbox


@dataclass(frozen=True, slots=True)
class ActFailed(Topic):
    """What somebody did in the staff chat could not be handled."""

    stored_as = "act_failed"


@dataclass(frozen=True, slots=True)
class StepTaken(OfTicket):
    """A step, for the operator's own help desk; what else it may know is read when it is told."""

    stored_as = "ticket_stepped"
    ticket: int
    step: str
    actor_role: str
    status: str
    at: str  #: ISO 8601, as docs/webhooks.md shows it


#: What only whoever stands in the room of a ticket needs to know.
ToRoom = UserAdded | StaffWrote | WordsArrived | WordsLost | PersonReacted | TicketStepped | PromptMade | Said
TO_STAFF: tuple[type[Topic], ...] = (
    TicketOpened, TicketReturned, TicketReopened, TicketRetracted, TicketAssigned, TicketLapsed, UserAdded, UserLeft,
    UserReturned, ConsentWithdrawn, DateNear, ExtensionVoid, UserWrote, StaffWrote, WordsArrived, WordsLost,
    PersonReacted, TicketStepped, PromptMade, Said, Summary, Digest, ReplyDropped, UpdateFailed, ActFailed,
    ChannelCall,
)  # fmt: skip
TO_HELP_DESK: tuple[type[Topic], ...] = (StepTaken,)
