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

    OPEN = "open"
    MINE = "mine"
    WAITING = "waiting"  #: for the person: an answer, or who they are
    OVERDUE = "overdue"
    DECIDED = "decided"
    ALL = "all"


class Due(StrEnum):
    """How near the nearest running clock ends, by the operator's days."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "3days"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Filters:
    """A list, and what narrows it."""

    show: QueueList = QueueList.OPEN
    kinds: Sequence[TicketKind] = field(default=())
    asked: Sequence[str] = field(default=())  #: of ASKED
    states: Sequence[Status] = field(default=())
    who: str = ""  #: ME, NOBODY, an e-mail, or empty for anybody
    due: Due | None = None
    channels: Sequence[str] = field(default=())
    q: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: QueryParams) -> Self:
        """Read an address."""
        return cls(
            show=_one(QueueList, query.get("show", "")) or QueueList.OPEN,
            kinds=_some(TicketKind, query.getlist("kind")),
            asked=tuple(one for one in ASKED if one in query.getlist("asked")),
            states=_some(Status, query.getlist("state")),
            who=_line(query.get("who", "")),
            due=_one(Due, query.get("due", "")),
            channels=tuple(dict.fromkeys(one for one in query.getlist("channel") if one in CHANNELS)),
            q=_line(query.get("q", "")),
            page=_page(query.get("page", "")),
        )

    @property
    def shown(self) -> QueueList:
        """The list itself; who asks for states that are not open means all tickets."""
        elsewhere = self.show is QueueList.OPEN and self.states and not OPEN.issuperset(self.states)
        return QueueList.ALL if elsewhere else self.show

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.kinds or self.asked or self.states or self.who or self.due or self.channels or self.q)

    def address(self, **changes: Any) -> str:
        """The address of the same with changes, which begin on the first page."""
        other = replace(self, **{"page": 1} | changes)
        pairs: list[tuple[str, object]] = [
            *([("show", other.show)] if other.show is not QueueList.OPEN else []),
            *(("kind", kind) for kind in other.kinds),
            *(("asked", asked) for asked in other.asked),
            *(("state", state) for state in other.states),
            *(("channel", channel) for channel in other.channels),
        ]
        single: Mapping[str, object] = {"who": other.who, "due": other.due, "q": other.q}
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
