"""Shapes of requests and responses. Requests refuse fields that are not named here."""

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.choice_schemas import DocumentChoiceOut
from desk.message import LONGEST
from tickets.record.ticket import Request, Status, TicketKind

ID = r"^[A-Za-z0-9_-]{1,64}$"

#: At least one sign that can be seen; the desk looks closer.
VISIBLE = r"[^\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"

Text = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=VISIBLE, description="Обычными словами.")]
SiteToken = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4096,
        description="Кто вошёл на сайте: JWT с подписью HS256 секретом PUNKT_SITE_SECRET. Обязательны sub и exp, не "
        "дальше суток; email — только если сайт сам его проверил.",
    ),
]
Language = Literal["ru", "en"]
ReplyKind = Literal["answer", "suggestions", "no_answer", "claim", "deletion", "human", "smalltalk", "relayed"]


class In(BaseModel):
    """A request."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """A part of a response, made of what has fields of the same names."""

    model_config = ConfigDict(from_attributes=True)


class MessageIn(In):
    """What a person writes; `language` is that of all words around the clauses, by default that of `text`.

    `document` is the id of the only one to answer from; by default all are asked.
    `reply_to` is the `message` of the event whose words of staff this answers. A `visitor` whose token does not hold
    (any longer) is answered as anybody is. `edition` is a former one to be quoted instead of that in force.
    """

    text: Text
    conversation: Annotated[str, Field(pattern=ID)] | None = None
    document: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    language: Language | None = None
    reply_to: Annotated[str, Field(pattern=ID)] | None = None
    visitor: SiteToken | None = None
    edition: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class FeedbackIn(In):
    """Whether an answer helped."""

    helpful: StrictBool


class CandidateOut(BaseModel):
    """One of the clauses that bear the same number: `api` leads to it here, `url` on the page for people."""

    address: str
    path: str
    heading: str
    beginning: str
    api: str
    url: str


class FieldProblem(BaseModel):
    """One field that is filled in wrongly; `reason`, for programs, tells what is wrong with an e-mail address."""

    field: str
    message: str
    reason: str | None = None


class Problem(BaseModel):
    """Problem details (RFC 9457); `tries_left` comes with a code that was not the right one."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = Field(None, description="При status 422: поля, которые надо исправить.")
    candidates: list[CandidateOut] | None = Field(
        None, description="При ambiguous-clause: какие пункты так называются."
    )
    tries_left: int | None = Field(None, description="Сколько ещё раз можно ввести код; 0 — нужен новый.")


class EditionOut(Out):
    """The text that answers are taken from; `effective` is null when the text does not tell."""

    id: str
    effective: datetime.date | None
    sha256: str


class PlaceOut(Out):
    """A clause that another refers to; `label` calls it where there is little room."""

    address: str
    label: str
    url: str


class QuoteOut(Out):
    """A clause word for word. `confidence`: calibrated probability (0..1) that it is the right one.

    `number` is printed in the document and may be printed again in another `part` of it; the `address` is this clause's
    alone: its number, or «Приложение 1, 2.1» where the number is repeated. `name` and, where there is little room,
    `label` are for people. `related` holds addresses, `see` the same with links. `document` is the id of its document,
    `title` what that is called, empty where there is no other; `edition` is the id of its edition.
    """

    document: str
    title: str
    edition: str
    number: str
    part: str
    address: str
    name: str
    label: str
    path: str
    quote: str
    url: str
    confidence: float = Field(ge=0, le=1)
    related: list[str]
    see: list[PlaceOut]


class ActionOut(BaseModel):
    """What a person may do next."""

    id: str
    kind: Literal["feedback", "ticket", "clause", "link"]
    label: str
    document: str | None = Field(default=None, description="Документ пункта, при kind clause.")


class ConversationOut(BaseModel):
    """A conversation and the token that opens it."""

    id: str
    token: str


class StandingOut(BaseModel):
    """How an open ticket of whoever waits for an answer stands; `due` is the nearest date still to be met, `late` tells
    that it has passed."""

    number: str
    kind: TicketKind
    status: Status
    due: datetime.date | None
    late: bool


class ExpectedOut(BaseModel):
    """When staff answer, where they are away or busy: `text` says it in a sentence. `at` is when they open again, null
    where they are there and only `busy`: more people wait than can be answered as usual. No date of the law moves."""

    at: datetime.datetime | None
    busy: bool
    text: str


class MessageOut(BaseModel):
    """The reply. `clauses[0]` is the clause quoted; `requests` the proposed shapes of a deletion request, likeliest
    first, and `request` the first of them; both are empty where the words name none, so that the person is asked.

    `answered` says how many of the first clauses answer, one for each thing asked; `lead` is what to say above them
    where they are shown apart from `text`. `language` is that of `text`, `lead` and the labels of all actions.

    While a person answers (`relayed`), `clauses` hold what answers a question beyond doubt, if anything: it is the
    policy's and not theirs, as `lead` says.

    Whoever asks how their ticket stands, or complains of no answer, is told first: `standing`, which `text` and `lead`
    begin with in a sentence. Theirs is what was opened in this conversation, with an address that was proven there and
    here, or by the same `visitor`; null for anybody else.

    `documents`: those to choose from for `document` of a claim, where it is not clear under which it is made.

    Whoever calls for staff or writes to them while they are away or busy is told once: `expected`, with which `text`
    ends.
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
    language: Language
    request: Request | None
    requests: list[Request]
    documents: list[DocumentChoiceOut]
    standing: StandingOut | None
    expected: ExpectedOut | None


class LikePhraseOut(Out):
    """How people ask about a clause; `likeness` to the message, 0..1."""

    text: str
    likeness: float = Field(ge=0, le=1)


class WhyOut(Out):
    """What spoke for a clause; `words` are those of the message, as they were read."""

    clause: str = Field(validation_alias="address")
    phrases: list[LikePhraseOut]
    words: list[str]


class RatedOut(BaseModel):
    """The feedback as it is kept."""

    message: str
    helpful: bool


class EventOut(BaseModel):
    """One event of a conversation; what `data` holds depends on the `topic`, see the stream."""

    id: str
    topic: str
    data: dict[str, Any]


class EventsOut(BaseModel):
    """What happened since; `last` is the id to ask after next time."""

    events: list[EventOut]
    last: str
