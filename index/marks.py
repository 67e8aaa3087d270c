"""Every place of a document where a clause may begin, before structure decides which do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.labels import Label, label_at_start, labels_inside, refers_on
from index.source import Line, Source
from index.titles import Look, heads_a_part, look_of

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
    def after_colon(self) -> bool:
        """Whether it may open a list that the text before it announces."""
        return self.before.endswith(":")


def find_marks(source: Source) -> list[Mark]:
    """Candidates in document order, without the lines of a table of contents."""
    marks: list[Mark] = []
    parted = False
    for index, line in enumerate(source.lines):
        before = source.lines[index - 1].text if index else ""
        found = list(_marks_of(source.lines, index, before, parted))
        marks += found
        parted = False if found else parted or heads_a_part(source.lines, index)
    return marks


def _marks_of(lines: Sequence[Line], index: int, before: str, parted: bool) -> Iterator[Mark]:
    line = lines[index]
    follower = lines[index + 1] if index + 1 < len(lines) else None
    label = label_at_start(line.text) or _shown(line)
    if label and not (line.aside and label.single) and not _refers(line, before) and not _LEADER.search(line.text):
        yield Mark(
            label=label,
            line=index,
            start=line.start,
            body=line.start + label.end,
            look=look_of(line, line.text[label.end :], follower),
            level=line.heading,
            depth=line.depth,
            before=before[-60:].rstrip(),
            fresh=line.fresh or bool(line.heading),
            parted=parted,
            settled=line.fresh or bool(line.heading) or len(before) < _WRAPPED or before.rstrip().endswith(_ENDED),
        )
    for inner in labels_inside(line.text, label.end if label else 0):
        yield Mark(
            label=inner,
            line=index,
            start=line.start + inner.start,
            body=line.start + inner.end,
            look=Look.PLAIN,
            level=0,
            depth=line.depth,
            before=line.text[max(0, inner.start - 60) : inner.start].rstrip(),
            fresh=False,
            parted=False,
            settled=inner.ended,
        )


def _refers(line: Line, before: str) -> bool:
    return not line.fresh and refers_on(before)


def _shown(line: Line) -> Label | None:
    """The number of an <ol> item, which is not in the text."""
    if not line.ordinal:
        return None
    number = line.ordinal.rstrip(".")
    roman = not number[0].isdigit()
    return label_at_start(f"{number}. А") if roman else Label(number, _path(number), 0, 0, dotted=True, mark="ol")


def _path(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
