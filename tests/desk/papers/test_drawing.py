"""Drawing: whatever is written fits on the page, and the same paper gives the same bytes."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from desk.papers.drawing import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, draw
from desk.papers.fonts import BOLD, PLAIN, UNKNOWN
from desk.papers.paper import Fields, Grid, Heading, Paper, Passage, Signature
from tests.desk.papers.reading import read, squeezed

FOOTER = "Проект документа. Проверьте с юристом. " * 3


def paper(text: str) -> Paper:
    """The text in every place where a text can stand."""
    return Paper(
        "Бумага",
        "подзаголовок",
        (
            Passage(text),
            Fields((("Название", text),)),
            Heading("Таблица"),
            Grid(("Когда", "Кто", "Текст"), (("22.11.2026 21:00:43", "вы", text), ("23.11.2026", "сотрудник", "да"))),
            Signature("Подписал:", ("подпись", "дата")),
        ),
        FOOTER,
    )


def lines(pdf: bytes) -> list[tuple[int, float, float, float, str]]:
    """(page, left, right, baseline, words) of every piece of text, in points."""
    found = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages, 1):

        def visit(text: str, cm: Any, tm: Any, font: Any, size: float, number: int = number) -> None:
            left = cm[4] + tm[4]
            if text.strip() and left:  # how many pages there are is drawn once, at no place of its own
                name = BOLD if font and "Bold" in font["/BaseFont"] else PLAIN
                widest = max(stringWidth(line, name, size) for line in text.split("\n"))
                found.append((number, left, left + widest, cm[5] + tm[5], text))

        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("text", ["Плащ за плащом, и конца им нет. " * 310, "щ" * 10_000, "щель\n" * 1_500])
def test_a_long_text_wraps_and_goes_on_over_pages(text: str) -> None:
    """Ten thousand characters, in words, in one word or in short lines: all of them are there, none off the page."""
    pdf = draw(paper(text))

    assert 3 * text.count("щ") == read(pdf).count("щ")
    for page, left, right, baseline, words in lines(pdf):
        assert LEFT - 1 <= left, (page, words)
        assert right <= WIDTH - RIGHT + 1, (page, words)
        assert 0 < baseline < HEIGHT - TOP, (page, words)


def test_nothing_is_written_over_the_foot_of_a_page() -> None:
    """A text of several pages ends above the line that the number of the page stands below."""
    told = [baseline for *_, baseline, words in lines(draw(paper("щель\n" * 300))) if "щель" in words]
    assert BOTTOM <= min(told)


def test_every_page_says_which_it_is_and_that_it_is_a_draft() -> None:
    pages = pypdf.PdfReader(io.BytesIO(draw(paper("Слово за словом. " * 900)))).pages
    assert 3 < len(pages)
    for number, page in enumerate(pages, 1):
        told = squeezed(page.extract_text())
        assert squeezed(f"Страница {number} из {len(pages)}") in told
        assert squeezed(FOOTER) in told


def test_the_letters_travel_with_the_paper() -> None:
    """Every font is embedded, so it looks the same where there are no Cyrillic fonts."""
    for page in pypdf.PdfReader(io.BytesIO(draw(paper("да")))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "DejaVuSans" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]


def test_what_cannot_be_shown_is_marked_and_what_is_invisible_left_out() -> None:
    """Emoji, scripts without a picture, control characters and marks that turn the direction of writing."""
    told = read(draw(paper("до🫠после 你好 \u202eоборот\u202c нуль\x00звонок\x07 й=и\u0306 \u05e9\u05dc\u05d5\u05dd")))
    assert f"до{UNKNOWN}после" in told
    assert UNKNOWN * 2 in told
    assert "оборот" in told
    assert "нульзвонок" in told
    assert "й=й" in told
    assert all(mark not in told for mark in "\x00\x07\u202e\u202c🫠你")


def test_words_of_people_are_never_markup() -> None:
    """The library knows tags that load pictures and run expressions; here they are words."""
    words = '<b>да</b> <img src="http://127.0.0.1:9/x.png"/> <font color="[1 for _ in ()]">и</font> &amp; <br/> <'
    assert squeezed(words) in read(draw(paper(words)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_can_be_drawn(text: str) -> None:
    assert squeezed("Подписал:") in read(draw(paper(text)))


def test_papers_drawn_side_by_side_do_not_mix() -> None:
    """The console draws in threads; each paper has its own words, and the same bytes as when drawn alone."""
    words = [f"бумага-{place} " * 40 for place in range(6)]
    alone = [draw(paper(each)) for each in words]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda each: draw(paper(each)), words))
    assert alone == together
