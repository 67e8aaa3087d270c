"""The visible text of a document and its lines, whatever format it came in."""

from dataclasses import dataclass, field, replace

from index.document.changes import Change
from index.document.omitted import Odd


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text with what its markup says of it."""

    number: int  #: in the source, counted from 1
    start: int  #: offset of `text` in `Source.text`
    text: str
    fresh: bool = False  #: opens a paragraph: a blank line or the edge of a block is above
    heading: int = 0  #: level of a markup heading, 0 for none
    bold: bool = False  #: the whole of it
    depth: int = 0  #: how many lists it is nested in
    ordinal: str = ""  #: the number that a browser or Word counts for it, with which `text` begins
    aside: bool = False  #: a quotation or a table row


@dataclass(frozen=True, slots=True)
class Source:
    """The visible text and its lines that are not blank, in order."""

    text: str
    lines: tuple[Line, ...]
    odd: tuple[Odd, ...] = ()  #: what was left out, and what else to tell the owner
    changes: tuple[Change, ...] = ()  #: tracked ones that are still open, in order


@dataclass(slots=True)
class Page:
    """Collects the lines of a format whose visible text differs from its source."""

    lines: list[Line] = field(default_factory=list)
    length: int = 0
    odd: list[Odd] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(self, number: int, text: str, **marks: bool | int | str) -> None:
        """Append one line; `marks` are the fields of `Line` that its markup gives."""
        self.lines.append(Line(number, self.length, text, **marks))  # type: ignore[arg-type]
        self.length += len(text) + 1

    def again(self, line: Line) -> None:
        """Append a line of another text as it is."""
        self.lines.append(replace(line, start=self.length))
        self.length += len(line.text) + 1

    def source(self) -> Source:
        """All that was added."""
        text = "\n".join(line.text for line in self.lines)
        return Source(text, tuple(self.lines), tuple(self.odd), tuple(self.changes))
