"""Pages saved by Word and LibreOffice: numbers in spans that editors ignore, levels that the list has lost."""

import pytest
from page_lines import clauses, shown, warnings

from index.document.changes import Change, Choice, How
from index.document.reading import read

IGNORED = (
    "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
    "{open}<span lang=RU style='mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>{number}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>{close}"
    "<span lang=RU>{text}<o:p></o:p></span></p>"
)
PLAIN = (
    "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt'><span lang=RU>{number}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><span lang=RU>{text}</span></p>"
)
MARKS = {
    "revealed": ("<![if !supportLists]>", "<![endif]>", IGNORED),
    "revealed as comments": ("<!--[if !supportLists]-->", "<!--[endif]-->", IGNORED),
    "filtered": ("", "", PLAIN),
}
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Иван Примеров
</o:Author></o:DocumentProperties></xml><![endif]--><style><!--
 /* Style Definitions */ p.MsoNormal, li.MsoNormal {{mso-style-unhide:no; margin:0cm;}}
 span.Unseen {{mso-hide:all; display:none;}}
 /* List Definitions */ @list l0 {{mso-list-id:1; mso-list-type:hybrid;}}
 @list l0:level1 {{mso-level-text:"%1\\."; mso-level-tab-stop:none;}}
 @list l0:level2 {{mso-level-legal-format:yes; mso-level-text:"%1\\.%2\\.";}}
 @list l0:level3 {{mso-level-number-format:russian-lower; mso-level-text:"%3\\)";}}
 @list l1:level2 {{mso-level-text:"%2\\)";}}
