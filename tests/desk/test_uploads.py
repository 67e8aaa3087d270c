"""Uploads: what people may hand in is kept, everything else leaves nothing behind."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from desk.file_types import ForbiddenType, OtherThanNamed
from desk.uploads import clean_name, take_in
from tickets.record.attachment import LARGEST, Shelf, TooLarge, Upload

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)
    return file.getvalue()


def archive(*names: str, first: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, "<x/>")
    return file.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")
GOOD = [
    ("чек.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
    ("фото.JPG", picture("jpeg"), "image/jpeg"),
    ("снимок.png", picture("png"), "image/png"),
    ("a.gif", picture("gif"), "image/gif"),
    ("a.webp", picture("webp"), "image/webp"),
    ("скан.tiff", picture("tiff"), "image/tiff"),
    ("IMG_1.heic", b"\0\0\0\x18ftypheic" + bytes(50), "image/heic"),
    ("договор.docx", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (
        "счёт.xlsx",
        archive("[Content_Types].xml", "xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "письмо.odt",
        archive("content.xml", first=b"application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.text",
    ),
    ("старый.doc", OLE, "application/msword"),
    ("rtf.doc", rb"{\rtf1 }", "application/msword"),
    ("старый.xls", OLE, "application/vnd.ms-excel"),
    ("заметки.txt", "Верните деньги".encode("cp1251"), "text/plain"),
    ("пусто.txt", b"", "text/plain"),
    ("таблица.csv", "имя;сумма\n".encode(), "text/csv"),
    ("голос.ogg", b"OggS" + bytes(60), "audio/ogg"),
    ("запись.mp3", b"ID3" + bytes(60), "audio/mpeg"),
    ("запись.m4a", b"\0\0\0\x20ftypM4A " + bytes(60), "audio/mp4"),
]
FORBIDDEN = [
    "setup.exe", "run.bat", "x.scr", "page.html", "drawing.svg", "files.zip", "files.rar", "a.7z", "a.tar.gz",
    "app.apk", "macro.docm", "чек.pdf.exe", "script.js", "key.pem", "без имени.неведомое",
]  # fmt: skip
FALSE = [
    ("чек.pdf", b"MZ" + bytes(500)),
    ("фото.jpg", b"%PDF-1.4"),
    ("договор.docx", archive("setup.exe")),
    ("договор.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    ("договор.docx", b"PK\x03\x04" + bytes(50)),
    ("письмо.odt", archive("content.xml", "setup.exe")),
    ("старый.doc", b"PK\x03\x04" + bytes(50)),
    ("заметки.txt", b"\x7fELF" + bytes(50)),
    ("голос.ogg", picture("png")),
]


async def handed(shelf: Shelf, content: bytes, name: str, mime: str = "") -> Upload:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    return await take_in(shelf, chunks(), name, mime)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@pytest.mark.parametrize(("name", "content", "mime"), GOOD, ids=[name for name, _, _ in GOOD])
async def test_what_may_be_kept_is_kept_as_what_it_is(shelf: Shelf, name: str, content: bytes, mime: str) -> None:
    """Pictures, PDF, office documents, text and sound; what the sender calls it counts for nothing."""
    kept = await handed(shelf, content, name, "application/x-msdownload")
    assert (name, mime, len(content)) == (kept.name, kept.mime, kept.stored.size)
    assert content == shelf.path(kept.stored.id).read_bytes()


@pytest.mark.parametrize("name", FORBIDDEN)
async def test_programs_archives_and_pages_are_refused_unread(shelf: Shelf, name: str, tmp_path: Path) -> None:
    with pytest.raises(ForbiddenType):
        await handed(shelf, b"%PDF-1.4", name, "application/pdf")
    assert not (tmp_path / "shelf").exists()


@pytest.mark.parametrize(("name", "content"), FALSE)
async def test_what_is_not_what_its_name_says_is_refused(
    shelf: Shelf, name: str, content: bytes, tmp_path: Path
) -> None:
    """An archive in a document's clothes, macros, a program; nothing of it stays."""
    with pytest.raises(OtherThanNamed):
        await handed(shelf, content, name)
    assert [] == list((tmp_path / "shelf").iterdir())


async def test_a_picture_under_another_pictures_name_is_a_picture(shelf: Shelf) -> None:
    """Phones and sites mix them up all the time."""
    kept = await handed(shelf, picture("webp"), "фото.jpg")
    assert ("фото.jpg", "image/webp") == (kept.name, kept.mime)


async def test_a_file_without_an_ending_is_what_the_channel_calls_it(shelf: Shelf) -> None:
    assert "image/png" == (await handed(shelf, picture("png"), "снимок", "image/png")).mime
    with pytest.raises(ForbiddenType):
        await handed(shelf, b"MZ", "снимок", "application/octet-stream")


async def test_a_file_that_is_too_large_leaves_nothing(shelf: Shelf, tmp_path: Path) -> None:
    """Whatever size the channel said it has."""
    with pytest.raises(TooLarge):
        await handed(shelf, b"%PDF-" + bytes(LARGEST), "чек.pdf")
    assert [] == list((tmp_path / "shelf").iterdir())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\anna\\чек.pdf", "чек.pdf"),
        ("чек\u202efdp.exe", "чекfdp.exe"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("", "file"),
        ("...", "file"),
        ("а" * 300 + ".pdf", "а" * 116 + ".pdf"),
        ("б" * 300, "б" * 120),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    """No folder, no letter that nobody sees, and its ending stays."""
    assert kept == clean_name(given)
