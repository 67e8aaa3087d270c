"""Whole documents, each with the clauses that its author wrote down before the parser saw it."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from numbered import numbers_of

from index.document.clause import PREAMBLE, Document
from index.document.parser import read_document

FOLDER = Path(__file__).parent / "whole"
FILES = sorted(file for file in FOLDER.iterdir() if file.suffix != ".clauses")
#: An annex or a section without a number is no clause: its words are reported as lost.
WITH_A_LOSS = {"support_faq": 0.88, "loan_rules": 0.86}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_document_gives_the_clauses_that_a_reader_finds(file: Path):
    """Numbers in their order, each with the words that stand beside it, and the preamble."""
    expected = [line.split("|", 1) for line in file.with_suffix(".clauses").read_text("utf-8").splitlines()]
    found = _numbered(read_document(file))
    assert [number for number, _ in expected] == [number for number, _ in found]
    assert [] == [
        (number, words)
        for (number, words), (_, text) in zip(expected, found, strict=True)
        if not text.startswith(words)
    ]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_next_to_nothing_of_a_document_is_lost(file: Path):
    """What reaches no clause is quoted by nobody."""
    assert read_document(file).coverage >= WITH_A_LOSS.get(file.stem, 0.97)


RETYPED: dict[str, Callable[[str], str]] = {
    "абзацы HTML": lambda text: "<html><body>" + "".join(f"<p>{escape(row)}</p>\n" for row in _written(text)),
    "без пустых строк": lambda text: "\n".join(_written(text)),
    "неразрывный пробел после номера": lambda text: re.sub(r"(?m)^(\s*[\d.]+) ", "\\1\u00a0", text),
    "без пробела после номера": lambda text: re.sub(r"(?m)^(\s*\d+\.[\d.]*\.) (?=[А-Я])", r"\1", text),
    "жирные номера": lambda text: re.sub(r"(?m)^(\d+\.[\d.]*) ", r"**\1** ", text),
    "с отступом": lambda text: "\n".join(f"    {row}" if row.strip() else row for row in text.split("\n")),
}
#: Its lines are broken at 72 letters, and as paragraphs they are other sentences.
PLAIN = [file for file in FILES if file.suffix == ".txt" and file.stem != "policy_wrapped"]


@pytest.mark.parametrize("retyped", RETYPED.values(), ids=RETYPED)
@pytest.mark.parametrize("file", PLAIN, ids=[file.stem for file in PLAIN])
def test_a_document_typed_another_way_keeps_its_numbers(file: Path, retyped: Callable[[str], str]):
    """Blank lines, spaces and markup say nothing of the numbers."""
    text = file.read_text("utf-8")
    assert numbers_of(text) == numbers_of(retyped(text))


def _written(text: str) -> list[str]:
    return [row for row in text.split("\n") if row.strip()]


def _numbered(document: Document) -> list[tuple[str, str]]:
    preamble = [(PREAMBLE, document.preamble.text)] if document.preamble else []
    return preamble + [(clause.number, clause.heading or clause.text) for clause in document.clauses]
