"""Any policy, offer or agreement as a tree of clauses, word for word; each step has a file."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from index.document.bodies import clause_of
from index.document.changes import Choice, described
from index.document.clause import Clause, Document
from index.document.contents import contents_places, without_contents
from index.document.coverage import coverage, told_of
from index.document.encoding import Decoded
from index.document.marks import find_marks
from index.document.oddities import oddities, sentence, unnumbered
from index.document.outline import outline
from index.document.parts import parts_of
from index.document.preamble import preamble_of, preamble_places
from index.document.reading import read
from index.document.side_by_side import one_after_another
from index.document.source import Line, Source
from index.document.subheadings import style_of
from index.formats.kind import Kind, kind_of
from index.formats.reading import FileForeign, FileUnreadable, read_file

MOST_LINES = 200_000  #: of a text file: the longest codex of law has fewer


class DocumentMissing(Exception):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Файл {path} не найден")


class DocumentEmpty(Exception):
    """The file has no text."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Файл {path} пуст: в нём нет текста")


class DocumentBinary(Exception):
    """The file is no document: a picture, an archive, a table."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Файл {path} не текстовый: подойдут документы .docx, .doc, .rtf, .odt, .epub, .pdf, .txt, .md и .html"
        )


class DocumentGarbled(Exception):
    """The file gives no words: in no encoding, or it is damaged, locked or too large."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Файл {path} прочитать не удалось: {why}")


def read_document(path: Path, changes: Choice | None = None) -> Document:
    """Parse a file of any kind.

    Tracked changes that are open are accepted or rejected as chosen; without a choice they are accepted, and each is
    among the warnings. Raises DocumentMissing, DocumentEmpty, DocumentBinary or DocumentGarbled.
    """
    if path.is_dir():
        raise DocumentGarbled(path, "это папка, а не файл")
    if not path.is_file():
        raise DocumentMissing(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentGarbled(path, f"система его не отдаёт ({error.strerror})") from None
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise DocumentEmpty(path)
    if data.count(b"\n") > MOST_LINES and kind_of(data) is Kind.TEXT:
        raise DocumentGarbled(path, f"в нём больше {MOST_LINES} строк, а таких документов не бывает")
    try:
        source = read_file(data, changes or Choice.ACCEPT)
    except FileForeign:
        raise DocumentBinary(path) from None
    except FileUnreadable as error:
        raise DocumentGarbled(path, str(error)) from None
    if not source.lines and not source.odd:
        raise DocumentEmpty(path)
    open_ones = [] if changes else [(each.line, f"открытая правка: {described(each)}") for each in source.changes]
    return parse(replace(source, odd=(*source.odd, *open_ones)))


def parse(source: bytes | str | Decoded | Source) -> Document:
    """Parse any text: never fails; what looks odd becomes a warning with its line."""
    text = one_after_another(source if isinstance(source, Source) else read(source))
    found = find_marks(text)
    marks = without_contents(found, text)
    contents = contents_places(text, found, marks)
    entries = outline(marks)
    usual = style_of(text, entries)
    clauses: list[Clause] = []
    cuts: list[Line | None] = []
    odd = list(text.odd)
    for entry, following in pairwise([*entries, None]):
        if entry is not None:
            clause, heading = clause_of(text, entry, following, usual)
            clauses.append(clause)
            cuts.append(heading)
            odd += [unnumbered(heading)] if heading else []
    opening = preamble_places(text.lines, entries[0].mark.line if entries else len(text.lines), contents)
    share, lost = coverage(text, entries, cuts, opening, contents)
    odd += [*oddities(text, entries, clauses), *told_of(share, lost)]
    parts = parts_of(text.lines, entries)
    return Document(
        clauses=tuple(replace(clause, part=part) for clause, part in zip(clauses, parts, strict=True)),
        preamble=preamble_of(text, opening),
        warnings=tuple(sentence(line, words) for line, words in sorted(odd)),
        changes=text.changes,
        coverage=share,
        lost=lost,
    )
