"""Contracts in two languages: what stands on the left is quoted without what stands on the right."""

import pytest

from index.document.parser import parse

ROWS = [
    ("1. Предмет", "1. Subject"),
    ("1.1. Исполнитель переводит.", "1.1. The Contractor translates."),
    ("1.2. Объём согласуют.", "1.2. The volume is agreed."),
    ("Стороны помнят о сроках.", "The parties mind the terms."),
    ("2. Сроки", "2. Terms"),
    ("2.1. Два дня.", "2.1. Two days."),
]
KINDS = {
    "Markdown": "| Русский | English |\n|---|---|\n" + "\n".join(f"| {left} | {right} |" for left, right in ROWS),
    "copied from a table": "\n".join("\t".join(row) for row in ROWS),
    "page": "<table>" + "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in ROWS) + "</table>",
    "page of an office suite": "<html><body><table>"
    + "".join(f"<tr>\n<td><p>{left}</p>\n</td>\n<td><p>{right}</p></td></tr>" for left, right in ROWS)
    + "</table></body></html>",
}


@pytest.mark.parametrize("source", KINDS.values(), ids=KINDS.keys())
def test_columns_are_read_one_after_another(source: str):
    assert [(each.number, each.heading or each.text) for each in parse(source).clauses] == [
        ("1", "Предмет"),
        ("1.1", "Исполнитель переводит."),
        ("1.2", "Объём согласуют.\nСтороны помнят о сроках."),
        ("2", "Сроки"),
        ("2.1", "Два дня."),
        ("1", "Subject"),
        ("1.1", "The Contractor translates."),
        ("1.2", "The volume is agreed.\nThe parties mind the terms."),
        ("2", "Terms"),
        ("2.1", "Two days."),
    ]


def test_a_clause_of_either_column_has_the_line_of_its_row():
    document = parse(KINDS["copied from a table"])
    assert [each.line for each in document.clauses] == [1, 2, 3, 5, 6, 1, 2, 3, 5, 6]


@pytest.mark.parametrize(
    "rows",
    [
        "1.1.\tСрок\n1.2.\tЦена\n1.3.\tАдрес",
        "1.1. Срок\t10 дней\n1.2. Цена\t20 рублей",
        "1.1. Срок\t2.1. Цена\n1.2. Адрес\t2.2. Банк",
    ],
    ids=["numbers beside texts", "texts beside values", "other numbers"],
)
def test_other_tables_stay_as_they_are(rows: str):
    left_column = [row.partition("\t")[0] for row in rows.split("\n")]
    read = [f"{each.number}. {each.text}" for each in parse(rows).clauses]
    assert all(line.startswith(cell) for line, cell in zip(read, left_column, strict=True))
    assert [line.partition("\t")[2] or line for line in read] != left_column


def test_rows_of_a_price_list_that_was_copied_as_text_are_no_clauses():
    text = "1. Цены\n1.1. Они таковы:\n1\tПальто\t1900\n2\tПлед\t1200\n1.2. Скидка 5 %."
    clauses = {each.number: each.text for each in parse(text).clauses}
    assert clauses == {"1": "", "1.1": "Они таковы:\n1\tПальто\t1900\n2\tПлед\t1200", "1.2": "Скидка 5 %."}
