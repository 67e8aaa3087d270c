"""A paper as it is told, before anybody thinks of pages: frozen values that `drawing.draw` puts on A4."""

from dataclasses import dataclass

BLANK = "______________________ (заполните)"  #: what the program cannot know and a person writes by hand


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


def or_blank(value: str | None) -> str:
    """The value, or a line to write it on."""
    return value or BLANK
