"""Numbers that a style sheet counts: on items, headings and paragraphs of any page."""

import pytest
from page_lines import clauses, shown, warnings

ITEMS = "<ol><li>Термины<ol><li>Сайт.<ol><li>Страница.</li></ol></li><li>Заказ.</li></ol></li><li>Цена</li></ol>"
COUNTED = ["1. Термины", "1.1. Сайт.", "1.1.1. Страница.", "1.2. Заказ.", "2. Цена"]
SHEETS = {
    "counters of its own": "ol{counter-reset:item;list-style-type:none}li{counter-increment:item}"
    "li::before{content:counters(item,'.') '. '}",
    "display block": "ol{counter-reset:item}li{display:block}"
    'li:before{counter-increment:item;content:counters(item, ".") ". "}',
    "list-item": "li::marker{content:counters(list-item,'.') '. '}",
    "a counter for each level": "ol{list-style:none;counter-reset:a}ol ol{counter-reset:b}ol ol ol{counter-reset:c}"
    "li{counter-increment:a}ol ol>li{counter-increment:b}ol ol ol>li{counter-increment:c}"
    "li:before{content:counter(a) '. '}ol ol>li:before{content:counter(a) '.' counter(b) '. '}"
    "ol ol ol>li:before{content:counter(a) '.' counter(b) '.' counter(c) '. '}",
    "an important rule and a stronger selector": "li::before{content:'' !important}"
    "li::before{content:counters(i,'.') '. ' !important}li.x::before{content:'нет'}"
    "ol{counter-reset:i;list-style:none}body ol li{counter-increment:i}li{counter-increment:none}",
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())
def test_counters_of_any_style_give_the_numbers_of_nested_items(sheet: str):
    assert shown(f"<html><head><style>{sheet}</style></head><body>{ITEMS}</body></html>") == COUNTED


def test_headings_and_paragraphs_are_counted():
    """Sections are headings, clauses paragraphs; the number is in neither."""
    page = """<html><head><style>/* нумерация */ body{counter-reset:h 3}
    h2{counter-increment:h;counter-reset:p} h2:before{content:counter(h) ". "}
    p.n{counter-increment:p} p.n:before{content:counter(h) "." counter(p) ". ";font-weight:bold}
    </style></head><body><h1>Политика</h1><h2>Термины</h2><p class="n">Сайт.</p><p class="n">Заказ.</p>
    <p>Без номера.</p><h2>Цена</h2><p class="n">Рубли.</p></body></html>"""
    assert shown(page) == [
        "Политика",
        "4. Термины",
        "4.1. Сайт.",
        "4.2. Заказ.",
        "Без номера.",
        "5. Цена",
        "5.1. Рубли.",
    ]
    assert clauses(page) == {
        "4": "Термины",
        "4.1": "Сайт.",
        "4.2": "Заказ.\nБез номера.",
        "5": "Цена",
        "5.1": "Рубли.",
    }


def test_words_and_roman_numbers_are_part_of_a_label():
    """«Статья 2» is a label like any other."""
    page = """<style>h3{counter-increment:s}h3::before{content:"Статья " counter(s, upper-roman) ". "}</style>
    <body><h3>Термины</h3><p>Сайт.</p><h3>Цена</h3><p>Рубли.</p></body>"""
    assert shown(page)[0] == "Статья I. Термины"
    assert list(clauses(page)) == ["I", "II"]


def test_a_number_in_an_attribute_is_shown():
    page = (
        "<style>p::before{content:attr(data-number)}</style><p data-number='1.'>Срок</p><p data-number='1.1.'>Год.</p>"
    )
    assert shown(page) == ["1. Срок", "1.1. Год."]


@pytest.mark.parametrize("content", ["'→ '", "'• '", "url(x.png)", "none", "open-quote", "'\\2014 '"])
def test_signs_before_an_element_are_no_numbers(content: str):
    assert shown(f"<style>p::before{{content:{content}}}</style><p>Срок.</p>") == ["Срок."]


def test_what_is_not_shown_is_not_counted():
    """As in a browser: a hidden heading leaves no gap."""
    page = """<style>h2{counter-increment:h}h2:before{content:counter(h) ". "}.x{display:none}</style>
    <h2>Термины</h2><h2 class="x">Старое</h2><h2>Цена</h2>"""
    assert shown(page) == ["1. Термины", "2. Цена"]


def test_rules_for_paper_do_not_count():
    page = "<style>@media print{h2:before{content:'9. '}}</style><h2>Термины</h2><p>1.1. Сайт.</p>"
    assert shown(page) == ["Термины", "1.1. Сайт."]


def test_letters_that_the_page_defines_are_kept_with_their_items():
    """CSS has no Cyrillic letters of its own: an unknown style counts in figures."""
    page = """<style>@counter-style буквы{system:alphabetic;symbols:"а" "б" "в";suffix:") "}
    ol ol{list-style-type:буквы} p::before{counter-increment:p;content:counter(p, буквы) ") "}</style>
    <ol><li>Данные:<ol start=3><li>имя;</li><li>адрес.</li></ol></li></ol><p>Раз.</p>"""
    assert shown(page) == ["1. Данные:", "в) имя;", "аа) адрес.", "а) Раз."]
    assert shown(page.replace("@counter-style", "@other")) == ["1. Данные:", "3. имя;", "4. адрес.", "1) Раз."]


def test_a_page_with_endless_rules_is_read_and_told_of():
    """What the last of them hide may be quoted: its owner hears that."""
    rules = "".join(f"div:nth-child({number}) p{{display:none}}" for number in range(9, 300))
    page = f"<style>{rules}</style>{'<div><p>1. Срок хранения.</p></div>' * 500}"
    assert warnings(page)[0].startswith("На странице слишком много правил стилей")


def test_a_page_with_a_few_rules_for_siblings_is_read_whole():
    rules = "tr:nth-child(even){font-weight:bold} li:first-child{font-weight:400} p:not(:last-child){display:block}"
    rows = "".join(f"<tr><td>Строка</td><td>{number}</td></tr>" for number in range(300))
    assert warnings(f"<style>{rules}</style><p>1. Срок</p><table>{rows}</table>") == []
