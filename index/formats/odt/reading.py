"""An OpenDocument text as lines, each of which begins with the number that is shown before it."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from index.document.changes import Choice
from index.document.numbering import label_at_start
from index.document.omitted import closed_up, told
from index.document.ordinal import parted
from index.document.side_by_side import are_columns
from index.document.source import Page, Source
from index.document.titles import is_title
from index.formats.odt.flow import Flow
from index.formats.odt.lists import OUTLINE, Numbering, numbering_of
from index.formats.odt.names import OFFICE
from index.formats.odt.paragraph import Paragraph
from index.formats.odt.styles import Styles
from index.formats.odt.tracked import regions_of
from index.formats.odt.writer import Writer
from index.formats.package import Element, Package
from index.formats.unreadable import FileUnreadable

_Counted = tuple[int, Paragraph, str]  #: place in the text, and the number before it


def read_odt(data: bytes, choice: Choice) -> Source:
    """Lines of a text, numbered by paragraphs; automatic numbers resolved. Raises FileUnreadable."""
    package = Package(data)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise FileUnreadable("он защищён паролем: снимите защиту и сохраните документ заново")
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise FileUnreadable("внутри него нет текста: откройте документ и сохраните заново")
    return _source(body, [root for root in (styles, content) if root is not None], choice)


def _source(body: Element, roots: Sequence[Element], choice: Choice) -> Source:
    writer = Writer(regions_of(body), choice)
    Flow(Styles(roots), writer).blocks(body)
    writer.close()
    page = Page(changes=writer.changes)
    counted = list(_counted(writer.paragraphs, numbering_of(roots)))
    for number, paragraph, _ in counted:
        for why, words in paragraph.left:
            page.odd += told(number, why, words)
    rows = [list(group) for _, group in groupby(counted, key=lambda each: _row(each[1]))]
    for columns, group in groupby(rows, key=_columns):
        alike = list(group)
        cells = [[[each for each in row if _column(each) == column] for column in columns] for row in alike]
        in_columns = are_columns([[_opening(cell) for cell in row] for row in cells])
        for row in chain.from_iterable(zip(*cells, strict=True)) if in_columns else alike:
            whole = in_columns or _row(row[0][1]) is None
            for number, paragraph, shown in row if whole else _table_row(page, row):
                _add(page, number, paragraph, shown)
    return page.source()


def _counted(paragraphs: Sequence[Paragraph], numbering: Numbering) -> Iterator[_Counted]:
    for number, paragraph in enumerate(paragraphs, 1):
        yield number, paragraph, numbering.number(paragraph.place) if paragraph.place else ""


def _row(paragraph: Paragraph) -> int | None:
    return paragraph.cell[0] if paragraph.cell else None


def _column(counted: _Counted) -> int:
    """Of a table; -1 outside of one."""
    cell = counted[1].cell
    return cell[1] if cell else -1


def _columns(row: Sequence[_Counted]) -> tuple[int, ...]:
    """Columns in which a row of a table has words; none outside of tables."""
    return tuple(sorted({_column(each) for each in row if each[1].begun and each[1].cell}))


def _opening(cell: Sequence[_Counted]) -> str:
    """What a cell begins with."""
    found = (f"{shown} {_texts(paragraph)[0]}".strip() for _, paragraph, shown in cell if paragraph.begun)
    return next(found, "")


def _texts(paragraph: Paragraph) -> list[str]:
    return [closed_up("".join(row)).strip(" \t") for row in paragraph.rows]


def _add(page: Page, number: int, paragraph: Paragraph, shown: str) -> None:
    ordinal, letter = parted(shown)
    fresh = True
    for place, text in enumerate(_texts(paragraph)):
        if not text.strip():
            continue
        page.add(
            number,
            f"{ordinal or letter} {text}".lstrip() if fresh else text,
            fresh=fresh,
            heading=paragraph.heading if _heads(paragraph, text) else 0,
            bold=place in paragraph.heavy - paragraph.plain,
            depth=_depth(paragraph, ordinal),
            ordinal=ordinal if fresh else "",
        )
        fresh = False


def _depth(paragraph: Paragraph, ordinal: str) -> int:
    """How many lists a line is in; the first list of numbers is none, as its items are clauses."""
    place = paragraph.place
    return 0 if place is None or place.list == OUTLINE else place.level - bool(ordinal)


def _heads(paragraph: Paragraph, text: str) -> bool:
    """Whether a heading is one: many a policy gives whole clauses the style of a lower heading, for its number."""
    label = label_at_start(text, headed=True)
    return paragraph.heading == 1 or is_title(text) or (label is not None and is_title(text[label.end :].lstrip()))


def _table_row(page: Page, row: Sequence[_Counted]) -> list[_Counted]:
    """One line of the cells, if only the last one has several paragraphs; what is left to add as lines."""
    written = [each for each in row if each[1].begun or parted(each[2])[0]]
    columns = [paragraph.cell[1] for _, paragraph, _ in written if paragraph.cell]
    if len(set(columns)) < 2 or any(columns.count(column) > 1 for column in columns if column != columns[-1]):
        return list(row)
    firsts = [each for place, each in enumerate(written) if columns.index(columns[place]) == place]
    cells = (f"{shown} {' '.join(filter(None, _texts(paragraph)))}".strip() for _, paragraph, shown in firsts)
    bold = not any(paragraph.plain for _, paragraph, _ in firsts)
    page.add(firsts[0][0], "\t".join(cells), fresh=True, bold=bold, aside=True)
    return [each for each in written if each not in firsts]
