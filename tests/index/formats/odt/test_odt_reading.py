"""OpenDocument texts: what their editor shows is read, and what it does not show is never quoted."""

import pytest
from odt_made import below, h, listed, odt, p

from index.document.source import Line
from index.formats.reading import FileUnreadable, read_file


def lines(body: str) -> list[str]:
    return [line.text for line in read_file(odt(body)).lines]


def told(body: str) -> list[tuple[int, str]]:
    return list(read_file(odt(body)).odd)


def span(style: str, words: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>Из сноски</text:p></text:note-body></text:note>"
)
REMARK = "<office:annotation><dc:creator>Анна Пример</dc:creator><text:p>Проверить</text:p></office:annotation>"
UNSEEN = {
    "hidden": (span("hidden", " тайно"), "скрытый текст не вошёл в пункты: «тайно»"),
    "struck": (span("struck", " тридцать"), "зачёркнутый текст не вошёл в пункты: «тридцать»"),
    "struck in pieces": (
        span("struck", " трид") + span("struck", "цать"),
        "зачёркнутый текст не вошёл в пункты: «тридцать»",
    ),
    "struck, bold": (span("struck", span("strong", " десять")), "зачёркнутый текст не вошёл в пункты: «десять»"),
    "a field of hidden text": (
        '<text:hidden-text text:condition="ooow:1" text:string-value=" тайно" text:is-hidden="true"/>',
        "скрытый текст не вошёл в пункты: «тайно»",
    ),
    "a footnote": (NOTE, "сноска не вошла в пункты: «Из сноски»"),
    "a remark": (REMARK, "комментарий не вошёл в пункты: «Анна Пример Проверить»"),
}


@pytest.mark.parametrize(("inside", "warning"), UNSEEN.values(), ids=UNSEEN.keys())
def test_what_the_editor_does_not_show_is_left_out_and_told(inside: str, warning: str):
    body = p("1. Срок") + p(f"1.1. Год{inside}.")
    assert lines(body) == ["1. Срок", "1.1. Год."]
    assert told(body) == [(2, warning)]


def test_a_hidden_section_paragraph_or_row_is_left_out():
    """By its own word, by its style, by a condition, by its table."""
    body = (
        p("1. Срок")
        + f'<text:section text:name="s" text:display="none">{p("Раздел.")}{p("Ещё.")}</text:section>'
        + p("Стиль.", "Gone")
        + p('<text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>Условие.')
        + f'<table:table><table:table-row table:visibility="collapse"><table:table-cell>{p("Ряд.")}</table:table-cell>'
        "</table:table-row></table:table>" + f'<text:section text:name="t">{p("1.1. Год.")}</text:section>'
    )
    assert lines(body) == ["1. Срок", "1.1. Год."]
    words = ["Раздел. Ещё.", "Стиль.", "Условие.", "Ряд."]
    assert [warning for _, warning in told(body)] == [f"скрытый текст не вошёл в пункты: «{each}»" for each in words]


def test_spaces_tabs_breaks_and_soft_hyphens_are_kept():
    """Blanks of XML are one; those that the writer made are as many as he made."""
    body = p('1.<text:tab/>Срок<text:s text:c="3"/>и\n   <text:soft-page-break/>ещё<text:line-break/>строка') + p(
        "152\u2011ФЗ, дан\u00adные"
    )
    source = read_file(odt(body))
    assert [(line.text, line.fresh, line.aside) for line in source.lines] == [
        ("1.\tСрок   и ещё", True, False),
        ("строка", False, False),
        ("152\u2011ФЗ, дан\u00adные", True, False),
    ]


def test_cross_references_links_and_fields_keep_what_they_show():
    body = p(
        'См. п. <text:bookmark-ref text:reference-format="number" text:ref-name="r">5.2</text:bookmark-ref>, '
        '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://example.ru">сайт</text:a>, '
        '<text:date text:fixed="true">01.09.2026</text:date>, <text:placeholder text:placeholder-type="text">'
        "&lt;имя&gt;</text:placeholder>."
    )
    assert lines(body) == ["См. п. 5.2, сайт, 01.09.2026, <имя>."]


