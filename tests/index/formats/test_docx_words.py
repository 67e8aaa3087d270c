"""The words of a Word document that are seen, and those that are not."""

import pytest

from tests.index.formats.built_docx import p, read_source, row, shown, styled, t, table

HIDDEN_STYLES = (
    '<w:style w:type="character" w:styleId="Note"><w:name w:val="Для себя"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Sub"><w:name w:val="Тоже"/><w:basedOn w:val="Note"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Draft"><w:name w:val="Черновик"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Old"><w:name w:val="Старое"/><w:rPr><w:strike/></w:rPr></w:style>'
)


def told(body: str, **parts: str) -> list[str]:
    return [words for _, words in read_source(body, **parts).odd]


def test_hidden_words_are_left_out_and_told():
    body = p(t("Срок 10 дней") + t(" (не показывать)", "<w:vanish/>") + t("."))
    assert shown(body) == ["Срок 10 дней."]
    assert told(body) == ["скрытый текст не вошёл в пункты: «(не показывать)»"]


@pytest.mark.parametrize("look", ['<w:rStyle w:val="Note"/>', '<w:rStyle w:val="Sub"/>'])
def test_words_hidden_by_their_style_are_left_out(look: str):
    assert shown(p(t("Видно") + t(" скрыто", look)), styles=HIDDEN_STYLES) == ["Видно"]


def test_a_switch_in_the_style_of_a_paragraph_and_of_its_words_is_off_again():
    """And what the words themselves say stands above both."""
    body = p(
        t("скрыто ") + t("видно", '<w:rStyle w:val="Note"/>') + t(" и это", '<w:vanish w:val="0"/>'), styled("Draft")
    )
    assert shown(body, styles=HIDDEN_STYLES) == ["видно и это"]


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Old"/>'])
def test_struck_words_are_never_quoted(look: str):
    body = p(t("Срок ") + t("30", look) + t(" 10 дней."))
    assert shown(body, styles=HIDDEN_STYLES) == ["Срок 10 дней."]
    assert told(body, styles=HIDDEN_STYLES) == ["зачёркнутый текст не вошёл в пункты: «30»"]


def test_struck_words_in_several_runs_are_told_once():
    body = p(t("Ответ ") + t("за тридцать", "<w:strike/>") + t(" дней", "<w:b/><w:strike/>") + t("сразу."))
    assert told(body) == ["зачёркнутый текст не вошёл в пункты: «за тридцать дней»"]


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_content_controls_are_kept_in_a_line_and_around_paragraphs():
    """python-docx loses both."""
    body = p(t("Срок ") + control(t("30 дней")) + t(".")) + control(p("Ответ бесплатен.") + control(p("И быстр.")))
    assert shown(body) == ["Срок 30 дней.", "Ответ бесплатен.", "И быстр."]


def test_a_control_around_a_cell_and_a_row_is_kept():
    first, around = "<w:tc><w:tcPr/>" + p("Имя") + "</w:tc>", row("Имя", "Заказ")
    cells = around.replace(first, control(first))
    assert cells != around
    assert shown(table(control(cells))) == ["Имя\tЗаказ"]


