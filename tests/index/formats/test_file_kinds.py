"""What a file is, told by its bytes."""

import pytest

from index.formats.kind import Kind, kind_of
from index.formats.reading import FileForeign, FileUnreadable, read_file
from tests.index.formats.built_docx import archive, docx, p

KINDS = {
    "a Word document": (docx(p("1. Общее")), Kind.DOCX),
    "half a Word document": (docx(p("1. Общее"))[:300] + b"word/document.xml", Kind.DOCX),
    "a table": (archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), Kind.OTHER),
    "an archive of pictures": (archive({"photo.png": b"\x89PNG"}), Kind.OTHER),
    "an empty archive": (archive({}), Kind.OTHER),
    "an OpenDocument text": (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), Kind.ODT),
    "an OpenDocument template": (archive({"mimetype": "application/vnd.oasis.opendocument.text-template"}), Kind.ODT),
    "a book": (archive({"mimetype": "application/epub+zip\n"}), Kind.EPUB),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Kind.DOC),
    "RTF": (b"\n{\\rtf1\\ansi}", Kind.RTF),
    "PDF": (b"%PDF-1.7", Kind.PDF),
    "a picture": (b"\x89PNG\r\n\x1a\n", Kind.OTHER),
    "another archive": (b"Rar!\x1a\x07\x01", Kind.OTHER),
    "text": ("1. Общее".encode("cp1251"), Kind.TEXT),
    "nothing": (b"", Kind.TEXT),
}


@pytest.mark.parametrize(("data", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_is_known_whatever_the_name(data: bytes, kind: Kind):
    assert kind_of(data) is kind


def test_what_is_no_document_is_refused():
    for data in (b"\x89PNG\r\n", b"1. \0\x01\x02"):
        with pytest.raises(FileForeign):
            read_file(data)


def test_letters_that_nobody_can_read_are_refused():
    with pytest.raises(FileUnreadable, match="UTF-8"):
        read_file(bytes(range(128, 256)) * 3)


def test_text_is_read_in_its_encoding():
    text = "1. Общее\n1.1. Ответ бесплатен и даётся за десять дней."
    assert read_file(text.encode("cp1251")).text == text
