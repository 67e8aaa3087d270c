"""How much of the clauses that are known a file gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.document.parser import parse
from index.formats.reading import read_file
from tests.index.formats.thirty.known_rows import Known


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one file or of several together."""

    right: int = 0
    found: int = 0
    known: int = 0
    covered: float = 0.0  #: shares of all files added up
    files: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.right + other.right,
            self.found + other.found,
            self.known + other.known,
            self.covered + other.covered,
            self.files + other.files,
        )

    @property
    def precision(self) -> float:
        """The share of the clauses found that are known."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """The share of the known clauses that were found."""
        return self.right / max(self.known, 1)

    @property
    def coverage(self) -> float:
        """The mean share of the letters that reach a clause."""
        return self.covered / max(self.files, 1)


def figures(known: Known, data: bytes) -> Figures:
    """Of a file made of a document."""
    document = parse(read_file(data))
    found = [(each.number, " ".join((each.heading or each.text).split())) for each in document.clauses]
    right = _in_order([(number, " ".join(words.split())) for number, words in known.clauses], found)
    return Figures(right, len(found), len(known.clauses), document.coverage, 1)


def _in_order(known: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> int:
    """The most clauses that are found in the order of the known ones, by number and first words."""
    row = [0] * (len(found) + 1)
    for number, words in known:
        above, row = row, [0]
        for place, (here, text) in enumerate(found):
            same = number == here and text.startswith(words)
            row.append(above[place] + 1 if same else max(row[-1], above[place + 1]))
    return row[-1]
