"""Any policy, offer or agreement as a tree of clauses, word for word; each step has a file."""

from itertools import pairwise
from pathlib import Path

from index.document.bodies import clause_of, preamble_of
from index.document.clause import Clause, Document
from index.document.contents import without_contents
from index.document.encoding import Decoded, decode
from index.document.marks import find_marks
from index.document.oddities import oddities, sentence, unnumbered
from index.document.outline import outline
from index.document.reading import read

_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")


class DocumentMissing(Exception):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Файл {path} не найден")


class DocumentEmpty(Exception):
    """The file has no text."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Файл {path} пуст: в нём нет текста")


class DocumentBinary(Exception):
    """The file is no text: PDF, Word, a picture."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Файл {path} не текстовый: сохраните документ как .txt, .md или .html")


class DocumentGarbled(Exception):
    """The file gives no words in any encoding."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Файл {path} прочитать не удалось: {why}")


def read_document(path: Path) -> Document:
    """Parse a file. Raises DocumentMissing, DocumentEmpty, DocumentBinary or DocumentGarbled."""
    if not path.is_file():
        raise DocumentMissing(path)
    data = path.read_bytes()
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise DocumentEmpty(path)
    decoded = decode(data)
    if data.startswith(_BINARY) or "\0" in decoded.text:
        raise DocumentBinary(path)
    if decoded.garbled:
        raise DocumentGarbled(path, decoded.doubts[-1])
    return parse(decoded)


def parse(source: bytes | str | Decoded) -> Document:
    """Parse any text: never fails; what looks odd becomes a warning with its line."""
    text = read(source)
    entries = outline(without_contents(find_marks(text), text))
    clauses: list[Clause] = []
    odd = list(text.odd)
    for entry, following in pairwise([*entries, None]):
        if entry is not None:
            clause, heading = clause_of(text, entry, following)
            clauses.append(clause)
            odd += [unnumbered(heading)] if heading else []
    odd += oddities(text, entries, clauses)
    return Document(
        clauses=tuple(clauses),
        preamble=preamble_of(text, entries[0] if entries else None),
        warnings=tuple(sentence(line, words) for line, words in sorted(odd)),
    )
