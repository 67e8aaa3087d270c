"""Rows of a PDF become paragraphs that can be quoted: running text, words whole, numbers with what they open."""

import pytest

from index.formats.pdf.reading import read_pdf
from tests.index.formats.drawn_pdf import BOLD, LEFT, STEP, TOP, Drawn, clauses_of, drawn, lines_of

LONG = (
    "2.1. Оператор вправе осуществлять обработку персональных данных на основании согласия субъекта, которое дано при "
    "регистрации на сайте, и хранит их не дольше, чем того требуют цели обработки."
)
OTHER = "2.2. Срок хранения равен трём годам со дня, когда субъект в последний раз вошёл в личный кабинет на сайте."


def test_a_wrapped_clause_is_one_line_of_running_text():
    def draw(on: Drawn) -> None:
        on.text("2. Обработка", font=BOLD)
        below = on.column(LONG, base=TOP - STEP)
        on.column(OTHER, base=below)

    assert lines_of(drawn(draw)) == ["2. Обработка", LONG, OTHER]


def test_a_number_that_begins_a_wrapped_row_opens_nothing():
    rows = (
        "1.1. Возврат товара возможен в сроки, которые названы в пункте",
        "5.2. Правил торговли, и не позднее.",
        "1.2. Год.",
    )

    def draw(on: Drawn) -> None:
        for place, row in enumerate(rows):
            on.text(row, base=TOP - place * STEP)
        on.text("5.2 заполняет эту строку до самого края, как бывает всегда, и дальше", base=TOP - 5 * STEP)

    assert lines_of(drawn(draw))[:2] == [" ".join(rows[:2]), rows[2]]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Срок рассмотре-", "ния равен году.", "рассмотрения"),
        ("По договору купли-", "продажи так.", "купли-продажи"),
        ("Для каких-", "либо целей.", "каких-либо"),
        ("Данные обезли-", "чивают сразу.", "обезличивают"),
        ("Жилищно-", "коммунальный платёж.", "Жилищно-коммунальный"),
        ("Порядок псевдонимизи-", "рования данных.", "псевдонимизирования"),
        ("Покупатель и интернет-", "магазин.", "интернет-магазин"),
        ("Подключение Wi-", "Fi бесплатно.", "Wi-Fi"),
        ("Письмо на e-", "mail покупателя.", "e-mail"),
        ("В период 2025-", "2026 годов.", "2025-2026"),
        ("Сайт https://example.ru/privacy/", "policy.html открыт.", "https://example.ru/privacy/policy.html"),
        ("Сайт https://example.ru/privacy", "-policy.pdf открыт.", "https://example.ru/privacy-policy.pdf"),
        ("Оператор —", "общество.", "Оператор — общество"),
    ],
)
def test_a_word_parted_at_the_end_of_a_row_is_whole_again(above: str, below: str, whole: str):
    def draw(on: Drawn) -> None:
        on.text("1.1. " + above, left=LEFT)
        on.text(below, base=TOP - STEP)

    read = " ".join(lines_of(drawn(draw)))
    assert whole in read
    assert read.startswith("1.1. ")


def test_letters_that_are_drawn_of_two_parts_are_composed():
    assert lines_of(drawn(lambda on: on.text("1.1. Данныи\u0306 пункт."))) == ["1.1. Данный пункт."]


def test_hanging_numbers_stay_with_their_text():
    def draw(on: Drawn) -> None:
        base = TOP
        for number, words in (("2.1.", LONG[5:]), ("2.2.", OTHER[5:])):
            on.text(number, base=base)
            base = on.column(words, left=LEFT + 60, base=base)

    assert lines_of(drawn(draw)) == [LONG, OTHER]


def test_paragraphs_set_in_are_parted_where_the_row_above_is_full():
    """Both sentences end at the right edge, and only the indent tells that another paragraph begins."""
    first = (
        "Настоящие правила действуют для всех покупателей, которые заказали товар на",
        "сайте или в приложении и оплатили его при получении или до него, полностью.",
    )
    second = (
        "Правила меняет продавец, о чём он пишет покупателю за десять дней до того, как",
        "они начнут действовать, и не иначе.",
    )

    def draw(on: Drawn) -> None:
        for place, row in enumerate((*first, *second)):
            on.text(row, left=LEFT + (30 if place in {0, 2} else 0), base=TOP - place * STEP)

    assert lines_of(drawn(draw)) == [" ".join(first), " ".join(second)]


