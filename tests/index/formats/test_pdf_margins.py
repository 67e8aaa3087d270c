"""What stands on page after page is in no clause: running headers, footers, numbers of pages, watermarks."""

from collections.abc import Callable

import pytest

from tests.index.formats.drawn_pdf import STEP, TOP, Drawn, clauses_of, drawn, lines_of, told_of

CLAUSES = (
    "1.1. Оператор хранит данные три года",
    "и удаляет их по просьбе субъекта.",
    "1.2. Срок ответа — десять дней.",
)


def paged(around: Callable[[Drawn, int], object], pages: int = 4) -> bytes:
    """A clause that goes on over each end of a page, with what a function draws around it."""

    def draw(on: Drawn) -> None:
        for place in range(pages):
            for row in range(30):
                on.text(
                    f"1.{place * 15 + row // 2 + 1}. Данные хранятся, пока нужны,"
                    if row % 2 == 0
                    else "и не дольше того срока.",
                    base=TOP - row * STEP,
                )
            around(on, place)
            on.page()

    return drawn(draw)


@pytest.mark.parametrize(
    "footer",
    [
        "{}",
        "- {} -",
        "— {} —",
        "Стр. {} из 4",
        "стр. {}",
        "Страница {} из 4",
        "{} / 4",
        "Лист {}",
        "ООО «Ромашка», стр. {}",
    ],
)
def test_numbers_of_pages_are_in_no_clause(footer: str):
    data = paged(lambda on, place: on.text(footer.format(place + 1), left=290, base=30))
    assert len(lines_of(data)) == 60
    assert set(clauses_of(data).values()) == {"Данные хранятся, пока нужны, и не дольше того срока."}


def test_running_headers_are_in_no_clause_and_are_told_once():
    def around(on: Drawn, place: int) -> None:
        on.text("Оферта ООО «Ромашка»", base=810, size=8)
        on.text(f"Версия 2 от 01.02.2026, раздел {place + 1}", left=300, base=810, size=8)

    data = paged(around)
    assert len(lines_of(data)) == 60
    assert [words for words in told_of(data) if "колонтитул" in words] == [
        "строка 30: колонтитул не вошёл в пункты: «Оферта ООО «Ромашка» Версия 2 от 01.02.2026, раздел 1»"
    ]


def test_headers_of_odd_and_even_pages_may_differ():
    data = paged(
        lambda on, place: on.text(("Оферта", "ООО «Ромашка»")[place % 2], left=(60, 400)[place % 2], base=810), pages=6
    )
    assert len(lines_of(data)) == 90


def test_a_clause_at_the_foot_of_one_page_stays():
    def around(on: Drawn, place: int) -> None:
        on.text(
            f"7.{place + 1}. " + ("Возврат возможен.", "Доставка платная.", "Спор решает суд.", "Прочее.")[place],
            base=40,
        )

    assert [number for number in clauses_of(paged(around)) if number.startswith("7.")] == ["7.1", "7.2", "7.3", "7.4"]


def test_words_across_the_page_are_in_no_clause_and_told():
    def around(on: Drawn, place: int) -> None:
        on.canvas.saveState()
        on.canvas.translate(150, 300)
        on.canvas.rotate(45)
        on.text("ОБРАЗЕЦ", left=0, base=0, size=90)
        on.canvas.restoreState()

    data = paged(around, pages=1)
    assert len(lines_of(data)) == 15
    assert "строка 30: надпись поперёк страницы не вошла в пункты: «ОБРАЗЕЦ»" in told_of(data)


def test_a_page_that_lies_on_its_side_is_read():
    def draw(on: Drawn) -> None:
        on.canvas.setPageRotation(90)
        on.canvas.translate(595, 0)
        on.canvas.rotate(90)
        for place, row in enumerate(CLAUSES):
            on.text(row, base=500 - place * STEP)

    assert lines_of(drawn(draw)) == [" ".join(CLAUSES[:2]), CLAUSES[2]]