--></style></head><body lang=RU style='tab-interval:35.4pt'><div class=WordSection1>
{body}</div></body></html>"""


@pytest.mark.parametrize(("opening", "closing", "paragraph"), MARKS.values(), ids=MARKS.keys())
def test_numbers_that_word_writes_for_old_browsers_are_the_numbers(opening: str, closing: str, paragraph: str):
    rows = [
        (1, "1.", "Общие положения"),
        (2, "1.1.", "Оператор обрабатывает:"),
        (3, "а)", "имя;"),
        (3, "б)", "адрес."),
        (2, "1.2.", "Отзыв согласия."),
        (1, "2.", "Права"),
    ]
    body = "\n".join(
        paragraph.format(level=level, number=number, text=text, open=opening, close=closing)
        for level, number, text in rows
    )
    page = WORD.format(body=body)
    assert clauses(page) == {
        "1": "Общие положения",
        "1.1": "Оператор обрабатывает:\nа) имя;\nб) адрес.",
        "1.2": "Отзыв согласия.",
        "2": "Права",
    }
    assert warnings(page) == []


BULLETS = {
    "Symbol": ("font-family:Symbol", "·", "•"),
    "Wingdings": ("font-family:Wingdings;mso-bidi-font-family:Wingdings", "§", "•"),
    "Courier New": ('font-family:"Courier New"', "o", "•"),
    "Calibri": ("font-family:Calibri", "o", "o"),
}


@pytest.mark.parametrize(("opening", "closing", "paragraph"), MARKS.values(), ids=MARKS.keys())
@pytest.mark.parametrize(("font", "sign", "seen"), BULLETS.values(), ids=BULLETS.keys())
def test_bullets_of_word_are_bullets(opening: str, closing: str, paragraph: str, font: str, sign: str, seen: str):
    """They are letters in fonts of signs; a quoted «o справку» would look like a slip."""
    styled = paragraph.replace("style='mso-bidi-font-family:Calibri'", f"style='{font}'")
    styled = styled.replace("<span lang=RU>{number}", f"<span style='{font}'>{{number}}")
    item = styled.format(level=1, number=sign, text="справку", open=opening, close=closing)
    assert shown(WORD.format(body=f"<p class=MsoNormal>1. Нужны:</p>{item}")) == ["1. Нужны:", f"{seen} справку"]


def test_word_tells_which_levels_of_its_lists_bear_the_number_above():
    """«%1.%2.» in the list definitions is 1.1, «%2)» is not; nothing is guessed then, so nothing is told."""
    body = (
        "<ol style='margin-top:0cm' start=1 type=1><li class=MsoNormal style='mso-list:l0 level1 lfo1'>Термины:"
        "<ol start=1 type=1><li class=MsoNormal style='mso-list:l0 level2 lfo1'>Сайт.</li>"
        "<li class=MsoNormal style='mso-list:l0 level2 lfo1'>Заказ.</li></ol></li>"
        "<li class=MsoNormal style='mso-list:l1 level1 lfo2'>Порядок"
        "<ol start=1 type=1><li class=MsoNormal style='mso-list:l1 level2 lfo2'>выбрать</li></ol></li></ol>"
    )
    assert shown(WORD.format(body=body)) == ["1. Термины:", "1.1. Сайт.", "1.2. Заказ.", "2. Порядок", "1. выбрать"]


CHANGED = (
    "<p class=MsoNormal>1. Срок</p><p class=MsoNormal>1.1. Ответ за "
    '<span class=msoDel><del cite="mailto:Анна%20Пример" '
    'datetime="2026-10-05T10:00">30</del></span><span class=msoIns><ins cite="mailto:Анна%20Пример" '
    'datetime="2026-10-05T10:00">10</ins></span> дней.</p>'
)


@pytest.mark.parametrize(("choice", "days"), [(Choice.ACCEPT, "10"), (Choice.REJECT, "30")])
def test_tracked_changes_of_word_are_accepted_or_rejected_and_told(choice: Choice, days: str):
    source = read(WORD.format(body=CHANGED), choice)
    assert source.lines[-1].text == f"1.1. Ответ за {days} дней."
    line = source.lines[-1].number
    assert source.changes == (
        Change(line, How.DELETED, "30", "Анна Пример", "2026-10-05"),
        Change(line, How.INSERTED, "10", "Анна Пример", "2026-10-05"),
    )
    assert source.odd == ()


def test_hidden_words_and_remarks_of_word_are_left_out():
    body = (
        "<p class=MsoNormal>1. Срок</p><p class=MsoNormal>1.1. Год<span class=Unseen> или два</span>"
        "<span style='mso-hide:all'> или три</span>.<span class=MsoCommentReference><a class=msocomanchor id=a1 "
        'href="#_msocom_1">[АП1]</a></span></p>'
        "<div style='mso-element:comment-list'><div id=\"_com_1\" class=msocomtxt><p class=MsoCommentText>Уточнить у "
        "юриста</p></div></div>"
    )
    page = WORD.format(body=body)
    assert clauses(page) == {"1": "Срок", "1.1": "Год."}
    assert sorted(warning.partition(": ")[2] for warning in warnings(page)) == [
        "комментарий не вошёл в пункты: «Уточнить у юриста»",
        "скрытый текст не вошёл в пункты: «или два»",
        "скрытый текст не вошёл в пункты: «или три»",
    ]


LIBRE = """<!DOCTYPE html>
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><style type="text/css">h1.western {{ font-weight: bold }}
</style></head><body lang="ru-RU" dir="ltr">{body}</body></html>"""
LEVELS = """<ol>
	<li><p style="margin-bottom: 0in">Термины</p>
	<ol>
		<li><p style="margin-bottom: 0in">Сайт —
		страницы.</p>
		<li><p style="margin-bottom: 0in">Заказ.</p>
	</ol>
</ol>
<p style="margin-bottom: 0in">Абзац между.</p>
<ol>
	<ol start="3">
		<li><p style="margin-bottom: 0in">Продолжение.</p>
	</ol>
	<li><p style="margin-bottom: 0in">{lead}</p>
	<ol>
		<li value="5"><p style="margin-bottom: 0in">рубли;</p>
		<li><p style="margin-bottom: 0in">карта.</p>
	</ol>
