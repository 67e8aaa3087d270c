"""What staff are told: in their chat, in the room of a ticket there, and in a help desk of their own."""

from dataclasses import dataclass
from datetime import date

from tickets.post.topics.topic import ChannelCall, OfTicket, Topic
from tickets.record.ticket import TicketKind
from tickets.terms.deadlines import Mark


class StaffNotice(OfTicket):
    """Number and kind, never a word of the person."""

    kind: TicketKind


class TicketOpened(StaffNotice):
    stored_as = "ticket_opened"


class TicketReturned(StaffNotice):
    stored_as = "ticket_returned"


class TicketReopened(StaffNotice):
    stored_as = "ticket_reopened"


class TicketRetracted(StaffNotice):
    stored_as = "ticket_retracted"


class TicketAssigned(StaffNotice):
    stored_as = "ticket_assigned"
    assignee: str


class TicketLapsed(StaffNotice):
    stored_as = "ticket_lapsed"
    assignee: str | None


class UserAdded(StaffNotice):
    stored_as = "user_added"
    version: int


class UserLeft(StaffNotice):
    stored_as = "user_left"


class UserReturned(StaffNotice):
    stored_as = "user_returned"


class ConsentWithdrawn(StaffNotice):
    stored_as = "consent_withdrawn"


class DateNear(StaffNotice):
    stored_as = "date_near"
    period: str
    mark: Mark
    due_on: date
    assignee: str | None


class ExtensionVoid(StaffNotice):
    stored_as = "extension_void"
    due_on: date


class UserWrote(OfTicket):
    stored_as = "user_wrote"
    message: str | None  #: our id of it
    reply_to: str | None  #: the channel's id of what it answers
    whole: bool = False  #: there is more to it than text
    album: str | None = None  #: the channel's name for what was sent together
    marked: bool = False  #: the first line of what is stored is the channel's, such as from whom it was forwarded
    clauses: tuple[str, ...] = ()  #: addresses of the clauses that the person was given at once
    titles: tuple[str, ...] = ()  #: of the document of each, where there are several

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each clause with the title of its document, "" where there is no other."""
        return tuple(zip(self.clauses, self.titles or [""] * len(self.clauses), strict=True))


class StaffWrote(OfTicket):
    """Words of staff that do not stand in the room yet."""

    stored_as = "staff_wrote"
    message: str
    actor: str
    said: str  #: name of the topic that told the person
    inside: bool  #: a button in the room said them


class WordsArrived(OfTicket):
    stored_as = "words_arrived"
    message: str


class WordsLost(OfTicket):
    stored_as = "words_lost"
    message: str
    error: str | None


class PersonReacted(OfTicket):
    stored_as = "person_reacted"
    message: str
    emoji: str


class TicketStepped(OfTicket):
    stored_as = "ticket_stepped"
    step: str
    actor: str


class PromptMade(OfTicket):
    """A staff member is asked something in the room."""

    stored_as = "prompt"
    step: str
    text: str
    actor: str
    user: int  #: their account
    spot: str  #: of the prompt's row until it is asked
    reply_to: str | None


class Said(OfTicket):
    """A sentence of ours under what somebody did in the room."""

    stored_as = "said"
    text: str
    reply_to: str | None


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


class Digest(Topic):
    """What is due, each morning."""

    stored_as = "digest"
    on: date  #: in the operator's zone
    due: tuple[Due, ...]


class ReplyDropped(Topic):
    """What somebody wrote will not be sent: the data of its person were erased, and its room with them."""

    stored_as = "reply_dropped"
    ticket: str  #: its number
    assignee: str  #: who wrote it


class UpdateFailed(Topic):
    """A person's message could not be handled."""

    stored_as = "update_failed"
    row: int  #: of the inbox


class ActFailed(Topic):
    """What somebody did in the staff chat could not be handled."""

    stored_as = "act_failed"


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
