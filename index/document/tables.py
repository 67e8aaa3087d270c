"""Tables: clauses may be their rows («1.1 | Текст»), and most tables only have numbered rows."""

from collections.abc import Iterator, Mapping, Sequence

from index.document.numbering import Label
from index.document.source import Line

_FEWEST = 3  #: rows of a document that is nothing but a table
_MOSTLY = 0.6  #: of the lines of a document that is set in a table, its titles in rows of one cell
_HEADER = 80  #: the longest first row that only names the columns


def is_row(line: Line) -> bool:
    """Whether a line is a table row of two cells."""
    return line.aside and line.text.count("\t") == 1


def mere_rows(lines: Sequence[Line], labels: Mapping[int, Label]) -> set[int]:
    """Places of the rows that have a bare number and are no clause; `labels` by the places of their lines."""
    outside = any(not lines[place].aside for place in labels)
    mere: set[int] = set()
    tables = list(_tables(lines))
    whole = not outside and sum(map(len, tables)) >= _MOSTLY * len(lines)
    for table in [] if whole else tables:
        bare = [place for place in table if place in labels and labels[place].single]
        sections = {labels[place].path[0] for place in table if place in labels and not labels[place].single}
        if sections:
            mere.update(place for place in bare if labels[place].path[0] not in sections)
        elif outside or not _counts([labels[place].path[0] for place in bare]):
            mere.update(bare)
    return mere


def names_columns(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is the first row of a table and names its columns."""
    line = lines[place]
    first = place == 0 or "\t" not in lines[place - 1].text
    return first and "\t" in line.text and len(line.text) <= _HEADER


def _tables(lines: Sequence[Line]) -> Iterator[list[int]]:
    table: list[int] = []
    for place, line in enumerate(lines):
        if line.aside and "\t" in line.text:
            table.append(place)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _counts(numbers: Sequence[float]) -> bool:
    return len(numbers) >= _FEWEST and list(numbers) == list(range(1, len(numbers) + 1))
