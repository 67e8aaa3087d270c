"""Shapes of requests and responses. Requests refuse fields that are not named here."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from desk.message import LONGEST
from tickets.ticket import Request, Status, TicketKind

ID = r"^[A-Za-z0-9_-]{1,64}$"

#: At least one sign that can be seen; the desk looks closer.
VISIBLE = r"[^\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"

Text = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=VISIBLE, description="Обычными словами.")]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
# Whether an address exists, only a letter to it tells; this refuses what cannot be one. No \s and no \w: what they
# stand for differs between the engines that read the description.
LABEL = r"[0-9A-Za-z\u00a1-\uffff-]"
Email = Annotated[
    str, Field(max_length=254, pattern=rf"^[^\x00-\x20\x7f-\xa0@<>]{{1,64}}@({LABEL}+\.)+{LABEL}{{2,63}}$")
]
Phone = Annotated[str, Field(max_length=40, pattern=r"^\+?[ ()-]*([0-9][ ()-]*){5,20}$")]
ReplyKind = Literal["answer", "suggestions", "no_answer", "claim", "deletion", "human", "smalltalk", "relayed"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MessageIn(_In):
    """What a person writes."""

    text: Text
    conversation: Annotated[str, Field(pattern=ID)] | None = None


class ContactIn(_In):
    """How to reach the person, as far as they tell."""

    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None


class TicketIn(_In):
    """What a person asks to have done."""

    kind: TicketKind
    text: Text
    request: Request | None = None
    contact: ContactIn = ContactIn()
    consent: Literal[True]
    conversation: Annotated[str, Field(pattern=ID)] | None = None


class FeedbackIn(_In):
    """Whether an answer helped."""

    helpful: StrictBool


class FieldProblem(BaseModel):
    """One field that is filled in wrongly."""

    field: str
    message: str


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = Field(None, description="При status 422: поля, которые надо исправить.")


class EditionOut(BaseModel):
    """The text that answers are taken from; `effective` is null when the text does not tell."""

    id: str
    effective: datetime.date | None
    sha256: str


class QuoteOut(BaseModel):
    """A clause word for word. `confidence`: calibrated probability (0..1) that it is the right one."""

    number: str
    path: str
    quote: str
    url: str
    confidence: float = Field(ge=0, le=1)
    related: list[str]


class ActionOut(BaseModel):
    """What a person may do next."""

    id: str
    kind: Literal["feedback", "ticket", "clause", "link"]
    label: str


class ConversationOut(BaseModel):
    """A conversation and the token that opens it."""

    id: str
    token: str


class MessageOut(BaseModel):
    """The reply. `clauses[0]` is the clause quoted; `request` the proposed shape of a deletion request.

    `answered` says how many of the first clauses answer, one for each thing asked; `lead` is what to say above them
    where they are shown apart from `text`.
    """

    kind: ReplyKind
    text: str
    lead: str
    answered: int
    clauses: list[QuoteOut]
    edition: EditionOut
    actions: list[ActionOut]
    conversation: ConversationOut
    message: str
    request: Request | None


class DueOut(BaseModel):
    """The last day for an answer, and why then."""

    date: datetime.date
    basis: str


class TicketOut(BaseModel):
    """A ticket; `due` is null for a mere wish to talk to a person."""

    number: str
    kind: TicketKind
    request: Request | None
    status: Status
    received_at: datetime.datetime
    due: DueOut | None


class ReceiptOut(TicketOut):
    """What a person gets for a request: keep the token, it opens the ticket."""

    token: str
    conversation: ConversationOut


class StepOut(BaseModel):
    """One step of a ticket."""

    step: str
    at: datetime.datetime
    status: Status


class StaffAnswerOut(BaseModel):
    """What a staff member wrote."""

    text: str
    at: datetime.datetime


class TicketStateOut(TicketOut):
    """Where a ticket stands."""

    events: list[StepOut]
    answers: list[StaffAnswerOut]


class RatedOut(BaseModel):
    """The feedback as it is kept."""

    message: str
    helpful: bool


class ClauseOut(BaseModel):
    """A clause within its section."""

    number: str
    text: str
    parent: str | None
    url: str


class SectionOut(BaseModel):
    """A section with all its clauses in document order."""

    number: str
    heading: str
    text: str
    clauses: list[ClauseOut]


class PolicyOut(BaseModel):
    """The policy in force, and the consent that tickets rest on."""

    id: str
    title: str
    operator: str
    sites: list[str]
    services: list[str]
    published_at: str
    contact: str
    edition: EditionOut
    consent: str
    preamble: ClauseOut | None
    sections: list[SectionOut]


class ClauseDetailOut(BaseModel):
    """One clause: `text` is its own, `quote` the one that answers, with the lead-in or the items of its list."""

    number: str
    heading: str
    text: str
    quote: str
    path: str
    parent: str | None
    url: str
    related: list[str]


class HealthOut(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"
