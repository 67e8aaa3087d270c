"""A clause of a policy: the unit that Punkt quotes."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: clauses in document order (sections included), the preamble apart, and what looked odd."""

    clauses: tuple[Clause, ...]
    preamble: Clause | None
    warnings: tuple[str, ...]
