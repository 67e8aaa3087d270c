"""Rows as Word documents: with numbers that Word counts, and with typed ones."""

from collections.abc import Sequence
from html import escape

from tests.index.formats.built_docx import definition, docx, in_list, instance, level, p, styled
from tests.index.formats.thirty.known_rows import Row

_DEEPEST = 5
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{place}"><w:name w:val="heading {place}"/><w:pPr>'
    f'<w:outlineLvl w:val="{place - 1}"/></w:pPr></w:style>'
    for place in range(1, 7)
)


def typed_docx(rows: Sequence[Row]) -> bytes:
    """Every number is typed."""
    return docx("".join(p(escape(row.typed, quote=False), _style(row)) for row in rows), styles=_STYLES)


def counted_docx(rows: Sequence[Row]) -> bytes:
    """Numbers are counted by a list of several levels; a number whose upper ones were not counted is typed."""
    numbering = _Numbering()
    body = "".join(numbering.paragraph(row) for row in rows)
    return docx(body, styles=_STYLES, numbering=numbering.definition() + "".join(numbering.instances))


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
            return p(escape(row.typed, quote=False), _style(row))
        if not self.instances or path[-1] != before + 1:
            start = f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="1"/></w:lvlOverride>'
            self.instances.append(instance(len(self.instances) + 1, 0, start if before else ""))
        self.last = path
        return p(escape(row.text, quote=False), _style(row) + in_list(len(self.instances), place))
