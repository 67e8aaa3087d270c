"""Puts paragraphs together; what a rejected change inserted never comes into them."""

import re

from index.document.changes import Change, Choice
from index.formats.odt.names import FLAT, TEXT
from index.formats.odt.paragraph import Paragraph
from index.formats.odt.styles import Look
from index.formats.odt.tracked import Region
from index.formats.package import Element

_BLANK = re.compile(r"[ \t\r\n]+")


class Writer:
    """`paragraphs` and `changes` are what was written, in order."""

    def __init__(self, regions: dict[str, Region], choice: Choice) -> None:
        self.paragraphs: list[Paragraph] = []
        self.changes: list[Change] = []
        self.now = Paragraph()
        self.choice = choice
        self._regions = regions
        self._inserted: dict[str, list[str]] = {}  #: insertions that have begun → their words
        self._unended = False  #: the end of `now` was inserted, and is rejected

    @property
    def line(self) -> int:
        """Which paragraph is being written, from 1."""
        return len(self.paragraphs) + 1

    def begin(self, new: Paragraph) -> None:
        """The next paragraph; it goes on in the one before where a rejected change parted the two."""
        if not self._unended:
            self.now = new
        elif not self.now.begun:
            new.left = self.now.left
            self.now = new
        self._unended = False

    def end(self) -> None:
        """The paragraph comes to its end."""
        for words in self._inserted.values():
            words.append(" ")
        if self._inserted and self.choice is Choice.REJECT:
            self._unended = True
        else:
            self.paragraphs.append(self.now)
            self.now = Paragraph()

    def close(self) -> None:
        """The text comes to its end."""
        if self._unended:
            self.paragraphs.append(self.now)

    def text(self, words: str | None, look: Look) -> None:
        """Words as XML has them."""
        if not words:
            return
        words = _BLANK.sub(" ", words)
        if self.now.rows[-1][-1:] and self.now.rows[-1][-1].endswith(" "):
            words = words.removeprefix(" ")
        self.put(words, look)

    def put(self, words: str, look: Look) -> None:
        """Words with the blanks that they are to have."""
        for inserted in self._inserted.values():
            inserted.append(words)
        if words and not self._is_rejected:
            self.now.add(words, look)

    def row(self) -> None:
        """A line break."""
        if not self._is_rejected:
            self.now.rows.append([])

    @property
    def _is_rejected(self) -> bool:
        return bool(self._inserted) and self.choice is Choice.REJECT

    def mark(self, element: Element) -> Region | None:
        """Where a change begins or ends, or the region of a deletion whose place this is."""
        name = element.get(f"{TEXT}change-id", "")
        region = self._regions.get(name)
        if region is None:
            return None
        if element.tag == f"{TEXT}change-start":
            self._inserted[name] = []
        elif element.tag == f"{TEXT}change-end":
            self._note(region, " ".join("".join(self._inserted.pop(name, [])).split()))
        elif region.deleted is not None:
            parts = ("".join(each.itertext()) for each in region.deleted.iter() if each.tag in FLAT)
            self._note(region, " ".join(" ".join(parts).split()))
            return region
        return None

    def _note(self, region: Region, words: str) -> None:
        if words:
            self.changes.append(Change(self.line, region.how, words, region.author, region.day))
