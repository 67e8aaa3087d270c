"""Open tracked changes of a Word document: accepted, rejected, told."""

import pytest

from index.document.changes import Change, Choice, How
from tests.index.formats.built_docx import NUMBERING, in_list, p, read_source, row, shown, t, table

BY = 'w:id="1" w:author="Юрист" w:date="2026-11-03T10:00:00Z"'
BOTH = (Choice.ACCEPT, Choice.REJECT)


def ins(inside: str) -> str:
    return f"<w:ins {BY}>{inside}</w:ins>"


def dele(text: str) -> str:
    return f'<w:del {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def mark(kind: str) -> str:
    return f"<w:{kind} {BY}/>"


def ways(body: str, **parts: str) -> list[list[str]]:
    """The text accepted and rejected."""
    return [shown(body, choice, **parts) for choice in BOTH]


def changes(body: str, **parts: str) -> list[tuple[How, str]]:
    """Equal whatever was chosen."""
    found = [read_source(body, choice, **parts).changes for choice in BOTH]
    assert found[0] == found[1]
    return [(each.how, each.words) for each in found[0]]


def test_one_number_in_place_of_another():
    """LibreOffice's own text would show «3010 дней»."""
    body = p("Общее") + p(t("Срок ") + dele("30") + ins(t("10")) + t(" дней."))
    assert ways(body) == [["Общее", "Срок 10 дней."], ["Общее", "Срок 30 дней."]]
    assert read_source(body).changes == (
        Change(2, How.DELETED, "30", "Юрист", "2026-11-03"),
        Change(2, How.INSERTED, "10", "Юрист", "2026-11-03"),
    )


def test_a_change_in_several_runs_is_one():
    body = p(t("Ответ ") + ins(t("за ")) + ins(t("десять", "<w:b/>") + t(" дней")) + t(" и ") + ins(t("сразу")))
    assert changes(body) == [(How.INSERTED, "за десять дней"), (How.INSERTED, "сразу")]


def test_of_two_authors_each_has_a_change():
    other = ins(t("сразу")).replace("Юрист", "Отдел")
    assert len(changes(p(ins(t("Ответ ")) + other))) == 2


def test_what_one_inserted_and_another_deleted_is_in_neither_text():
    body = p(t("Срок") + f"<w:ins {BY}>{dele(' 20')}</w:ins>" + t(" 10 дней"))
    assert ways(body) == [["Срок 10 дней"]] * 2
    assert changes(body) == [(How.DELETED, "20")]


def test_what_was_moved_is_told_once():
    moved = "<w:move{0} {1}>{2}</w:move{0}>"
    body = p(t("Раз. ") + moved.format("From", BY, t("Два."))) + p(t("Три. ") + moved.format("To", BY, t("Два.")))
    assert ways(body) == [["Раз.", "Три. Два."], ["Раз. Два.", "Три."]]
    assert changes(body) == [(How.MOVED, "Два.")]


def test_a_deleted_paragraph_mark_joins_paragraphs():
    """As in Word; LibreOffice, python-docx and docx2python leave two."""
    body = p("Срок ", mark=mark("del")) + p("десять дней.")
    assert ways(body) == [["Срок десять дней."], ["Срок", "десять дней."]]
    assert changes(body) == [(How.DELETED, "¶")]


def test_an_inserted_paragraph_mark_parts_one_until_it_is_rejected():
    body = p("Срок ", mark=mark("ins")) + p("десять дней.")
    assert ways(body) == [["Срок", "десять дней."], ["Срок десять дней."]]


def test_a_deleted_paragraph_has_no_number():
    """And the clause below takes it."""
    body = p("Раз.", in_list(1)) + p(dele("Два."), in_list(1), mark("del")) + p("Три.", in_list(1))
    assert ways(body, numbering=NUMBERING) == [["1. Раз.", "2. Три."], ["1. Раз.", "2. Два.", "3. Три."]]
    assert changes(body, numbering=NUMBERING) == [(How.DELETED, "Два.")]


def test_inserted_paragraphs_are_one_change():
    body = p("Раз.") + p(ins(t("Два.")), mark=mark("ins")) + p(ins(t("Три.")), mark=mark("ins")) + p("Четыре.")
    assert ways(body) == [["Раз.", "Два.", "Три.", "Четыре."], ["Раз.", "Четыре."]]
    assert changes(body) == [(How.INSERTED, "Два. Три.")]


def test_a_deleted_paragraph_at_the_end_is_gone():
    assert ways(p("Раз.") + p(dele("Два."), mark=mark("del"))) == [["Раз."], ["Раз.", "Два."]]


def test_inserted_and_deleted_rows():
    body = table(
        row("Имя", "Заказ"),
        row("Адрес", "Доставка", properties=mark("del")),
        row("Почта", "Чек", properties=mark("ins")),
    )
    assert ways(body) == [["Имя\tЗаказ", "Почта\tЧек"], ["Имя\tЗаказ", "Адрес\tДоставка"]]
    assert [(how, words.split()[0]) for how, words in changes(body)] == [
        (How.DELETED, "Адрес"),
        (How.INSERTED, "Почта"),
    ]


def test_a_row_whose_numbers_were_counted_takes_them_with_it():
    numbered = [
        row(p("", in_list(1)), name, properties=more) for name, more in (("А", ""), ("Б", mark("del")), ("В", ""))
    ]
    accepted, rejected = ways(table(*numbered), numbering=NUMBERING)
    assert accepted == ["1.\tА", "2.\tВ"]
    assert rejected == ["1.\tА", "2.\tБ", "3.\tВ"]


def test_changes_inside_a_cell():
    body = table(row("Срок", p(dele("30") + ins(t("10")))))
    assert ways(body) == [["Срок\t10"], ["Срок\t30"]]
    assert changes(body) == [(How.DELETED, "30"), (How.INSERTED, "10")]


def test_a_deleted_cell_is_gone():
    cells = row("Имя", "Заказ").replace("<w:tcPr/>", f"<w:tcPr>{mark('cellDel')}</w:tcPr>", 1)
    assert ways(table(cells)) == [["Заказ"], ["Имя\tЗаказ"]]


def test_formatting_alone_is_no_change():
    """Yet what it hid is seen again when it is rejected."""
    hidden = f"<w:vanish/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"
    numbered = f"{in_list(1)}<w:pPrChange {BY}><w:pPr/></w:pPrChange>"
    body = p(t("Срок") + t(" ответа", hidden)) + p("Раз.", numbered)
    assert changes(body, numbering=NUMBERING) == []
    assert ways(body, numbering=NUMBERING) == [["Срок", "1. Раз."], ["Срок ответа", "Раз."]]


@pytest.mark.parametrize("choice", BOTH)
def test_a_document_without_changes_is_the_same_either_way(choice: Choice):
    source = read_source(p("Раз."), choice)
    assert (source.text, source.changes) == ("Раз.", ())


def test_changes_are_known_beside_footnotes():
    """They outlive the cutting of marks."""
    body = p(t("Срок[1] ") + ins(t("10")) + t(" дней.")) + p("[1] Рабочих.")
    source = read_source(body)
    assert source.text.startswith("Срок 10 дней.")
    assert len(source.changes) == 1
