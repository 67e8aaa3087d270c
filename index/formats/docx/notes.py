"""Footnotes, endnotes and comments of a Word document: no words of a clause, yet told to the owner."""

from collections.abc import Mapping
from typing import Any

from index.document.omitted import Left
from index.formats.docx.package import Package
from index.formats.docx.xml import W

_PARTS = {"footnote": Left.NOTE, "endnote": Left.NOTE, "comment": Left.COMMENT}
REFERENCES: Mapping[str, str] = {f"{W}{kind}Reference": kind for kind in _PARTS}  #: in a run


class Notes:
    """Their texts, read when the first of a kind is met."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._texts: dict[str, Mapping[str, str]] = {}

    def told(self, reference: Any) -> tuple[Left, str]:
        """What a reference in a run refers to."""
        kind = REFERENCES[reference.tag]
        if kind not in self._texts:
            root = self._package.beside(f"{kind}s")
            found = [] if root is None else root.findall(W + kind)
            self._texts[kind] = {each.get(W + "id", ""): _text(each) for each in found}
        return _PARTS[kind], self._texts[kind].get(reference.get(W + "id", ""), "")


def _text(note: Any) -> str:
    paragraphs = ("".join(words.text or "" for words in each.iter(W + "t")) for each in note.iter(W + "p"))
    return " ".join(paragraphs)
