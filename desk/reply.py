"""What a message gets in return: one of six values, said by each edge in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from index.policy import Edition
from tickets.queue.expecting import Expected
from tickets.queue.standing import Standing
from tickets.record.ticket import Request, TicketKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause is found."""

    address: str
    url: str  #: where it can be read among the others


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause as it is quoted."""

    document: str  #: id of its document
    title: str  #: of that document, "" where there is no other
    edition: str  #: id of its edition
    address: str  #: by which it is asked for again
    number: str  #: as printed
    part: str  #: the annex or other part that it stands in, "" in the main text
    path: str  #: where it stands, for people
    text: str  #: word for word
    url: str  #: where it can be read among the others
    confidence: float  #: calibrated probability (0..1) that this is the right clause
    see: tuple[Place, ...]  #: the clauses that it refers to

    @property
    def related(self) -> tuple[str, ...]:
        """Their addresses."""
        return tuple(place.address for place in self.see)


@dataclass(frozen=True, slots=True)
class Former:
    """An edition that is not in force any more, which the person has asked for."""

    edition: Edition
    until: date | None  #: the day on which the next took force, where that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    conversation: str  #: our id of the conversation
    message: str  #: our id of the message that is answered
    offers: tuple[TicketKind, ...] = ()  #: tickets that may be wished besides, likeliest first
    language: str  #: of all that is said around clauses: "ru" or "en"
    #: Where a claim is offered and it is not clear under which document it is made: those to choose from, id → title.
    documents: Mapping[str, str] = field(default_factory=dict)
    former: Former | None = None  #: the edition that the clauses are of, said before them; else that in force,
    edition: Edition | None = None  #: when the desk decided, of the first clause's document, else of the first one
    standing: Standing | None = None  #: how the ticket of whoever waits for an answer stands, said before all else
    #: Of whoever calls for staff or writes to them: when these answer, said after all else.
    expected: Expected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(_Reply):
    """The clause; more than one when the message asks more than one thing."""

    quotes: tuple[Quote, ...]  #: one for each thing asked
    near: tuple[Quote, ...] = ()  #: other clauses that may be meant, likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions(_Reply):
    """Not sure: clauses to choose from, best first."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer(_Reply):
    """Nothing answers it."""

    near: tuple[Quote, ...]  #: the nearest clauses, shown as such
    surely: bool  #: the policy says nothing about it; else all that can be said is that nothing was found


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOffer(_Reply):
    """The person wants something done: a ticket is proposed, and opened only when they agree."""

    kind: TicketKind
    requests: tuple[Request, ...]  #: proposed legal shapes of a deletion request
    near: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relayed(_Reply):
    """A person owns the conversation: the message went to them, and the bot says no more than the policy does."""

    ticket: str | None  #: number of the ticket they hold
    quotes: tuple[Quote, ...] = ()  #: clauses that answer beyond doubt; the person knows them to be no words of staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Smalltalk(_Reply):
    """A greeting, thanks, a joke."""


Reply = Answer | Suggestions | NoAnswer | TicketOffer | Relayed | Smalltalk


def shown(reply: Reply) -> tuple[Quote, ...]:
    """The clauses that come with it, the quoted ones first."""
    match reply:
        case Answer(quotes=quotes, near=near):
            return quotes + near
        case Suggestions(quotes=quotes) | Relayed(quotes=quotes):
            return quotes
        case NoAnswer(near=near) | TicketOffer(near=near):
            return near
        case Smalltalk():
            return ()
