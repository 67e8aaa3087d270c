"""The outline of a document: its clauses in order, each with its number and its parent."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.document.marks import Mark
from index.document.numbering import Label
from index.document.printed import Path
from index.document.sections import choose_bare
from index.document.spine import choose_spine
from index.document.worded import width_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark that opens a clause."""

    mark: Mark
    number: str
    path: Path
    parent: str | None
    body: int  #: offset of the text after the label

    @property
    def is_section(self) -> bool:
        """Whether the number stands alone in print and is no clause of a section."""
        return len(self.path) == 1


def outline(marks: Sequence[Mark]) -> list[Entry]:
    """Entries in document order; duplicates and gaps are kept."""
    spine = choose_spine(marks)
    bare = choose_bare(marks, spine)
    family = _Family()
    entries = []
    for index, mark in enumerate(marks):
        label = mark.label
        if mark.annexed:
            family.leave_parts()
        if index in spine:
            chosen = spine[index]
            body = mark.body + chosen.end - label.end
            parent = family.parent_of(chosen)
            entries.append(Entry(mark, chosen.number, chosen.path, parent, body))
        elif index in bare.printed:
            entries.append(Entry(mark, label.number, label.path, family.parent_of(label), mark.body))
        elif index in bare.within:
            section = marks[bare.within[index]].label
            path = (*section.path, *label.path)
            entries.append(Entry(mark, f"{section.number}.{label.number}", path, section.number, mark.body))
    return entries


class _Family:
    """Whose child a printed label is: the nearest number above that begins it, in the same part of the document.

    Of parts with a word the narrower ones stand in the wider: an article in its chapter, a bare clause in its article.
    """

    def __init__(self) -> None:
        self.open: dict[Path, str] = {}
        self.adopted: dict[Path, str | None] = {}
        self.outer: list[tuple[int, str]] = []
        self.section: str | None = None
        self.last: Path = ()

    def leave_parts(self) -> None:
        """An annex stands in no chapter."""
        self.outer = []

    def parent_of(self, label: Label) -> str | None:
        path = label.path
        if path <= self.last:
            self.open = {above: number for above, number in self.open.items() if above < path}
            self.adopted = {}
        parent = self._above(label)
        self.open[path] = label.number
        self.last = path
        self.section = label.number if label.single else None
        if label.single and label.word:
            self.outer.append((width_of(label.word), label.number))
        return parent

    def _above(self, label: Label) -> str | None:
        path = label.path
        if label.single:
            while label.word and self.outer and self.outer[-1][0] >= width_of(label.word):
                self.outer.pop()
            return self.outer[-1][1] if self.outer else None
        for length in range(len(path) - 1, 0, -1):
            if path[:length] in self.open:
                return self.open[path[:length]]
        return self.adopted.setdefault(path[:-1], self.section)
