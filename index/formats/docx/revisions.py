"""Tracked changes of a Word document: which words stay by the choice that was made, and what was changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from index.document.changes import Change, Choice, How
from index.formats.docx.xml import W

_MARK = "¶"  #: of a paragraph, where nothing else was changed beside it


@dataclass(frozen=True, slots=True)
class _Kind:
    how: How
    kept_by: Choice
    away: bool = False  #: the place that something was moved from


KINDS = {
    W + "ins": _Kind(How.INSERTED, Choice.ACCEPT),
    W + "del": _Kind(How.DELETED, Choice.REJECT),
    W + "moveTo": _Kind(How.MOVED, Choice.ACCEPT),
    W + "moveFrom": _Kind(How.MOVED, Choice.REJECT, away=True),
    W + "cellIns": _Kind(How.INSERTED, Choice.ACCEPT),
    W + "cellDel": _Kind(How.DELETED, Choice.REJECT),
}


class Revisions:
    """Follows the reader through a document."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self._inside: list[tuple[_Kind, Any]] = []
        self._found: list[tuple[Change, bool]] = []
        self._goes_on = False

    @property
    def kept(self) -> bool:
        """Whether what is read now belongs to the text."""
        return not self._inside or all(kind.kept_by is self.choice for kind, _ in self._inside)

    @contextmanager
    def inside(self, *elements: Any) -> Iterator[None]:
        """While the contents of a change, or of several around one another, are read."""
        self._inside += [(KINDS[each.tag], each) for each in elements]
        try:
            yield
        finally:
            del self._inside[len(self._inside) - len(elements) :]

    def met(self, words: str, line: int) -> None:
        """Some words were read; unchanged ones end a change."""
        if not self._inside:
            self._goes_on = False
            return
        kind, element = self._inside[-1]
        author, day = element.get(W + "author", ""), element.get(W + "date", "")[:10]
        change = Change(line, kind.how, words, author, day)
        if self._goes_on and self._found:
            last, away = self._found[-1]
            if (last.how, last.author, last.day, away) == (kind.how, author, day, kind.away):
                self._found[-1] = replace(last, words=last.words + words), away
                return
        self._found.append((change, kind.away))
        self._goes_on = True

    def end_paragraph(self, line: int) -> None:
        """A mark that is not changed itself: changes end with it, unless a whole row is one."""
        self.met("\n", line)

    def old(self, properties: Any) -> Any:
        """Formatting as it was before the changes, when they are rejected: it may number or strike words."""
        if properties is None or self.choice is Choice.ACCEPT:
            return properties
        change = properties.find(f"{properties.tag}Change")
        return properties if change is None else change.find(properties.tag)

    def changes(self) -> tuple[Change, ...]:
        """All of them in order; what was moved is told where it has arrived."""
        shown = [(replace(each, words=" ".join(each.words.split()) or _MARK), away) for each, away in self._found]
        arrived = {each.words for each, away in shown if each.how is How.MOVED and not away}
        return tuple(each for each, away in shown if not (away and each.words in arrived))


def changes_of(properties: Any) -> list[Any]:
    """The changes that a paragraph mark, a table row or a cell bears in its properties."""
    return [] if properties is None else [each for each in properties if each.tag in KINDS]
