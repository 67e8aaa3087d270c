"""A file of any kind as lines of visible text, by the reader of its kind."""

import importlib
from collections.abc import Callable, Mapping

from index.document.changes import Choice
from index.document.encoding import decode
from index.document.reading import read
from index.document.source import Source
from index.formats.kind import Kind, kind_of
from index.formats.unreadable import FileForeign, FileUnreadable

__all__ = ["FileForeign", "FileUnreadable", "read_file"]

Reader = Callable[[bytes, Choice], Source]

#: Each reader is loaded when a file of its kind comes: most documents are text.
_READERS: Mapping[Kind, tuple[str, str]] = {
    Kind.DOCX: ("index.formats.docx.reading", "read_docx"),
    Kind.DOC: ("index.formats.office", "read_doc"),
    Kind.RTF: ("index.formats.office", "read_rtf"),
    Kind.ODT: ("index.formats.odt.reading", "read_odt"),
    Kind.EPUB: ("index.formats.epub", "read_epub"),
    Kind.PDF: ("index.formats.pdf.reading", "read_pdf"),
}


def read_file(data: bytes, choice: Choice = Choice.ACCEPT) -> Source:
    """Lines of a file of any kind, tracked changes accepted or rejected.

    Raises FileUnreadable, and of these FileForeign for what is no document at all.
    """
    kind = kind_of(data)
    if kind is Kind.OTHER:
        raise FileForeign("это не документ, а картинка, архив или таблица")
    if kind is Kind.TEXT:
        decoded = decode(data)
        if "\0" in decoded.text:
            raise FileForeign("это не текст")
        if decoded.garbled:
            raise FileUnreadable(decoded.doubts[-1])
        return read(decoded, choice)
    module, name = _READERS[kind]
    reader: Reader = getattr(importlib.import_module(module), name)
    return reader(data, choice)
