"""An act: one thing that somebody can do to a ticket, and a deed: it being done by somebody, once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from tickets.acts.meanwhile import Seen
from tickets.erasure.holding import Holding
from tickets.life import AFTER_ERASURE, STEPS, Step
from tickets.post.copy import Original
from tickets.post.topics.to_person import News
from tickets.post.topics.topic import Topic
from tickets.record.attachment import Upload
from tickets.record.ticket import SYSTEM, USER
from tickets.store.database import Session

Made_co = TypeVar("Made_co", covariant=True)  #: what comes of an act


class Side(StrEnum):
    """Who acts."""

    STAFF = "staff"
    PERSON = "person"
    TIME = "time"


STAFF = frozenset({Side.STAFF})


class Kind(StrEnum):
    """How a field is filled in."""

    WORDS = "words"  #: several lines
    LINE = "line"
    CHOICE = "choice"  #: one of several
    SEVERAL = "several"  #: any of several


@dataclass(frozen=True, slots=True)
class Field:
    """What an act needs to be told."""

    name: str
    kind: Kind = Kind.WORDS
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act as somebody does it."""

    number: str  #: of the ticket, as it was typed
    actor: str  #: e-mail of a staff member, USER or SYSTEM
    key: str | None = None  #: of staff: the same key acts once; an edge gives each form, update or call its own
    given: Mapping[str, str | Sequence[str]] = field(default_factory=dict)  #: by name of a field
    seen: Seen | None = None  #: what the actor has read of the ticket; None: they are asked for nothing
    anyway: bool = False  #: a colleague may have answered meanwhile
    later: bool = False  #: what is said can be taken back for a while
    takes_over: bool = False  #: from whoever is responsible, where that stands against it
    original: Original | None = None  #: where staff wrote the words
    files: Sequence[Upload] = ()  #: that go with words that can be taken back
    kept: Sequence[str] = ()  #: ids of files of what was taken back, that go as well
    holdings: Sequence[Holding] = ()  #: what is known to be held of people: for whoever erases or hands out
    zone: ZoneInfo | None = None  #: the operator's: its local dates are those of clocks
    at: datetime | None = None  #: now, where nothing is said

    @property
    def side(self) -> Side:
        return {USER: Side.PERSON, SYSTEM: Side.TIME}.get(self.actor, Side.STAFF)

    @property
    def erases(self) -> bool:
        """Whether the data go with it: then nobody else may write meanwhile."""
        return self.maybe("data") == "erase"

    def said(self, name: str) -> str:
        """What was given for a field."""
        value = self.given[name]
        assert isinstance(value, str)
        return value

    def maybe(self, name: str) -> str | None:
        """The same of an optional field; None where nothing is said."""
        return self.said(name) if self.given.get(name) else None

    def several(self, name: str) -> Sequence[str]:
        """All that was chosen."""
        value = self.given[name]
        assert not isinstance(value, str)
        return value

    def local(self) -> ZoneInfo:
        """The operator's zone, for acts that set dates."""
        assert self.zone is not None, "what sets a date is done in the operator's zone"
        return self.zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[Made_co]):
    """One of them; `does` takes the arrow with all that it entails."""

    name: str
    does: Callable[[Session, Deed], Awaitable[Made_co]]
    by: frozenset[Side] = STAFF
    fields: tuple[Field, ...] = ()
    more: tuple[Step, ...] = ()  #: arrows beside those of its name
    to_person: tuple[type[News], ...] = ()  #: what it may tell
    to_staff: tuple[type[Topic], ...] = ()
    fulfils: bool = False  #: does what is asked, so staff must have confirmed what that is
    decides: bool = False  #: on what the actor has seen, so nothing may have happened since
    speaks: bool = False  #: words of staff reach the person
    replies: bool = False  #: it is part of the talk: a colleague's words count, and it can wait to be taken back
    apart: bool = False  #: has nothing to do with what is said, so what waits goes on waiting
    drops: bool = False  #: what waits is not sent at all
    other: str | None = None  #: the field that names a second ticket, to be held with the first

    @property
    def arrows(self) -> tuple[Step, ...]:
        """It can be done while one of them may be taken."""
        return (*(step for step in STEPS if step.name == self.name), *self.more)

    @property
    def after_erasure(self) -> bool:
        """Whether it can be done with what an erasure left."""
        return any(arrow in AFTER_ERASURE for arrow in self.arrows)
