"""The visible words of a paragraph, put together from its runs."""

from dataclasses import dataclass, field

from index.document.notes import raised
from index.document.omitted import GAP, Left, Odd, closed_up, told
from index.formats.docx.look import Look


@dataclass(slots=True)
class Words:
    """Collects them; `number` counts the paragraphs of the file from 1."""

    number: int
    odd: list[Odd]
    pieces: list[str] = field(default_factory=list)
    _bold: set[int] = field(default_factory=set)  #: places of the rows that have bold letters
    _plain: set[int] = field(default_factory=set)  #: and of those that have others
    _row: int = 0
    _raised: str = ""
    _left: tuple[Left, str] | None = None

    def write(self, text: str, look: Look) -> None:
        """Words as a run shows them, or a gap for those that it hides or strikes."""
        why = Left.HIDDEN if look.hidden else Left.STRUCK if look.struck or look.struck_twice else None
        if why:
            self._settle_raised()
            if self._left and self._left[0] is not why:
                self._settle_left()
            self._left = why, (self._left[1] if self._left else "") + text
            self.pieces.append(GAP)
            return
        if self._left and text.strip():
            self._settle_left()
        if look.capitals:
            text = text.upper()
        if look.raised:
            self._raised += text
            return
        self._settle_raised()
        for place, row in enumerate(text.split("\n"), self._row):
            if any(map(str.isalpha, row)):
                (self._bold if look.bold else self._plain).add(place)
        self._row += text.count("\n")
        self.pieces.append(text)

    def leave(self, why: Left, text: str) -> None:
        """What stands here for the owner of the file alone: a note, a comment."""
        self._settle_raised()
        self.odd += told(self.number, why, text)
        self.pieces.append(GAP)

    @property
    def text(self) -> str:
        """All of them, with "\\n" where a line is broken; blanks at its beginning may part it from a number."""
        self._settle_raised()
        self._settle_left()
        return "\n".join(row for row, _ in self._rows())

    @property
    def bold(self) -> tuple[bool, ...]:
        """Whether each row of the text is bold, the whole of it."""
        whole = self._bold - self._plain
        return tuple(place in whole for _, place in self._rows())

    def _rows(self) -> list[tuple[str, int]]:
        """Rows with their places; of the empty ones only the first is kept."""
        first, *others = (closed_up(each).rstrip(" \t") for each in "".join(self.pieces).split("\n"))
        shown = ((each.lstrip(" \t"), place) for place, each in enumerate(others, 1))
        return [(first, 0), *((row, place) for row, place in shown if row)]

    def _settle_raised(self) -> None:
        """Figures above the line stay apart from those on it: «м²» is not «м2»."""
        text, self._raised = self._raised, ""
        if text:
            self.pieces.append(raised(text, linked=False) or text)

    def _settle_left(self) -> None:
        if self._left:
            why, text = self._left
            self._left = None
            self.odd += told(self.number, why, text)
