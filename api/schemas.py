"""Shapes of requests and responses. Requests refuse fields that are not named here."""

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from desk.message import LONGEST
from tickets.record.ticket import Request

ID = r"^[A-Za-z0-9_-]{1,64}$"

#: At least one sign that can be seen; the desk looks closer.
VISIBLE = r"[^\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"

Text = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=VISIBLE, description="Обычными словами.")]
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

    `reply_to` is the `message` of the event whose words of staff this answers.
    """

    text: Text
    conversation: Annotated[str, Field(pattern=ID)] | None = None
    language: Language | None = None
    reply_to: Annotated[str, Field(pattern=ID)] | None = None


class FeedbackIn(In):
    """Whether an answer helped."""

    helpful: StrictBool


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
    tries_left: int | None = Field(None, description="Сколько ещё раз можно ввести код; 0 — нужен новый.")


class EditionOut(Out):
    """The text that answers are taken from; `effective` is null when the text does not tell."""

    id: str
    effective: datetime.date | None
    sha256: str


class QuoteOut(Out):
    """A clause word for word. `confidence`: calibrated probability (0..1) that it is the right one."""

    number: str
    path: str
    quote: str = Field(validation_alias="text")
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
    """The reply. `clauses[0]` is the clause quoted; `requests` the proposed shapes of a deletion request, likeliest
    first, and `request` the first of them; both are empty where the words name none, so that the person is asked.

    `answered` says how many of the first clauses answer, one for each thing asked; `lead` is what to say above them
    where they are shown apart from `text`. `language` is that of `text`, `lead` and the labels of all actions.

    While a person answers (`relayed`), `clauses` hold what answers a question beyond doubt, if anything: it is the
    policy's and not theirs, as `lead` says.
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


class LikePhraseOut(Out):
    """How people ask about a clause; `likeness` to the message, 0..1."""

    text: str
    likeness: float = Field(ge=0, le=1)


class WhyOut(Out):
    """What spoke for a clause; `words` are those of the message, as they were read."""

    clause: str = Field(validation_alias="number")
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


class FailingOut(Out):
    """What runs beside and fails, since when, and with what class of error."""

    loop: str
    error: str
    since: datetime.datetime
    failures: int = Field(description="Подряд.")


class HealthOut(BaseModel):
    """The process answers. What fails beside is named, where something does."""

    status: Literal["ok"] = "ok"
    failing: list[FailingOut] | None = Field(default=None, description="Что не ладится в фоне: оно пробует снова само.")
    contacts: Literal["locked"] | None = Field(
        default=None, description="Ключа контактов нет: новые контакты не принимаются."
    )
