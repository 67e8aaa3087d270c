"""Documents of Google Docs: flat lists, whose numbers exist only as counters of a style sheet."""

from page_lines import clauses, shown, warnings

RULES = """
.lst-kix_{list}-{level}>li{{counter-increment:lst-ctn-kix_{list}-{level}}}
ol.lst-kix_{list}-{level}.start{{counter-reset:lst-ctn-kix_{list}-{level} {before}}}
ol.lst-kix_{list}-{level}{{list-style-type:none}}
.lst-kix_{list}-{level}>li:before{{content:{content}}}
"""


def _rules(name: str, *contents: str, before: int = 0) -> str:
    return "".join(
        RULES.format(list=name, level=level, content=content, before=before if not level else 0)
        for level, content in enumerate(contents)
    )


def _counter(name: str, level: int, style: str = "decimal") -> str:
    return f"counter(lst-ctn-kix_{name}-{level},{style})"


LEGAL = _rules(
    "ab1",
    f'"" {_counter("ab1", 0)} ". "',
    f'"" {_counter("ab1", 0)} "." {_counter("ab1", 1)} ". "',
    f'"" {_counter("ab1", 0)} "." {_counter("ab1", 1)} "." {_counter("ab1", 2)} ". "',
    f'"" {_counter("ab1", 3, "lower-latin")} ") "',
)
PAGE = """<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">
@import url(https://themes.googleusercontent.com/fonts/css);{rules}
ul.lst-kix_zz9-0{{list-style-type:none}}.lst-kix_zz9-0>li:before{{content:"\\0025cf   "}}
ol{{margin:0;padding:0}}.c1{{color:#000000;font-weight:400}}.c2{{font-weight:700}}</style></head>
<body class="c9 doc-content">{body}</body></html>"""


def _list(level: int, *items: str, name: str = "ab1", start: bool = False, first: int = 1) -> str:
    rows = "".join(f'<li class="c4 li-bullet-0"><span class="c1">{item}</span></li>' for item in items)
    began = " start" if start else ""
    return f'<ol class="c3 lst-kix_{name}-{level}{began}" start="{first}">{rows}</ol>'


def test_a_legal_list_has_the_numbers_that_the_editor_shows():
    """Each level is a list of its own beside the others; a level begins anew below each item of the one above."""
    body = (
        _list(0, "Общие положения", start=True)
        + _list(1, "Оператор обрабатывает данные.", "Срок хранения:", start=True)
        + _list(2, "анкет — год;", "договоров — пять лет.", start=True)
        + _list(3, "письменных;", "устных.", start=True)
        + _list(1, "Отзыв согласия.", first=3)
        + _list(0, "Права", first=2)
        + _list(1, "Доступ к данным.", start=True)
    )
    page = PAGE.format(rules=LEGAL, body=body)
    assert shown(page) == [
        "1. Общие положения",
        "1.1. Оператор обрабатывает данные.",
        "1.2. Срок хранения:",
        "1.2.1. анкет — год;",
        "1.2.2. договоров — пять лет.",
        "a) письменных;",
        "b) устных.",
        "1.3. Отзыв согласия.",
        "2. Права",
        "2.1. Доступ к данным.",
    ]
    assert list(clauses(page)) == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "1.3", "2", "2.1"]
    assert clauses(page)["1.2.2"] == "договоров — пять лет.\na) письменных;\nb) устных."
    assert warnings(page) == []


def test_a_list_goes_on_over_paragraphs_and_headings():
    """A paragraph between does not end a list; only a list that is marked as a start counts anew."""
    body = (
        '<h1 class="c2"><span>Политика</span></h1>'
        + _list(0, "Термины", start=True)
        + _list(1, "Сайт — страницы.", start=True)
        + '<p class="c4"><span class="c1">Пояснение к терминам.</span></p>'
        + _list(1, "Заказ — заявка.", first=2)
        + '<p class="c4"></p>'
        + _list(0, "Цена", first=2)
    )
    assert shown(PAGE.format(rules=LEGAL, body=body)) == [
        "Политика",
        "1. Термины",
        "1.1. Сайт — страницы.",
        "Пояснение к терминам.",
        "1.2. Заказ — заявка.",
        "2. Цена",
    ]


def test_a_list_may_begin_with_any_number_and_two_lists_do_not_mix():
    """«start» of the element and the reset of the style sheet say the same; another list has counters of its own."""
    rules = _rules(
        "ab1", f'"" {_counter("ab1", 0)} ". "', f'"" {_counter("ab1", 0)} "." {_counter("ab1", 1)} " "', before=4
    )
    rules += _rules("q2", f'"" {_counter("q2", 0, "upper-roman")} ". "')
    body = (
        _list(0, "Цена", start=True, first=5)
        + _list(0, "Приложение", name="q2", start=True)
        + _list(1, "Рубли и карта.", start=True)
        + _list(0, "Споры", first=6)
        + _list(0, "Второе приложение", name="q2", first=2)
    )
    page = PAGE.format(rules=rules, body=body)
    assert shown(page) == ["5. Цена", "I. Приложение", "5.1 Рубли и карта.", "6. Споры", "II. Второе приложение"]


def test_bullets_are_no_numbers_and_letters_are_words():
    """Letters are kept with their items, as «подпункт а)» is referred to."""
    rules = LEGAL + _rules("r", f'"" {_counter("r", 0, "lower-latin")} ") "')
    body = (
        _list(0, "Данные", start=True)
        + _list(1, "Состав:", start=True)
        + _list(0, "имя;", "адрес.", name="r", start=True)
        + '<ul class="c3 lst-kix_zz9-0 start"><li class="c4"><span>улица</span></li></ul>'
    )
    assert shown(PAGE.format(rules=rules, body=body)) == ["1. Данные", "1.1. Состав:", "a) имя;", "b) адрес.", "улица"]


def test_a_published_document_comes_without_the_words_of_google():
    """What stands above a published document is not its preamble; its style sheet stands inside the body."""
    page = (
        "<!DOCTYPE html><html><head><title>Политика</title></head><body>"
        '<div id="banners"><div id="publish-banner"><div>Опубликовано с помощью Google Документов</div>'
        '<span class="dash">Обновляется автоматически каждые 5 минут</span></div></div>'
        f'<div id="contents"><style>{LEGAL}</style><div class="c9 doc-content">'
        + _list(0, "Общие положения", start=True)
        + _list(
            1, "Оператор обрабатывает данные посетителей этого сайта пять лет.", "Отзыв согласия письмом.", start=True
        )
        + "</div></div></body></html>"
    )
    assert shown(page) == [
        "1. Общие положения",
        "1.1. Оператор обрабатывает данные посетителей этого сайта пять лет.",
        "1.2. Отзыв согласия письмом.",
    ]


def test_bold_by_class_makes_a_heading():
    """Google writes no <b>: weights are classes of its style sheet."""
    body = (
        '<p class="c4"><span class="c2">1. Общие положения</span></p>'
        '<p class="c4"><span class="c1">1.1. Текст.</span></p>'
        '<p class="c4"><span class="c2">ВАЖНО О СРОКАХ</span></p><p class="c4"><span class="c1">Вне пунктов.</span></p>'
    )
    assert clauses(PAGE.format(rules="", body=body)) == {"1": "Общие положения", "1.1": "Текст."}