def box(inside: str, old: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>'
        f"{inside}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{old}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph():
    """It lies in the file twice, for new programs and for old ones."""
    boxed = p("Важно: ответ бесплатен.")
    assert shown(p(t("До. ") + box(boxed, boxed) + t("После."))) == ["До. После.", "Важно: ответ бесплатен."]


def test_a_text_box_of_an_old_program_is_read():
    boxed = f"<w:txbxContent>{p('В рамке.')}</w:txbxContent>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{boxed}</v:textbox></v:shape></w:pict></w:r>"
    assert shown(p(t("Текст.") + old)) == ["Текст.", "В рамке."]


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = code if code.startswith("<") else f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return f"{mark.format('begin')}{code}{mark.format('separate')}{result}{mark.format('end')}"


def test_the_result_of_a_field_is_kept_and_its_instruction_is_not():
    nested = field(field(" PAGE ", t("код")), t("итог"))
    simple = f'<w:fldSimple w:instr=" REF _R \\r ">{t("2.1")}</w:fldSimple>'
    body = p(t("См. п. ") + field(" REF _Ref1 \\r \\h ", t("5.2")) + t(", ") + nested + t(" и ") + simple)
    assert shown(body) == ["См. п. 5.2, итог и 2.1"]


def test_an_instruction_that_is_never_closed_takes_no_other_paragraph_with_it():
    assert shown(p(t("Раз.") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("Два.")) == ["Раз.", "Два."]


def test_hyphens_and_breaks_are_as_on_paper():
    """The one that does not break is a hyphen, the soft one shows nothing."""
    law = t("152") + "<w:r><w:noBreakHyphen/></w:r>" + t("ФЗ, дого") + "<w:r><w:softHyphen/></w:r>" + t("вор")
    assert shown(p(law)) == ["152\u2011ФЗ, договор"]
    assert shown(
        p(t("Имя:") + "<w:r><w:tab/><w:t>Анна</w:t><w:br/></w:r>" + t("Город: Омск") + "<w:r><w:cr/></w:r>" + t("Дом"))
    ) == [
        "Имя:\tАнна",
        "Город: Омск",
        "Дом",
    ]


def test_spaces_are_those_that_word_keeps():
    """Without a word of the file that they are meant, those around the text of a run are not shown."""
    assert shown("<w:p><w:r><w:t> Срок </w:t></w:r><w:r><w:t>ответа\n</w:t></w:r></w:p>") == ["Срокответа"]
    assert shown(p("Срок  ответа\u00a0—\n10 дней")) == ["Срок  ответа\u00a0— 10 дней"]


@pytest.mark.parametrize(
    "around",
    [
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        '<w:smartTag w:element="date">{}</w:smartTag>',
        '<w:customXml w:element="x">{}</w:customXml>',
        '<w:bdo w:val="ltr">{}</w:bdo>',
    ],
)
def test_words_inside_links_and_tags_are_kept(around: str):
    assert shown(p(t("Пишите на ") + around.format(t("site.example")) + t("."))) == ["Пишите на site.example."]


FOOTNOTES = (
    '<w:footnote w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{p("Кроме выходных.")}</w:footnote>'
)


def test_marks_of_footnotes_are_no_words_and_their_texts_are_told():
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    body = p(t("Срок 10 дней") + mark + t("."))
    assert shown(body, footnotes=FOOTNOTES) == ["Срок 10 дней."]
    assert told(body, footnotes=FOOTNOTES) == ["сноска не вошла в пункты: «Кроме выходных.»"]


def test_a_mark_of_ones_own_goes_with_its_footnote():
    mark = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    assert shown(p(t("Срок 10 дней") + mark + t(".")), footnotes=FOOTNOTES) == ["Срок 10 дней."]


def test_a_typed_mark_of_a_footnote_goes_as_in_any_document():
    up = '<w:vertAlign w:val="superscript"/>'
    source = read_source(p(t("Срок 10 дней") + t("1", up) + t(".")) + p(t("1", up) + t(" Рабочих.")))
    assert source.text.strip() == "Срок 10 дней."
    assert [words.partition(":")[0] for _, words in source.odd] == [
        "знак сноски не вошёл в пункты",
        "сноска не вошла в пункты",
    ]


def test_what_stands_above_each_page_is_no_text():
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    assert shown(p("Раз.", section), header=p("ООО «Ромашка»")) == ["Раз."]


def test_comments_are_no_words_and_are_told():
    comments = f'<w:comment w:id="0" w:author="Юрист">{p("А почему десять?")}</w:comment>'
    end = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    body = p('<w:commentRangeStart w:id="0"/>' + t("Срок 10 дней.") + end)
    assert shown(body, comments=comments) == ["Срок 10 дней."]
    assert told(body, comments=comments) == ["комментарий не вошёл в пункты: «А почему десять?»"]


@pytest.mark.parametrize("up", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="8"/>'])
def test_figures_above_the_line_stay_there(up: str):
    """A power and the number of an article are no marks of footnotes."""
    body = p(t("Площадь 5 м") + t("2", up) + t(", ст. 14") + t("1", up) + t(" закона"))
    assert shown(body) == ["Площадь 5 м², ст. 14¹ закона"]


def test_signs_of_other_fonts_are_characters():
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    body = p(sign.format("Wingdings", "F0A8") + t(" да, 5 ") + sign.format("Symbol", "F0B3") + t(" 3"))
    assert shown(body) == ["☐ да, 5 ≥ 3"]


def test_formulas_are_kept():
    assert shown(p(t("Пеня: ") + "<m:oMath><m:r><m:t>0,1% × S</m:t></m:r></m:oMath>")) == ["Пеня: 0,1% × S"]


def test_a_table_of_contents_is_no_text():
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Содержание')}</w:sdtContent></w:sdt>"
    )
    body = contents + p(t("1. Общее") + "<w:r><w:tab/><w:t>3</w:t></w:r>", styled("TOC1")) + p("1. Общее")
    assert shown(body, styles=styles) == ["1. Общее"]


def test_a_heading_that_runs_on_into_its_text_is_one_line():
    """By what Word calls a style separator: the mark of the heading's paragraph is hidden."""
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    body = p(t("2.1. Срок. "), styled("H1"), mark="<w:vanish/><w:specVanish/>") + p("Ответ за 10 дней.")
    source = read_source(body, styles=styles)
    assert [(line.text, line.heading) for line in source.lines] == [("2.1. Срок. Ответ за 10 дней.", 0)]


def test_headings_and_bold_paragraphs_are_known():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Раздел"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="U"><w:name w:val="Дальше"/><w:basedOn w:val="T"/></w:style>'
    )
    body = (
        p("Общее", styled("H1")) + p("Сроки", styled("U")) + p(t("Важно", "<w:b/>"), '<w:outlineLvl w:val="0"/>')
        + p(t("Не ", "<w:b/>") + t("всё"))
        + p(t("Нет", '<w:b w:val="false"/>'), styled("T") + '<w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    lines = read_source(body, styles=styles).lines
    assert [line.heading for line in lines] == [1, 2, 1, 0, 0]
    assert [line.bold for line in lines] == [False, True, True, False, False]


def test_lines_are_counted_by_paragraphs():
    body = p("Раз") + p("") + p("Два") + table(row("а", "б")) + p("Три")
    assert [line.number for line in read_source(body).lines] == [1, 3, 4, 6]


def test_a_file_inside_the_file_is_told():
    assert told('<w:altChunk r:id="rId9"/>') == ["в документ вставлен другой файл целиком: его текст не вошёл в пункты"]
