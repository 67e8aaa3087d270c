"""What the queue shows, as its address says it; what an address cannot mean is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from api.console import console_words
from tickets.queue.search import LONGEST
from tickets.record import labels
from tickets.record.clock import UNCLEAR
from tickets.record.labels import Names, capital
from tickets.record.ticket import OPEN, Status, TicketKind

LAST_PAGE = 10_000
NOBODY, ME = "nobody", "me"  #: of `who`; anything else there is a colleague's e-mail
Choice = TypeVar("Choice", bound=StrEnum)
CHANNELS = ("web", "telegram", "terminal")
#: What is asked about data, by the period of its clock.
ASKED: Mapping[str, Names] = dict(labels.REQUESTS.items()) | {UNCLEAR: labels.NOT_CLEAR}


class QueueList(StrEnum):
    """Which tickets a list shows."""

    ANSWER = "answer"  #: whose people wait for us
    OPEN = "open"
    MINE = "mine"
    WAITING = "waiting"  #: for the person: an answer, or who they are
    OVERDUE = "overdue"
    DECIDED = "decided"
    ALL = "all"


class Order(StrEnum):
    """What stands first."""

    WAIT = "wait"  #: who asked for a human or has said something again, then who waits longest
    DUE = "due"  #: the nearest date
    RECEIVED = "received"  #: the newest ticket
    WORDS = "words"  #: the newest words of a person


class Due(StrEnum):
    """How near the nearest running clock ends, by the operator's days."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "3days"
    WEEK = "week"


#: Of a list, the first being its own; among what has ended nobody waits and no date runs.
ORDERS: Mapping[QueueList, Sequence[Order]] = {
    **dict.fromkeys(QueueList, (Order.DUE, Order.WAIT, Order.RECEIVED, Order.WORDS)),
    QueueList.ANSWER: (Order.WAIT, Order.DUE, Order.RECEIVED, Order.WORDS),
    QueueList.DECIDED: (Order.RECEIVED, Order.WORDS),
    QueueList.ALL: (Order.RECEIVED, Order.WORDS),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """A list, what narrows it, and its order."""

    show: QueueList = QueueList.ANSWER
    kinds: Sequence[TicketKind] = field(default=())
    asked: Sequence[str] = field(default=())  #: of ASKED
    states: Sequence[Status] = field(default=())
    who: str = ""  #: ME, NOBODY, an e-mail, or empty for anybody
    due: Due | None = None
    channels: Sequence[str] = field(default=())
    q: str = ""
    order: Order | None = None  #: None: the list's own
    page: int = 1

    @classmethod
    def of(cls, query: QueryParams) -> Self:
        """Read an address. One that narrows and names no list means what is open."""
        filters = cls(
            kinds=_some(TicketKind, query.getlist("kind")),
            asked=tuple(one for one in ASKED if one in query.getlist("asked")),
            states=_some(Status, query.getlist("state")),
            who=_line(query.get("who", "")),
            due=_one(Due, query.get("due", "")),
            channels=tuple(dict.fromkeys(one for one in query.getlist("channel") if one in CHANNELS)),
            q=_line(query.get("q", "")),
            order=_one(Order, query.get("order", "")),
            page=_page(query.get("page", "")),
        )
        return replace(filters, show=_one(QueueList, query.get("show", "")) or filters.usual)

    @property
    def shown(self) -> QueueList:
        """The list itself; words are looked for in all that is open, and states that are not open in all tickets."""
        if self.show not in {QueueList.ANSWER, QueueList.OPEN}:
            return self.show
        if self.states and not OPEN.issuperset(self.states):
            return QueueList.ALL
        return QueueList.OPEN if self.q else self.show

    @property
    def orders(self) -> Sequence[Order]:
        """Those in which the list can stand."""
        return ORDERS[self.shown]

    @property
    def ordered(self) -> Order:
        """The one in which it stands."""
        return self.order if self.order is not None and self.order in self.orders else self.orders[0]

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.kinds or self.asked or self.states or self.who or self.due or self.channels or self.q)

    @property
    def usual(self) -> QueueList:
        """The list that need not be named."""
        return QueueList.OPEN if self.narrowed else QueueList.ANSWER

    @property
    def whole(self) -> str:
        """The address of the list with nothing that narrows it."""
        return Filters(show=self.show, order=self.order).address()

    def address(self, **changes: Any) -> str:
        """The address of the same with changes, which begin on the first page."""
        other = replace(self, **{"page": 1} | changes)
        pairs: list[tuple[str, object]] = [
            *([("show", other.show)] if other.show is not other.usual else []),
            *(("kind", kind) for kind in other.kinds),
            *(("asked", asked) for asked in other.asked),
            *(("state", state) for state in other.states),
            *(("channel", channel) for channel in other.channels),
        ]
        order = other.order if other.order is not other.orders[0] else None
        single: Mapping[str, object] = {"who": other.who, "due": other.due, "q": other.q, "order": order}
        pairs += [(name, value) for name, value in single.items() if value]
        if other.page > 1:
            pairs.append(("page", other.page))
        return f"/console?{urlencode(pairs)}" if pairs else "/console"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list."""

    title: str
    without: str  #: address


def chips(filters: Filters, me: str) -> Sequence[Chip]:
    """In the order in which the filters stand on the page."""
    found = [Chip(f"«{filters.q}»", filters.address(q=""))] if filters.q else []
    found += _chips_of(filters, "kinds", labels.KINDS)
    found += _chips_of(filters, "asked", ASKED)
    found += _chips_of(filters, "states", labels.STATUSES)
    if filters.who:
        whose = ME if filters.who == me else filters.who
        found.append(Chip(console_words.WHOSE.get(whose, whose), filters.address(who="")))
    if filters.due:
        found.append(Chip(console_words.DUE[filters.due], filters.address(due=None)))
    return found + _chips_of(filters, "channels", labels.CHANNELS)


def _chips_of(filters: Filters, name: str, names: Mapping[Any, Names]) -> list[Chip]:
    """One for each value of a filter that may have several."""
    values: Sequence[str] = getattr(filters, name)
    return [
        Chip(capital(names[value].staff), filters.address(**{name: [other for other in values if other != value]}))
        for value in values
    ]


def _one(kind: type[Choice], value: str) -> Choice | None:
    return next((one for one in kind if one == value), None)


def _some(kind: type[Choice], values: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(dict.fromkeys(one for one in kind if one in values))


def _line(value: str) -> str:
    return " ".join(value.replace("\x00", " ").split())[:LONGEST]


def _page(value: str) -> int:
    return min(max(int(value), 1), LAST_PAGE) if value.isascii() and value.isdigit() and len(value) < 9 else 1
