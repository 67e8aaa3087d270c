"""A paragraph as the flow of a text hands it on."""

from dataclasses import dataclass, field

from index.document.omitted import GAP, Left
from index.formats.odt.lists import Place
from index.formats.odt.styles import Look


@dataclass(slots=True)
class Paragraph:
    """Words and what stands around them; `rows` are parted by line breaks."""

    heading: int = 0
    place: Place | None = None  #: in a list
    rows: list[list[str]] = field(default_factory=lambda: [[]])
    heavy: set[int] = field(default_factory=set)  #: places of the rows that have bold letters
    plain: set[int] = field(default_factory=set)  #: and of those that have others
    left: list[tuple[Left, str]] = field(default_factory=list)
    cell: tuple[int, int] | None = None  #: row and column, counted over the whole document

    def add(self, words: str, look: Look) -> None:
        """Take words of that look."""
        if look.hidden or look.struck:
            self.drop(Left.HIDDEN if look.hidden else Left.STRUCK, words)
            return
        if any(letter.isalpha() for letter in words):
            (self.heavy if look.bold else self.plain).add(len(self.rows) - 1)
        self.rows[-1].append(words.upper() if look.capitals else words)

    def drop(self, why: Left, words: str) -> None:
        """Leave words out, and remember why; pieces of one reason that touch are one."""
        if not self.rows[-1] or self.rows[-1][-1] != GAP:
            self.rows[-1].append(GAP)
        elif self.left and self.left[-1][0] is why:
            why, before = self.left.pop()
            words = before + words
        self.left.append((why, words))

    @property
    def begun(self) -> bool:
        """Whether it has words yet."""
        return any(piece.strip() for row in self.rows for piece in row)
