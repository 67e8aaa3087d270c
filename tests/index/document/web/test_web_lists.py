"""Items of lists with the number that a browser shows."""

import pytest
from page_lines import clauses, shown, warnings

SHOWN = {
    "start and value": ("<ol start=3><li>а<li>б<li value=7>в<li>г</ol>", "3. а, 4. б, 7. в, 8. г"),
    "reversed": ("<ol reversed><li>а</li><li>б</li><li>в</li></ol>", "3. а, 2. б, 1. в"),
    "reversed from a number": (
        "<ol reversed start=10><li>а</li><li value=5>б</li><li>в</li></ol>",
        "10. а, 5. б, 4. в",
    ),
    "zero": ("<ol start='0'><li>а</li><li>б</li></ol>", "0. а, 1. б"),
    "Roman": ("<ol type=I start=9><li>а</li><li>б</li></ol>", "IX. а, X. б"),
    "Roman by style": ("<style>.r{list-style:upper-roman inside}</style><ol class=r><li>а</li></ol>", "I. а"),
    "letters": ("<ol type=a><li>а</li><li>б</li></ol>", "a. а, b. б"),
    "capital letters by style": ("<ol style='list-style-type: upper-latin'><li>а</li></ol>", "A. а"),
    "small Roman": ("<ol type=i><li>а</li><li>б</li></ol>", "i. а, ii. б"),
    "bullets": ("<ul><li>а</li></ul><ol style='list-style-type:disc'><li>б</li></ol>", "а, б"),
    "no marker": ("<style>ol{list-style:none}</style><ol><li>а</li></ol>", "а"),
    "a marker of one item": ("<ol><li type=A>а</li><li>б</li></ol>", "A. а, 2. б"),
    "items that are blocks": ("<style>li{display:block}</style><ol><li>а</li></ol>", "а"),
    "unclosed": ("<ol><li>а<ol><li>б<li>в</ol><li>г</ol>", "1. а, 1. б, 2. в, 2. г"),
    "an item in a division": ("<ol><div><li>а</li></div><li>б</li></ol>", "1. а, 2. б"),
    "an empty item": ("<ol><li></li><li>б</li></ol>", "2. б"),
    "a list in a list": ("<ol><li>а</li><ol start=4><li>б</li></ol><li>в</li></ol>", "1. а, 4. б, 2. в"),
}


@pytest.mark.parametrize(("page", "lines"), SHOWN.values(), ids=SHOWN.keys())
def test_an_item_has_the_number_that_a_browser_shows(page: str, lines: str):
    assert shown(f"<html><body>{page}</body></html>") == lines.split(", ")


def test_a_list_inside_a_clause_is_quoted_with_the_numbers_that_are_shown():
    page = (
        "<html><body><h2>1. Документы</h2><p>1.1. Нужны:</p><ol start=2><li>паспорт;</li><li>договор.</li></ol>"
        "<p>1.2. Не нужны:</p><ol style='list-style:none'><li>справка;</li><li>копия.</li></ol></body></html>"
    )
    words = ["Документы", "Нужны:\n2. паспорт;\n3. договор.", "Не нужны:\nсправка;\nкопия."]
    assert list(clauses(page).values()) == words


def test_a_number_that_is_typed_goes_before_that_of_the_list():
    page = "<html><body><ol><li>1. Термины<ol><li>1.1. Сайт.</li><li>1.2. Заказ.</li></ol></li></ol></body></html>"
    assert clauses(page) == {"1": "Термины", "1.1": "Сайт.", "1.2": "Заказ."}


def test_a_number_of_an_empty_item_does_not_pass_to_the_paragraph_below():
    assert shown("<html><body><ol><li></li></ol><p>Абзац.</p></body></html>") == ["Абзац."]


def test_numbers_put_together_of_two_are_told():
    """A browser shows «1.» inside of item 2; its owner hears that 2.1 is a reading."""
    section = "<li><b>{}</b><ol><li>Текст пункта.</li></ol></li>"
    page = f"<html><body><ol>{section.format('Термины')}{section.format('Цена')}</ol>"
    assert list(clauses(page)) == ["1", "1.1", "2", "2.1"]
    assert warnings(page) == [
        (
            "строка 1: номер 1.1 и следующие составлены по вложенности: на экране стоит только «1.»; "
            "сверьте их с документом"
        )
    ]


HEADS = {
    "no end": "<html><head><title>Договор</title><style>p{margin:0}</style><meta charset=utf-8>",
    "no end, another body": "<html><head><title>Договор</title><body>",
    "no beginning": "<title>Договор</title><meta charset=utf-8>",
    "an unknown element inside": "<html><head><title>Договор</title><customtag></customtag>",
    "an empty title": "<html><head><title></title>",
    "two heads": "<html><head></head><head><title>Договор</title>",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_a_page_whose_head_never_ends_is_read(head: str):
    """A browser ends it at the first words."""
    page = f"{head}<p>1. Термины</p><p>1.1. Сайт.</p><p>1.2. Заказ.</p></body></html>"
    assert clauses(page) == {"1": "Термины", "1.1": "Сайт.", "1.2": "Заказ."}
