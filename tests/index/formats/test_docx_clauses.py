"""Word documents as clauses: what is quoted of them."""

from pathlib import Path

import pytest

from index.document.changes import Choice
from index.document.parser import DocumentBinary, DocumentGarbled, read_document
from tests.index.formats.built_docx import NUMBERING, docx, in_list, p, styled, t

CHANGED = (
    '<w:del w:id="1" w:author="Юрист" w:date="2026-11-03T10:00:00Z"><w:r><w:delText>30</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="Юрист">{t("10")}</w:ins>'
)
OFFER = docx(
    p(t("ПУБЛИЧНАЯ ОФЕРТА", "<w:b/>"))
    + p("Сроки", in_list(1))
    + p(t("Ответ за ") + CHANGED + t(" дней."), in_list(1, 1))
    + p("Мы храним:", in_list(1, 1))
    + p("имя;", in_list(1, 2))
    + p("адрес:", in_list(1, 2))
    + p("город.", in_list(1, 3))
    + p("Отзыв", in_list(1))
    + p("Согласие можно отозвать.", in_list(1, 1)),
    numbering=NUMBERING,
)


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """The name of the file is not believed."""
    file = tmp_path / "offer.pdf"
    file.write_bytes(OFFER)
    return file


def test_counted_numbers_are_the_numbers_of_clauses(offer: Path):
    found = read_document(offer, Choice.ACCEPT)
    assert [(each.number, each.heading, each.text) for each in found.clauses] == [
        ("1", "Сроки", ""),
        ("1.1", "", "Ответ за 10 дней."),
        ("1.2", "", "Мы храним:\nа) имя;\nб) адрес:\n• город."),
        ("2", "Отзыв", ""),
        ("2.1", "", "Согласие можно отозвать."),
    ]
    assert [each.line for each in found.clauses] == [2, 3, 4, 8, 9]
    assert found.warnings == ()


def test_open_changes_are_warned_of_until_something_is_chosen(offer: Path):
    found = read_document(offer)
    assert found.clauses[1].text == "Ответ за 10 дней."
    assert found.warnings == (
        "строка 3: открытая правка: вставлено «10» (Юрист)",
        "строка 3: открытая правка: удалено «30» (Юрист, 03.11.2026)",
    )
    rejected = read_document(offer, Choice.REJECT)
    assert (rejected.clauses[1].text, rejected.warnings) == ("Ответ за 30 дней.", ())
    assert rejected.changes == found.changes


def test_a_clause_in_the_style_of_a_heading_is_still_quoted(tmp_path: Path):
    """Contracts often number their clauses by «Заголовок 2»."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    )
    body = p("Сроки", styled("H1") + in_list(1)) + p("Ответ за 10 дней.", styled("H2") + in_list(1, 1))
    (tmp_path / "offer.docx").write_bytes(docx(body, styles=styles, numbering=NUMBERING))
    section, clause = read_document(tmp_path / "offer.docx").clauses
    assert (section.heading, clause.text) == ("Сроки", "Ответ за 10 дней.")


def test_numbers_of_an_ordinary_list_in_a_clause_stay_in_its_words(tmp_path: Path):
    numbering = NUMBERING + (
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>'
    )
    body = p("Данные", in_list(1)) + p("Мы храним:", in_list(1, 1)) + p("имя;", in_list(5)) + p("адрес.", in_list(5))
    body += p("Мы не передаём их.", in_list(1, 1))
    (tmp_path / "offer.docx").write_bytes(docx(body, numbering=numbering))
    found = read_document(tmp_path / "offer.docx").clauses
    assert [each.number for each in found] == ["1", "1.1", "1.2"]
    assert found[1].text == "Мы храним:\n1) имя;\n2) адрес."


def test_files_that_give_no_text_are_refused_with_a_sentence(tmp_path: Path):
    file = tmp_path / "offer.docx"
    file.write_bytes(OFFER[: len(OFFER) // 2])
    with pytest.raises(DocumentGarbled, match=r"прочитать не удалось: архив повреждён"):
        read_document(file)
    file.write_bytes(b"GIF89a")
    with pytest.raises(DocumentBinary, match="не текстовый: подойдут документы"):
        read_document(file)


def test_a_heading_parted_from_its_text_by_line_breaks_is_one(tmp_path: Path):
    """Whoever presses Shift and Enter has a section in one paragraph; only some of its rows are bold."""
    broken = "<w:r><w:br/></w:r>"
    file = tmp_path / "rules.docx"
    file.write_bytes(
        docx(
            p(t("О программе", "<w:b/>") + broken + t("1.1. Участие бесплатно.") + broken + t("1.2. Зёрна не деньги."))
            + p(
                t("Как получить зёрна", "<w:b/>")
                + broken
                + t("2.1. Покажите код.")
                + broken
                + t("2.2. Платите картой.")
            )
        )
    )
    found = read_document(file)
    assert [(each.number, each.text) for each in found.clauses] == [
        ("1.1", "Участие бесплатно."),
        ("1.2", "Зёрна не деньги."),
        ("2.1", "Покажите код."),
        ("2.2", "Платите картой."),
    ]
