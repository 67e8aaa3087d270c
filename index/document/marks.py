"""Every place of a document where a clause may begin, before structure decides which do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document.numbering import Label, label_at_start, labels_inside, names_its_owner, refers_on
from index.document.source import Line, Source
from index.document.tables import is_row, mere_rows
from index.document.titles import LEADER, Look, heads_a_part, heads_an_annex, look_of

_ENDED = (".", ";", ":", "!", "?", "…", "»", ")", '"')
_WRAPPED = 40  #: a shorter line was not broken for want of room


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
    annexed: bool  #: one of them is «Приложение»
    settled: bool  #: what is written before it has come to an end
    small: bool = False  #: its words begin with a small letter

    @property
    def number(self) -> float:
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
    parted = titled = annexed = False
    for index, line in enumerate(source.lines):
        first = _at_start(source.lines, index, parted=parted, titled=titled)
        if first and annexed:
            first = replace(first, annexed=True)
        found = [first] if first else []
        found += _inside(line, index, first.label.end if first else 0)
        heads = not found and heads_a_part(source.lines, index)
        titled = heads or (first is not None and first.look >= (Look.TITLE if first.label.single else Look.CAPITALS))
        parted = not found and (parted or heads)
        annexed = not found and (annexed or (heads and heads_an_annex(line.text)))
        marks += found
    marks = _counted_letters(marks)
    rows = mere_rows(source.lines, {mark.line: mark.label for mark in marks if not mark.label.inline})
    return [mark for mark in marks if mark.line not in rows or mark.label.inline]


def _counted_letters(marks: Sequence[Mark]) -> list[Mark]:
    """Letters are numbers only where some have numbers behind them: «A.1.»."""
    letters = [mark.label.number[0] for mark in marks if mark.label.word == "letter" and not mark.label.single]
    known = set(letters) if len(letters) > 1 else set()
    return [mark for mark in marks if mark.label.word != "letter" or mark.label.number[0] in known]


def _at_start(lines: Sequence[Line], index: int, *, parted: bool, titled: bool) -> Mark | None:
    line = lines[index]
    label = _counted(line) or label_at_start(line.text, headed=line.heading > 0)
    if label is None or (line.aside and label.single and not is_row(line)) or LEADER.search(line.text[-40:]):
        return None
    before = lines[index - 1].text.rstrip() if index else ""
    follower = lines[index + 1] if index + 1 < len(lines) else None
    look = look_of(line, line.text[label.end :], follower, worded=bool(label.word))
    finished = titled or len(before) < _WRAPPED or before.endswith(_ENDED)
    settled = finished or line.fresh or line.heading > 0 or _is_part(label, line.text)
    if refers_on(before, whole=line.fresh) or (not finished and names_its_owner(line.text[label.end :])):
        return None
    if not settled and label.single and look <= Look.TITLE and not _opens(label, follower):
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
        annexed=False,
        settled=settled,
        small=line.text[label.end :].lstrip()[:1].islower(),
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
            annexed=False,
            settled=label.ended,
        )
        for label in labels_inside(line.text, start)
    ]


def _is_part(label: Label, text: str) -> bool:
    """Whether a label has a word that opens a line as a title does: no line is broken before «Глава 2.»."""
    return bool(label.word) and label.dotted and text[label.start].isupper()


def _opens(label: Label, follower: Line | None) -> bool:
    """Whether «5. Срок» stands right over «5.1»: no sentence was broken there."""
    below = label_at_start(follower.text, headed=False) if follower else None
    return below is not None and below.path == (*label.path, 1)


def _counted(line: Line) -> Label | None:
    """A number that a browser or Word counts, with which the text begins: there is no doubt of it."""
    in_text = bool(line.ordinal) and line.text.startswith(line.ordinal)
    longer = in_text and line.text[len(line.ordinal) :][:1].isdigit()
    return label_at_start(f"{line.ordinal} А") if in_text and not longer else None