def test_a_table_row_is_a_line_and_a_frame_stands_behind_its_paragraph():
    """A table that only lays out whole clauses gives its paragraphs."""

    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}<table:covered-table-cell/></table:table-row>"

    table = "<table:table><table:table-column/><table:table-header-rows>{}</table:table-header-rows>{}</table:table>"
    framed = f"<draw:frame><draw:text-box>{p('В рамке.')}{p('И ещё.')}</draw:text-box></draw:frame>"
    body = (
        p(f"1.1. Сроки:{framed}")
        + table.format(row(p("Имя"), p("Срок")), row(p("анкета") + p(""), p("1 год")))
        + table.format(row(p("1.2."), p("Отзыв.") + p("Ещё абзац.")), row(p("1.3. Одна ячейка.") + p("Вторая строка.")))
        + table.format(row(listed(p("")), p("автоматический номер")), row(listed(p(""), attributes=GOES_ON), p("ещё")))
    )
    source = read_file(odt(body))
    assert [(line.text, line.aside) for line in source.lines] == [
        ("1.1. Сроки:", False),
        ("В рамке.", False),
        ("И ещё.", False),
        ("Имя\tСрок", True),
        ("анкета\t1 год", True),
        ("1.2.\tОтзыв.", True),
        ("Ещё абзац.", False),
        ("1.3. Одна ячейка.", False),
        ("Вторая строка.", False),
        ("1.\tавтоматический номер", True),
        ("2.\tещё", True),
    ]


def test_columns_in_two_languages_are_read_one_after_another():
    rows = [("1. Сроки", "1. Terms"), ("1.1. Год.", "1.1. A year."), ("1.2. Отзыв.", "1.2. Withdrawal.")]
    cells = ("".join(f"<table:table-cell>{p(cell)}{p('Ещё.')}</table:table-cell>" for cell in row) for row in rows)
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    found = [line.text for line in read_file(odt(f"<table:table>{inside}</table:table>")).lines]
    assert found == [line for column in zip(*rows, strict=True) for text in column for line in (text, "Ещё.")]


GOES_ON = 'text:continue-numbering="true"'


def test_headings_bold_words_and_levels_are_known():
    """A clause that has a heading's style for its number alone is no heading."""
    body = (
        h(1, "Общие положения")
        + h(2, "Оператор обрабатывает данные по договору.")
        + p(span("strong", "Важно:"))
        + p("Не " + span("strong", "важно"))
        + listed(p("Раз") + below(p("Два")))
    )
    assert read_file(odt(body)).lines == (
        Line(1, 0, "1. Общие положения", fresh=True, heading=1, bold=True, ordinal="1."),
        Line(2, 19, "1.1. Оператор обрабатывает данные по договору.", fresh=True, ordinal="1.1."),
        Line(3, 66, "Важно:", fresh=True, bold=True),
        Line(4, 73, "Не важно", fresh=True),
        Line(5, 82, "1. Раз", fresh=True, ordinal="1."),
        Line(6, 89, "1.1. Два", fresh=True, depth=1, ordinal="1.1."),
    )


def test_contents_forms_and_declarations_are_no_text():
    contents = (
        '<text:table-of-content text:name="c"><text:index-body>'
        "<text:index-title><text:p>Содержание</text:p></text:index-title>"
        "<text:p>1. Срок<text:tab/>2</text:p></text:index-body></text:table-of-content>"
    )
    body = f'<office:forms/><text:sequence-decls><text:sequence-decl text:name="T"/></text:sequence-decls>{contents}'
    assert lines(body + p("1. Срок")) == ["1. Срок"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
MANIFEST = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
REFUSED = {
    "entities": (odt("", **{"content.xml": BOMB}), "сущности XML"),
    "a file of the machine": (odt("", **{"content.xml": OUTSIDE}), "сущности XML"),
    "no XML": (odt("", **{"content.xml": b"\x00\x01"}), "испорченный XML"),
    "a password": (odt("", **{"META-INF/manifest.xml": MANIFEST}), "защищён паролем"),
    "another kind of document": (odt("", **{"content.xml": "<a/>"}), "нет текста"),
    "a bomb": (odt("", **{"content.xml": b" " * (65 * 2**20)}), "слишком велик"),
    "cut off": (odt(p("Срок"))[:400], "картинка, архив или таблица"),
}


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, why: str):
    with pytest.raises(FileUnreadable, match=why):
        read_file(data)


def test_lists_inside_lists_without_end_are_refused():
    deep = 2_000
    body = "<text:list><text:list-item>" * deep + p("дно") + "</text:list-item></text:list>" * deep
    with pytest.raises(FileUnreadable, match="испорченный XML"):
        read_file(odt(body))


def test_a_heading_before_a_line_break_is_bold_and_the_text_behind_it_is_not():
    """Whoever presses Shift and Enter has both in one paragraph."""
    body = p(f"{span('strong', 'Как получить зёрна')}<text:line-break/>2.1. Покажите код.")
    assert [(line.text, line.bold) for line in read_file(odt(body)).lines] == [
        ("Как получить зёрна", True),
        ("2.1. Покажите код.", False),
    ]
