"""Tables of Word documents: rows of values, and clauses set in columns."""

from index.document.clause import Clause
from index.document.parser import parse
from tests.index.formats.built_docx import (
    NUMBERING,
    definition,
    in_list,
    instance,
    level,
    p,
    read_source,
    row,
    shown,
    table,
)


def clauses(body: str, **parts: str) -> list[Clause]:
    return list(parse(read_source(body, **parts)).clauses)


def test_a_row_of_values_is_a_line_aside():
    lines = read_source(table(row("Цель", "Срок"), row("Заказ", "5 лет"))).lines
    assert [(line.text, line.aside) for line in lines] == [("Цель\tСрок", True), ("Заказ\t5 лет", True)]


def test_a_cell_of_several_paragraphs_stays_in_its_row():
    assert shown(table(row(p("Имя,") + p("фамилия"), "Заказ"))) == ["Имя, фамилия\tЗаказ"]


def test_articles_and_letters_set_beside_their_texts_are_of_a_document_too():
    body = table(
        row("Статья 1.", "Члены"),
        row("1.", "Член вправе:"),
        row("а)", "знать смету;"),
        row("б)", "знать отчёт."),
        row("2.", "Член платит взносы."),
        row("Статья 2.", "Взносы"),
        row("1.", "Взнос зависит от площади."),
    )
    assert [(each.number, each.heading or each.text) for each in clauses(body)] == [
        ("1", "Члены"),
        ("1.1", "Член вправе:\nа)\tзнать смету;\nб)\tзнать отчёт."),
        ("1.2", "Член платит взносы."),
        ("2", "Взносы"),
        ("2.1", "Взнос зависит от площади."),
    ]


def test_numbers_set_beside_their_clauses_are_their_numbers():
    body = table(
        row("1.", "Сроки"), row("1.1.", p("Ответ даётся за 10 дней.") + p("Он бесплатен.")), row("1.2.", "Отзыв.")
    )
    assert shown(body) == ["1.\tСроки", "1.1.\tОтвет даётся за 10 дней.", "Он бесплатен.", "1.2.\tОтзыв."]
    assert [(each.number, each.heading or each.text) for each in clauses(body)] == [
        ("1", "Сроки"),
        ("1.1", "Ответ даётся за 10 дней.\nОн бесплатен."),
        ("1.2", "Отзыв."),
    ]


def test_counted_numbers_set_beside_their_clauses_are_their_numbers():
    """The cell of the number has no text at all."""
    body = table(row(p("", in_list(1)), "Сроки"), row(p("", in_list(1, 1)), "Ответ даётся за 10 дней."))
    assert [(each.number, each.heading or each.text) for each in clauses(body, numbering=NUMBERING)] == [
        ("1", "Сроки"),
        ("1.1", "Ответ даётся за 10 дней."),
    ]


def test_a_column_of_running_numbers_makes_no_clauses():
    body = p("1. Данные") + p("1.1. Мы храним:") + table(
        row("№", "Данные", "Срок"), row("1", "Имя", "5 лет"), row("2", "Адрес", "год")
    )  # fmt: skip
    assert [each.number for each in clauses(body)] == ["1", "1.1"]
    assert clauses(body)[1].text.endswith("1\tИмя\t5 лет\n2\tАдрес\tгод")


def test_a_frame_around_the_text_is_no_table():
    body = table(row(p("1. Общее") + p("1.1. Ответ бесплатен.")))
    assert [(line.text, line.aside) for line in read_source(body).lines] == [
        ("1. Общее", False),
        ("1.1. Ответ бесплатен.", False),
    ]


def test_columns_of_clauses_are_read_one_after_another():
    """A contract in two languages in one row."""
    body = table(row(p("1.1. Срок.") + p("1.2. Цена."), p("1.1. Term.") + p("1.2. Price.")))
    assert shown(body) == ["1.1. Срок.", "1.2. Цена.", "1.1. Term.", "1.2. Price."]


def test_columns_of_several_rows_are_read_one_after_another():
    """A row for each section, of several paragraphs or of one; numbers may be counted."""
    body = table(
        row(p("1. Сроки") + p("1.1. Год."), p("1. Terms") + p("1.1. A year.")),
        row(p("2. Цена"), p("2. Price")),
        row(p("2.1. Рубль.") + p("Без НДС."), p("2.1. A rouble.")),
    )
    russian, english = ["1. Сроки", "1.1. Год.", "2. Цена", "2.1. Рубль.", "Без НДС."], ["1. Terms", "1.1. A year."]
    assert shown(body) == [*russian, *english, "2. Price", "2.1. A rouble."]
    lists = NUMBERING + definition(1, level(0, "decimal", "%1.")) + instance(2, 1)
    counted = [
        row(p(left, in_list(1)), p(right, in_list(2))) for left, right in [("Срок.", "Term."), ("Цена.", "Price.")]
    ]
    assert shown(table(*counted), numbering=lists) == ["1. Срок.", "2. Цена.", "1. Term.", "2. Price."]


def test_a_table_in_a_cell_is_read_in_its_place():
    inner = table(row("Имя", "5 лет"))
    assert shown(table(row(p("Данные:") + inner + p(""), "Примечание"))) == ["Данные:", "Имя\t5 лет", "Примечание"]


def test_a_hidden_row_is_not_read():
    assert shown(table(row("Имя", "5 лет"), row("Тайна", "год", properties="<w:hidden/>"))) == ["Имя\t5 лет"]
