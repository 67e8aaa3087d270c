"""Shapes of requests and responses about tickets."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.schemas import ID, ConversationOut, ExpectedOut, In, Out, SiteToken, Text
from tickets.record.address import LONGEST, WrongEmail, read_email
from tickets.record.labels import EMAIL_FAULTS
from tickets.record.ticket import Identity, Outcome, Request, Status, TicketKind
from tickets.steps.code import CodeState
from tickets.steps.rating import LONGEST as LONGEST_COMMENT
from tickets.text.marks import Kind

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


def _email(typed: object) -> object:
    """Whether an address exists, only a letter to it tells; this refuses what cannot be one, and says why."""
    try:
        return read_email(typed) if isinstance(typed, str) else typed
    except WrongEmail as wrong:
        told = {"error": EMAIL_FAULTS[wrong.fault].ru, "reason": str(wrong.fault)}
        raise PydanticCustomError("email", "{error}", told) from None


Email = Annotated[str, Field(max_length=LONGEST, json_schema_extra={"format": "idn-email"}), BeforeValidator(_email)]
Phone = Annotated[str, Field(max_length=40, pattern=r"^\+?[ ()-]*([0-9][ ()-]*){5,20}$")]
Code = Annotated[
    str, Field(max_length=20, pattern=r"^[ \u00a0]*([0-9][ \u00a0-]*){6}$", description="Шесть цифр из письма.")
]
Requests = Annotated[
    list[Request], Field(min_length=1, max_length=len(Request), description="При kind = deletion; `request` — первый.")
]


class ContactIn(In):
    """How to reach the person, as far as they tell."""

    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None


class TicketIn(In):
    """What a person asks to have done.

    `request` and `requests` have a meaning with kind = deletion only. Where neither is given they are read from the
    text, and where that names nothing surely the ticket has none.
    """

    kind: TicketKind
    text: Text
    request: Request | None = None
    requests: Requests | None = None
    contact: ContactIn = ContactIn()
    consent: Literal[True]
    conversation: Annotated[str, Field(pattern=ID)] | None = None
    document: (
        Annotated[
            str, Field(max_length=200, description="Документ, по которому обращение; пустая строка — человек не знает.")
        ]
        | None
    ) = None
    visitor: SiteToken | None = None

    @field_validator("requests")
    @classmethod
    def _begin_with_the_request(cls, requests: list[Request] | None, info: ValidationInfo) -> list[Request] | None:
        first = info.data.get("request")
        if requests and first and requests[0] is not first:
            raise ValueError("Первым здесь должно стоять то же, что в request.")
        return requests

    @property
    def shapes(self) -> tuple[Request, ...]:
        """The legal shapes that were chosen, each once."""
        return tuple(dict.fromkeys(self.requests or ([self.request] if self.request else [])))


class CodeIn(In):
    """The code that came by mail."""

    code: Code


class AdditionIn(In):
    """What a person adds to a ticket."""

    text: Text


class ReopeningIn(In):
    """Why it is not done after all."""

    reason: Text


class RatingIn(In):
    """Whether the person was helped; without a comment an earlier one stays."""

    helped: bool
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] | None = None


class DueOut(BaseModel):
    """The last day for an answer, and why then."""

    date: datetime.date
    basis: str


class IdentityOut(BaseModel):
    """Whether it must be known who asks, whether it is, and how; nothing about data is done before.

    `email`: the address of the ticket that a code would prove, all but hidden; null where there is none to prove.
    `code`: what became of the letter with the newest code to it; null where there is none.
    """

    needed: bool
    proven: bool
    how: Identity | None
    email: str | None
    code: CodeState | None


class ClockOut(BaseModel):
    """One term; `period` is a shape, another term of the law, or "unclear".

    `extended_from` is its last day before an extension, `met` tells that it no longer runs.
    """

    period: str
    due: datetime.date
    basis: str
    extended_from: datetime.date | None
    met: bool


class TicketOut(BaseModel):
    """A ticket; `due` is the nearest of its clocks, null for a mere wish to talk to a person.

    It is null, too, for a claim under a document whose term nobody has confirmed, or that has none, or where it is not
    known which it is: then no date is promised. `document` is the one that it is about, null where nobody knows.

    With kind = deletion `request` is null as long as nobody knows what is asked: then a clock of the period "unclear"
    runs, whose date is the shortest that could apply, and staff make clear what is meant before anything is done.

    `blocked`: the data are not used until the check that this ticket asks for has an outcome.
    """

    number: str
    kind: TicketKind
    request: Request | None
    requests: list[Request]
    status: Status
    received_at: datetime.datetime
    due: DueOut | None
    clocks: list[ClockOut]
    identity: IdentityOut
    blocked: bool
    document: str | None


class ReceiptOut(TicketOut):
    """What a person gets for a request: keep the token, it opens the ticket; `url` is the page that shows it.

    `code_sent`: a code is on its way to the e-mail and proves, typed here, that the address is theirs; whether it has
    left, `identity.code` tells. `expected`: when staff answer, where they are away or busy.
    """

    token: str
    url: str
    conversation: ConversationOut
    code_sent: bool
    expected: ExpectedOut | None


class CodeSentOut(BaseModel):
    """A code is on its way; the next may be asked for after `wait` seconds."""

    expires_at: datetime.datetime
    tries_left: int
    wait: int


class StepOut(BaseModel):
    """One step of a ticket."""

    step: str
    at: datetime.datetime
    status: Status


class AttachmentOut(Out):
    """A file of a ticket: `mime` as its bytes show it, `size` in bytes."""

    id: str
    name: str
    mime: str
    size: int


class SpanOut(Out):
    """Words in one look. `href` makes them a link; `host` says where it leads when its letters could mislead."""

    text: str
    bold: bool = False
    href: str | None = None
    host: str | None = None


class BlockOut(Out):
    """A paragraph, a quote, or a list whose lines are its points, counted on from `start` where kind = numbers."""

    kind: Kind
    lines: list[list[SpanOut]]
    start: int | None = None


class StaffAnswerOut(BaseModel):
    """What a staff member wrote: `text` as typed, `blocks` the same with its marks read, and the files with it.

    `by` is their name, where they show one.
    """

    text: str
    at: datetime.datetime
    blocks: list[BlockOut]
    files: list[AttachmentOut]
    by: str | None = None


class AdditionOut(BaseModel):
    """What the person added; version 1 is the ticket itself."""

    version: int
    text: str
    at: datetime.datetime


class RatingOut(BaseModel):
    """What the person has said of the help; it can be changed until `changeable_until`."""

    helped: bool
    comment: str | None
    at: datetime.datetime
    changeable_until: datetime.datetime


class TicketStateOut(TicketOut):
    """Where a ticket stands. A refusal cites its `norm`; `into` is the number under which a joined ticket goes on.

    `text`: the person's own first words; empty once they are erased. `attachments`: files of the person; those of
    staff stand with their answers. `outcome_blocks`: the words of a decision with its marks read. `expected`: when
    staff answer, where they are away or busy and it is their turn. `rating` can be given once the ticket is decided or
    closed, unless it was taken back.
    """

    text: str
    events: list[StepOut]
    answers: list[StaffAnswerOut]
    additions: list[AdditionOut]
    attachments: list[AttachmentOut]
    outcome: Outcome | None
    outcome_text: str | None
    outcome_blocks: list[BlockOut]
    norm: str | None
    decided_at: datetime.datetime | None
    closed_at: datetime.datetime | None
    into: str | None
    rating: RatingOut | None
    expected: ExpectedOut | None
