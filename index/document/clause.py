"""A clause of a policy: the unit that Punkt quotes."""

from dataclasses import dataclass

from index.document.changes import Change

PREAMBLE = "преамбула"


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered place of a document, or its preamble.

    `text` is verbatim, without the label and without the clauses below it; line breaks inside are the document's.
    """

    number: str  #: the label as printed without its final dot ("4.1.10"), or PREAMBLE
    heading: str  #: the title, for a section that has one; otherwise ""
    text: str  #: "" for a section that only holds clauses
    parent: str | None  #: number of the clause above, None at the top
    line: int  #: line of the label in the source, counted from 1
    part: str = ""  #: the annex or other part that it stands in («Приложение 1»), "" in the main text


@dataclass(frozen=True, slots=True)
class Lost:
    """Neighbouring lines that reached no clause."""

    line: int  #: of the first one, in the source
    words: str  #: the first ones
    letters: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: clauses in document order (sections included), the preamble apart, and what looked odd."""

    clauses: tuple[Clause, ...]
    preamble: Clause | None
    warnings: tuple[str, ...]
    changes: tuple[Change, ...] = ()  #: tracked ones that nobody accepted or rejected
    coverage: float = 1.0  #: the share of its letters that can be quoted, from 0 to 1: see `index.document.coverage`
    lost: tuple[Lost, ...] = ()  #: where the others stand