</ol>
<p style="margin-bottom: 0in">{after}</p>"""
REBUILT = (
    "номера вложенных списков восстановлены по уровням, первый из них — 1.1: в файле стоит только номер внутри списка; "
    "сверьте их с документом или сохраните его в .docx, .odt или PDF"
)


def _levels(lead: str, after: str) -> str:
    return LIBRE.format(body=LEVELS.format(lead=lead, after=after))


def test_levels_that_libreoffice_loses_are_rebuilt_and_told():
    """Its own plain text of this document says 1.1., 1.2., 1.3., 2., 2.5., 2.6.; its page has none of them."""
    page = _levels("Оплата", "Конец.")
    assert shown(page) == [
        "1. Термины",
        "1.1. Сайт — страницы.",
        "1.2. Заказ.",
        "Абзац между.",
        "1.3. Продолжение.",
        "2. Оплата",
        "2.5. рубли;",
        "2.6. карта.",
        "Конец.",
    ]
    assert [each for each in warnings(page) if "восстановлены" in each] == [f"строка 7: {REBUILT}"]


def test_a_list_behind_a_colon_stays_a_list_unless_the_text_refers_to_its_items():
    """Nobody can tell «1)» from «2.1.» there; a reference to 2.5 can."""
    assert shown(_levels("Оплата возможна:", "Конец."))[6:8] == ["5. рубли;", "6. карта."]
    assert shown(_levels("Оплата возможна:", "Счёт выставляется по п. 2.5 договора."))[6:8] == [
        "2.5. рубли;",
        "2.6. карта.",
    ]
    law = "Основание — п. 2.5 ст. 6 закона."
    assert shown(_levels("Оплата возможна:", law))[6:8] == ["5. рубли;", "6. карта."]


def test_numbered_headings_of_libreoffice_have_their_numbers_in_the_text():
    body = '<h1 class="western">\n1.Общие положения</h1>\n<h2>1.1.Оператор обрабатывает данные.</h2>\n<p>Абзац.</p>'
    assert clauses(LIBRE.format(body=body)) == {"1": "Общие положения", "1.1": "Абзац."}


def test_footnotes_of_libreoffice_are_no_words_of_a_clause():
    body = (
        "<p>1. Срок</p><p>1.1. Год"
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
        '<div id="sdfootnote1"><p class="sdfootnote">'
        '<a class="sdfootnotesym" href="#sdfootnote1anc">1</a>Сноска</p></div>'
    )
    assert clauses(LIBRE.format(body=body)) == {"1": "Срок", "1.1": "Год."}


def test_lists_behind_colons_that_begin_with_capitals_are_clauses():
    """«1. Срок» and «1.1. Срок» are set so, «1) срок;» is not: a whole level of such lists is rebuilt."""
    lists = (
        "<ol><li><p>Термины</p><ol><li><p>Слова понимаются так:</p><ol><li><p>«Сайт» — страницы.</p>"
        "<li><p>Заказ — договор.</p></ol><li><p>Данные:</p><ol><li><p>имя;</p></ol></ol></ol>"
    )
    assert shown(LIBRE.format(body=lists))[2:] == [
        "1.1.1. «Сайт» — страницы.",
        "1.1.2. Заказ — договор.",
        "1.2. Данные:",
        "1.2.1. имя;",
    ]


CELLS = "<tr><td><ol><ol{start}><li><p></p></ol></ol></td><td><p>\n\t{text}</p></td><td><p>{price}</p></td></tr>"


def test_numbers_that_stand_alone_in_cells_are_those_of_their_rows():
    """LibreOffice opens the list anew in each cell, and counts on."""
    table = CELLS.format(start="", text="Счёт", price="бесплатно") + CELLS.format(
        start=' start="2"', text="Справка", price="300 ₽"
    )
    body = f"<ol><li><h2>Счета</h2><table>{table}</table><li><h2>Карты</h2><ol><li><p>Выпуск.</p></ol></ol>"
    assert shown(LIBRE.format(body=body)) == [
        "1. Счета",
        "1.1. Счёт\tбесплатно",
        "1.2. Справка\t300 ₽",
        "2. Карты",
        "2.1. Выпуск.",
    ]


def test_a_row_of_cells_with_a_paragraph_each_is_one_line():
    rows = "<tr><td><p>Имя</p></td><td><div><p>Срок</p></div></td></tr><tr><td><p>cart</p></td><td>год</td></tr>"
    assert shown(LIBRE.format(body=f"<table>{rows}</table>")) == ["Имя\tСрок", "cart\tгод"]
    several = "<table><tr><td><p>Раз.</p><p>Два.</p></td><td><p>Три.</p></td></tr></table>"
    assert shown(LIBRE.format(body=several)) == ["Раз.", "Два.", "Три."]
