"""What a file gives of the clauses that are known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Of one file, or of several added up."""

    right: int = 0  #: known clauses found by number and first words
    whole: int = 0  #: of these, the ones with all their words and no others, where all words are known
    found: int = 0
    known: int = 0
    covered: float = 0.0  #: shares of the files that reach a clause, added up
    files: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.right + other.right,
            self.whole + other.whole,
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
    def word_for_word(self) -> float:
        """The share of the known clauses that were found with exactly their words."""
        return self.whole / max(self.known, 1)

    @property
    def coverage(self) -> float:
        """The mean share of the letters that reach a clause."""
        return self.covered / max(self.files, 1)
