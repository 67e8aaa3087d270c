"""Documents whose clauses are known, as rows with the printed number apart, from which files of any kind are made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.document.clause import PREAMBLE
from index.document.parser import parse

_ROOT = Path(__file__).parents[4]
_WHOLE = _ROOT / "tests" / "index" / "document" / "whole"
_OPERATORS = _ROOT / "tests" / "index" / "formats" / "operators"
_COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_HEADING = re.compile(r"(#{1,6})\s+")
_NOTE = re.compile(r"\[\^(\d+)\]: ")
NOTED = re.compile(r"\[\^(\d+)\]")  #: where a footnote is named in a text
_FIRST_WORDS = 24  #: characters
_AHEAD = 3  #: clauses; the number of some stands in the line of another


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph."""

    text: str  #: without its number
    number: str = ""  #: as printed, with its full stop
    heading: int = 0  #: level of a heading in Markdown
    cells: tuple[str, ...] = ()  #: of a row of a table, which has no other text
    note: str = ""  #: the name of the footnote that it is

    @property
    def typed(self) -> str:
        """Number and text as somebody types them."""
        return f"{self.number} {self.text}".strip()

    @property
    def path(self) -> tuple[int, ...]:
        """The number where a list can count it; () of «Статья 1.» and of rows without one."""
        return tuple(map(int, self.number.rstrip(".").split("."))) if _COUNTED.fullmatch(self.number) else ()


@dataclass(frozen=True, slots=True)
class Known:
    """A document and its clauses: numbers and first words, in order."""

    name: str
    rows: tuple[Row, ...]
    clauses: tuple[tuple[str, str], ...]


def whole(name: str, folder: Path = _WHOLE) -> Known:
    """A document of the folder of whole ones, whose clauses its author wrote down."""
    file = next(each for each in folder.glob(f"{name}.*") if each.suffix != ".clauses")
    lines = (folder / f"{name}.clauses").read_text("utf-8").splitlines()
    pairs = [tuple(line.split("|", 1)) for line in lines]
    clauses = tuple((number, words) for number, words in pairs if number != PREAMBLE)
    return Known(name, _rows(file.read_text("utf-8"), clauses), clauses)


def of_operators(name: str) -> Known:
    """A document of a kind that operators have, with tables or footnotes."""
    return whole(name, _OPERATORS)


def policy(name: str) -> Known:
    """A policy of the project: «privacy», «cold/shop»."""
    text = (_ROOT / "policy_text" / name / "editions" / "1.txt").read_text("utf-8")
    clauses = tuple(
        (each.number, (each.heading or each.text)[:_FIRST_WORDS].partition("\n")[0]) for each in parse(text).clauses
    )
    return Known(name.replace("/", "_"), _rows(text, clauses), clauses)


def _rows(text: str, clauses: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    rows = []
    awaited = list(clauses)
    for line in text.replace("\\", "").replace("**", "").split("\n"):
        heading = _HEADING.match(line)
        row = " ".join(line[heading.end() if heading else 0 :].split())
        if not row or not row.strip("=-"):
            continue
        if note := _NOTE.match(row):
            rows.append(Row(row[note.end() :], note=note[1]))
            continue
        cells = tuple(cell.strip() for cell in row.strip("|").split("|")) if row.startswith("|") else ()
        number, skipped = _number(" ".join(cells) or row, awaited[:_AHEAD])
        if cells:
            rows.append(Row("", cells=cells))
            awaited = awaited[skipped:]
            continue
        rows.append(Row(row[len(number) :].lstrip(), number, len(heading[1]) if heading else 0))
        awaited = awaited[skipped:]
    return tuple(rows)


def _number(row: str, awaited: Sequence[tuple[str, str]]) -> tuple[str, int]:
    """The number before the words of a clause that is awaited, and how many clauses are done with it."""
    for place, (number, words) in enumerate(awaited):
        at = row.find(words)
        sure = place == 0 or row[: max(at, 0)].rstrip(" .").endswith(number)
        if 0 <= at < _FIRST_WORDS and sure:
            return row[:at].rstrip(), place + 1
    return "", 0
