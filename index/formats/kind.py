"""What kind of file a document is, by its bytes; names and extensions are not believed."""

import io
import zipfile
from enum import StrEnum

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"PK\x05\x06")
_ODT = b"application/vnd.oasis.opendocument.text"
_EPUB = b"application/epub+zip"


class Kind(StrEnum):
    """Kinds of files, by their usual extension."""

    TEXT = "txt"  #: plain, Markdown, HTML, source code: `index.document.reading` tells which
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    EPUB = "epub"
    PDF = "pdf"
    OTHER = ""  #: a picture, an archive, a spreadsheet


def kind_of(data: bytes) -> Kind:
    """The kind of a whole file."""
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.lstrip()[:5] == b"{\\rtf":
        return Kind.RTF
    if data.startswith(_OLE):
        return Kind.DOC
    if data.startswith(_ZIP):
        return _packed(data)
    return Kind.OTHER if data.startswith((*_PICTURES, *_ARCHIVES)) else Kind.TEXT


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            with packed.open("mimetype") if "mimetype" in names else io.BytesIO() as named:
                kind = named.read(80).strip()
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return Kind.DOCX if b"word/document" in data else Kind.OTHER  # its reader says that it is damaged
    if kind.startswith(_ODT):
        return Kind.ODT
    if kind == _EPUB:
        return Kind.EPUB
    return Kind.DOCX if any(name.lower().startswith("word/") for name in names) else Kind.OTHER
