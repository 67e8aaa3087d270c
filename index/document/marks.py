"""Every place of a document where a clause may begin, before structure decides which do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document.numbering import Label, label_at_start, labels_inside, names_its_owner, refers_on
from index.document.source import Line, Source
from index.document.titles import Look, heads_a_part, look_of

_ENDED = (".", ";", ":", "!", "?", "…", "»", ")", '"')
_WRAPPED = 40  #: a shorter line was not broken for want of room
_LEADER = re.compile(r"(?:\.{3,}|…|\t)\s*\d{1,3}\s*\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """A label where it stands."""

    label: Label
    line: int  #: index in `Source.lines`
    start: int  #: offset in `Source.text` where the clause would begin
    body: int  #: offset of the text after the label
    look: Look
    level: int  #: of the markup heading, 0 for none
    depth: int  #: how many lists it is nested in
    before: str  #: the end of what is written before it
    fresh: bool  #: opens a paragraph
    parted: bool  #: an unnumbered heading stands between it and the label before
    settled: bool  #: what is written before it has come to an end

    @property
    def number(self) -> int:
        """The first number of the label."""
        return self.label.path[0]

    @property
    def indent(self) -> tuple[int, int]:
        """Where it stands from the left, by its list and by its spaces."""
        return self.depth, self.label.start

    @property
    def after_colon(self) -> bool:
        """Whether it may open a list that the text before it announces."""
        return self.before.endswith(":")


def find_marks(source: Source) -> list[Mark]:
    """Candidates in document order."""
    marks: list[Mark] = []
    parted = titled = False
    for index, line in enumerate(source.lines):
        first = _at_start(source.lines, index, parted=parted, titled=titled)
        found = [first] if first else []
        found += _inside(line, index, first.label.end if first else 0)
        heads = not found and heads_a_part(source.lines, index)
        titled = heads or (first is not None and first.look >= (Look.TITLE if first.label.single else Look.CAPITALS))
        parted = not found and (parted or heads)
        marks += found
    return marks


def _at_start(lines: Sequence[Line], index: int, *, parted: bool, titled: bool) -> Mark | None:
    line = lines[index]
    label = label_at_start(line.text) or _shown(line)
    if label is None or (line.aside and label.single) or _LEADER.search(line.text[-40:]):
        return None
    before = lines[index - 1].text.rstrip() if index else ""
    follower = lines[index + 1] if index + 1 < len(lines) else None
    look = look_of(line, line.text[label.end :], follower)
    finished = titled or len(before) < _WRAPPED or before.endswith(_ENDED)
    settled = finished or line.fresh or line.heading > 0
    if refers_on(before, whole=line.fresh) or (not finished and names_its_owner(line.text[label.end :])):
        return None
    if not settled and label.single and look <= Look.TITLE:
        return None
    return Mark(
        label=label,
        line=index,
        start=line.start,
        body=line.start + label.end,
        look=look,
        level=line.heading,
        depth=line.depth,
        before=before[-60:],
        fresh=line.fresh or line.heading > 0,
        parted=parted,
        settled=settled,
    )


def _inside(line: Line, index: int, start: int) -> list[Mark]:
    return [
        Mark(
            label=label,
            line=index,
            start=line.start + label.start,
            body=line.start + label.end,
            look=Look.PLAIN,
            level=0,
            depth=line.depth,
            before=line.text[max(0, label.start - 60) : label.start].rstrip(),
            fresh=False,
            parted=False,
            settled=label.ended,
        )
        for label in labels_inside(line.text, start)
    ]


def _shown(line: Line) -> Label | None:
    """The number of an <ol> item, which is not in the text."""
    label = label_at_start(f"{line.ordinal} А") if line.ordinal else None
    return replace(label, start=0, end=0, mark="ol") if label else None
