"""A paper as it is told, before anybody thinks of pages: frozen values that `drawing.draw` puts on A4.

And the office that all papers are of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

BLANK = "______________________ (заполните)"  #: what the program cannot know and a person writes by hand
SIGNED = ("должность", "подпись", "фамилия, имя, отчество", "дата")  #: what belongs under the lines of a signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What papers say of the operator and of the system, whoever they are about."""

    operator: str
    address: str | None
    contact: str  #: where people write
    document: str  #: title of the document that people ask about: «Политика конфиденциальности»
    published_at: str  #: where it can be read
    system: str  #: name of the information system
    dialect: str  #: of its database: "sqlite" or "postgresql"
    zone: ZoneInfo
    days: Mapping[str, int]  #: how long which records are kept, as `tickets.erasure.retention.keep_terms` has it
    titles: Mapping[str, str]  #: categories of data by the table they lie in


@dataclass(frozen=True, slots=True)
class Heading:
    """Opens a part of the paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; every line break of the text is kept."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Titles with their values beside them, in a bordered table."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A bordered table; its header is repeated on every page."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to write on, each with what belongs there below it."""

    title: str
    captions: tuple[str, ...]


Block = Heading | Passage | Fields | Grid | Signature


@dataclass(frozen=True, slots=True)
class Paper:
    """One document."""

    title: str
    below: str  #: the line under the title: number, date, norm
    blocks: tuple[Block, ...]
    footer: str  #: stands on every page