def test_a_full_title_set_in_like_the_clause_below_it_is_a_line_of_its_own():
    title = "Глава VIII. Сроки хранения и уничтожения документов, которые приняты от"
    clauses = (
        "41. Документы хранятся двадцать пять лет со дня последнего посещения",
        "пациента.",
        "42. Снимки хранятся пять лет.",
    )

    def draw(on: Drawn) -> None:
        below = on.column(LONG)
        for place, row in enumerate((title, *clauses)):
            on.text(row, left=LEFT + (0 if row == clauses[1] else 12), base=below - place * STEP)
        on.column(OTHER, base=below - 5 * STEP)

    assert lines_of(drawn(draw))[1:4] == [title, " ".join(clauses[:2]), clauses[2]]


def test_a_paragraph_goes_on_over_the_end_of_a_page():
    words = LONG.split(" ")

    def draw(on: Drawn) -> None:
        on.text(" ".join(words[:9]), base=60)
        on.page()
        below = on.column(" ".join(words[9:]))
        on.column(OTHER, base=below)

    assert lines_of(drawn(draw)) == [LONG, OTHER]


def test_headings_are_told_by_bold_letters_and_by_much_larger_ones():
    def draw(on: Drawn) -> None:
        on.text("Правила возврата", size=18, font=BOLD)
        on.text("1. Общие положения", base=TOP - 30, font=BOLD)
        below = on.column(LONG.replace("2.1.", "1.1."), base=TOP - 30 - STEP)
        on.text("1.2. Чуть крупнее набранная строка.", base=below, size=11)

    lines = read_pdf(drawn(draw)).lines
    assert [(line.text[:9], line.heading, line.bold) for line in lines] == [
        ("Правила в", 1, True),
        ("1. Общие ", 0, True),
        ("1.1. Опер", 0, False),
        ("1.2. Чуть", 0, False),
    ]
    assert all(line.fresh for line in lines)
    assert [line.number for line in lines] == [1, 2, 3, 6]


def test_powers_stay_and_marks_of_notes_go():
    def draw(on: Drawn) -> None:
        place = on.text("1.1. Площадь 20 м")
        place = on.text("2", left=place, base=TOP + 4, size=6)
        place = on.text(" хранится 5 лет", left=place)
        place = on.text("1", left=place, base=TOP + 4, size=6)
        on.text(" и 10", left=place)
        on.text("1.2. Год.", base=TOP - STEP)

    assert clauses_of(drawn(draw)) == {"1.1": "Площадь 20 м² хранится 5 лет и 10", "1.2": "Год."}


def test_a_title_over_two_rows_in_the_middle_is_one():
    def draw(on: Drawn) -> None:
        for place, row in enumerate(("Политика обработки персональных", "данных покупателей")):
            on.canvas.setFont(BOLD, 16)
            on.canvas.drawCentredString(297, TOP - 20 * place, row)
        on.column(LONG, base=TOP - 60)

    assert lines_of(drawn(draw)) == ["Политика обработки персональных данных покупателей", LONG]


def test_items_of_a_list_are_lines_of_their_own():
    def draw(on: Drawn) -> None:
        below = on.column(
            "1.1. Продавец вправе по своему выбору, когда товар утрачен или повреждён при доставке, сделать следующее:"
        )
        for row in ("а) заменить товар,", "б) вернуть деньги,", "• дать скидку", "– извиниться."):
            on.text(row, base=below)
            below -= STEP

    assert lines_of(drawn(draw))[1:] == ["а) заменить товар,", "б) вернуть деньги,", "• дать скидку", "– извиниться."]


def test_a_circle_of_courier_new_is_a_bullet():
    """Word draws the bullets of a second level with an «o» apart; one that opens a sentence is a word."""

    def draw(on: Drawn) -> None:
        on.text("1.1. Нужны:")
        for place, words in enumerate(("справка из налоговой;", "выписка из реестра."), 1):
            on.text("o", left=LEFT + 20, base=TOP - place * STEP)
            on.text(words, left=LEFT + 38, base=TOP - place * STEP)
        on.text("o порядке приёма сказано в правилах.", base=TOP - 4 * STEP)

    assert lines_of(drawn(draw)) == [
        "1.1. Нужны:",
        "• справка из налоговой;",
        "• выписка из реестра.",
        "o порядке приёма сказано в правилах.",
    ]


def test_the_next_number_opens_a_clause_though_the_row_above_is_full_and_unended():
    """«4.3» without a full stop below «4.2»; that of a reference goes on in the row above."""
    rows = (
        "4.2 Публикация снимков на сайте лагеря и в его группах: [ ] разрешаю [ ] нет",
        "4.3 Поездки за пределы лагеря с двумя вожатыми: [ ] разрешаю [ ] не разрешаю",
        "4.4 Купание под присмотром спасателя не раньше часа дня, по нормам пункта",
        "4.5 Правил о купании детей.",
    )

    def draw(on: Drawn) -> None:
        for place, row in enumerate(rows):
            on.text(row, base=TOP - place * STEP)

    assert lines_of(drawn(draw)) == [rows[0], rows[1], f"{rows[2]} {rows[3]}"]
