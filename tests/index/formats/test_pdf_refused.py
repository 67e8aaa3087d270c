"""A PDF that cannot be read is refused in a sentence, and never hangs or kills what reads it."""

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from index.formats.pdf import apart, budget, drawing
from index.formats.pdf.apart import LARGEST
from index.formats.pdf.reading import read_pdf
from index.formats.reading import FileUnreadable
from tests.index.formats.drawn_pdf import TOP, Drawn, clauses_of, drawn, lines_of, told_of


def locked(user: str, owner: str, algorithm: str = "AES-256") -> bytes:
    """One clause under passwords."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn(lambda on: on.text("1.1. Год."))))
    writer.encrypt(user, owner, algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_anybody_may_open_is_read(algorithm: str):
    assert lines_of(locked("", "владелец", algorithm)) == ["1.1. Год."]


def test_a_locked_file_is_refused():
    with pytest.raises(FileUnreadable, match="он закрыт паролем"):
        read_pdf(locked("тайна", "владелец"))


def scan(on: Drawn) -> None:
    """A picture over the whole page."""
    picture = Image.new("L", (120, 170), 230)
    ImageDraw.Draw(picture).line((10, 10, 100, 100), fill=0)
    on.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)


def test_a_scan_without_text_is_refused():
    with pytest.raises(FileUnreadable, match="в файле только изображения страниц"):
        read_pdf(drawn(scan))
    with pytest.raises(FileUnreadable, match="в файле только изображения страниц"):
        read_pdf(drawn(lambda on: (scan(on), on.text("3", base=20))))


def test_a_page_that_is_a_picture_among_others_is_told():
    data = drawn(lambda on: (on.text("1.1. Срок хранения данных составляет ровно пять лет."), on.page(), scan(on)))
    assert told_of(data) == ["Страница 2: только изображение, его текст не прочитан"]


def test_recognized_text_is_read_with_a_warning():
    def draw(on: Drawn) -> None:
        scan(on)
        unseen = on.canvas.beginText(60, TOP)
        unseen.setFont("DrawnSans", 10)
        unseen.setTextRenderMode(3)
        for row in ("1.1. Срок хранения данных составляет пять лет.", "1.2. Срок ответа составляет десять дней."):
            unseen.textLine(row)
        on.canvas.drawText(unseen)

    assert list(clauses_of(drawn(draw))) == ["1.1", "1.2"]
    assert told_of(drawn(draw)) == ["Страница 1: распознанный текст, в нём бывают ошибки, сверьте пункты с оригиналом"]


def test_a_file_without_a_word_is_refused():
    with pytest.raises(FileUnreadable, match="в нём нет текста"):
        read_pdf(drawn(lambda on: on.line(0, 0, 100, 100)))


@pytest.mark.parametrize("cut", [20, 400, 900], ids=["head", "objects", "more"])
def test_a_damaged_file_is_refused_or_read_as_far_as_it_goes(cut: int):
    with pytest.raises(FileUnreadable, match=r"файл повреждён|нет текста"):
        read_pdf(drawn(lambda on: on.text("1.1. Год."))[:cut])


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(FileUnreadable, match="больше 100 МБ"):
        read_pdf(b"%PDF-1.4\n" + bytes(LARGEST))


def test_too_many_pages_are_refused():
    writer = pypdf.PdfWriter()
    for _ in range(drawing.MOST_PAGES + 1):
        writer.add_blank_page(100, 100)
    made = io.BytesIO()
    writer.write(made)
    with pytest.raises(FileUnreadable, match="больше 3000 страниц"):
        read_pdf(made.getvalue())


def test_a_reader_that_dies_or_spends_its_time_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What is started instead of the reader ends by a signal, as it does at the limit of its time and in a fault."""
    fake = tmp_path / "python"
    monkeypatch.setattr(apart.sys, "executable", str(fake))
    for signal, words in (("XCPU", "и за минуту"), ("SEGV", "повреждён")):
        fake.write_text(f"#!/bin/sh\nkill -{signal} $$\n")
        fake.chmod(0o700)
        with pytest.raises(FileUnreadable, match=words):
            read_pdf(b"%PDF-1.4\n")


def test_pages_that_take_too_long_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(budget, "SECONDS", -1.0)
    with pytest.raises(FileUnreadable, match="и за минуту"):
        read_pdf(drawn(lambda on: on.text("1.1. Год.")))


def test_boxes_within_boxes_come_to_an_end():
    """A form that draws itself is valid enough to be opened, and has no end."""
    within = "/Resources << /XObject << /F 5 0 R >> >>"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R {within} >>",
        "<< /Length 6 >>\nstream\n/F Do \nendstream",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {within} /Length 12 >>\nstream\n/F Do /F Do \nendstream",
    ]
    body = "%PDF-1.4\n" + "".join(f"{place} 0 obj\n{part}\nendobj\n" for place, part in enumerate(parts, 1))
    with pytest.raises(FileUnreadable, match=r"файл повреждён|нет текста"):
        read_pdf((body + "trailer << /Root 1 0 R /Size 6 >>\n%%EOF").encode())
