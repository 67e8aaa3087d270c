"""Rows as Word documents: with numbers that Word counts, and with typed ones."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from tests.index.formats import built_docx as built
from tests.index.formats.built_docx import definition, docx, in_list, instance, level, p, styled, t
from tests.index.formats.thirty.known_rows import NOTED, Row

_DEEPEST = 5
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{place}"><w:name w:val="heading {place}"/><w:pPr>'
    f'<w:outlineLvl w:val="{place - 1}"/></w:pPr></w:style>'
    for place in range(1, 7)
)


def typed_docx(rows: Sequence[Row]) -> bytes:
    """Every number is typed."""
    return docx(_body(rows, lambda row: p(_runs(row.typed), _style(row))), styles=_STYLES, **_notes(rows))


def counted_docx(rows: Sequence[Row]) -> bytes:
    """Numbers are counted by a list of several levels; a number whose upper ones were not counted is typed."""
    numbering = _Numbering()
    body = _body(rows, numbering.paragraph)
    definitions = numbering.definition() + "".join(numbering.instances)
    return docx(body, styles=_STYLES, numbering=definitions, **_notes(rows))


def _body(rows: Sequence[Row], paragraph: Callable[[Row], str]) -> str:
    """Paragraphs and tables; a cell that holds nothing but a number has it as a paragraph of its own has."""
    body = ""
    for in_table, group in groupby((row for row in rows if not row.note), key=lambda row: bool(row.cells)):
        if not in_table:
            body += "".join(map(paragraph, group))
            continue
        cells = ([_cell(cell, paragraph) for cell in row.cells] for row in group)
        body += built.table(*(built.row(*each) for each in cells)) + p("")  # Word has a paragraph behind every table
    return body


def _cell(text: str, paragraph: Callable[[Row], str]) -> str:
    alone = Row("", number=text)
    return paragraph(alone) if alone.path else p(_runs(text))


def _runs(text: str) -> str:
    """A text with its footnotes: of odd numbers at the foot of the page, of even ones at the end."""
    runs = ""
    for place, piece in enumerate(NOTED.split(text)):
        if place % 2:
            runs += f'<w:r><w:{_KINDS[int(piece) % 2]}Reference w:id="{piece}"/></w:r>'
        elif piece:
            runs += t(escape(piece, quote=False))
    return runs


_KINDS = ("endnote", "footnote")


def _notes(rows: Sequence[Row]) -> dict[str, str]:
    """The parts with footnotes and endnotes, as far as there are any."""
    parts: dict[str, str] = {}
    for row in rows:
        if row.note:
            kind = _KINDS[int(row.note) % 2]
            note = f'<w:{kind} w:id="{row.note}">{p(_runs(row.text))}</w:{kind}>'
            parts[f"{kind}s"] = parts.get(f"{kind}s", "") + note
    return parts


def _style(row: Row) -> str:
    return styled(f"Heading{row.heading}") if row.heading else ""


class _Numbering:
    """One list of several levels; whether a level ends with a full stop its first number shows."""

    def __init__(self) -> None:
        self.instances: list[str] = []
        self.last: tuple[int, ...] = ()
        self.dots: dict[int, str] = {}

    def definition(self) -> str:
        """The levels of the list."""
        levels = [
            level(place, "decimal", ".".join(f"%{above + 1}" for above in range(place + 1)) + self.dots.get(place, "."))
            for place in range(_DEEPEST)
        ]
        return definition(0, *levels)

    def paragraph(self, row: Row) -> str:
        """A row as a paragraph; where a list begins anew, another instance does, and a number that leaps is typed."""
        path, place = row.path, len(row.path) - 1
        before = self.last[place] if path and len(self.last) > place else 0
        dot = row.number[-1:].strip("0123456789")
        counts = bool(path) and path[:-1] == self.last[:place] and path[-1] in {1, before + 1}
        if not counts or self.dots.setdefault(place, dot) != dot:
            return p(_runs(row.typed), _style(row))
        if not self.instances or path[-1] != before + 1:
            start = f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="1"/></w:lvlOverride>'
            self.instances.append(instance(len(self.instances) + 1, 0, start if before else ""))
        self.last = path
        return p(_runs(row.text), _style(row) + in_list(len(self.instances), place))
