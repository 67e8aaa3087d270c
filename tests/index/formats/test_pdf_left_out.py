"""What a PDF shows struck, hides, notes below or asks to be filled in, and what of it is quoted."""

import io

import pypdf
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.index.formats.drawn_pdf import (
    LEFT,
    PLAIN,
    RIGHT,
    SIZE,
    STEP,
    TOP,
    Drawn,
    clauses_of,
    drawn,
    lines_of,
    told_of,
)


def test_a_line_through_words_strikes_them_and_one_below_does_not():
    def draw(on: Drawn) -> None:
        start = on.text("1.1. Срок ответа ")
        end = on.text("тридцать", left=start)
        on.text(" десять дней.", left=end)
        on.line(start, TOP + 3, end, TOP + 3)
        end = on.text("1.2. Данные хранятся год.", base=TOP - STEP)
        on.line(LEFT, TOP - STEP - 1.5, end, TOP - STEP - 1.5)

    data = drawn(draw)
    assert clauses_of(data) == {"1.1": "Срок ответа десять дней.", "1.2": "Данные хранятся год."}
    assert told_of(data) == ["строка 1: зачёркнутый текст не вошёл в пункты: «тридцать»"]


def test_a_part_of_one_drawn_text_may_be_struck():
    def draw(on: Drawn) -> None:
        start, end = (
            LEFT + stringWidth(words, PLAIN, SIZE) for words in ("1.1. Срок ответа ", "1.1. Срок ответа тридцать")
        )
        on.text("1.1. Срок ответа тридцать десять дней.")
        on.canvas.rect(start, TOP + 2.8, end - start, 0.6, stroke=0, fill=1)
        on.text("1.2. Год.", base=TOP - STEP)

    assert clauses_of(drawn(draw)) == {"1.1": "Срок ответа десять дней.", "1.2": "Год."}


def test_a_clause_that_is_struck_whole_is_gone():
    def draw(on: Drawn) -> None:
        for place, row in enumerate(("1.1. Год.", "1.2. Продавец вправе всё.", "1.3. Два.")):
            end = on.text(row, base=TOP - place * STEP)
            if place == 1:
                on.line(LEFT, TOP - STEP + 3, end, TOP - STEP + 3)

    assert clauses_of(drawn(draw)) == {"1.1": "Год.", "1.3": "Два."}


def test_a_reviewers_mark_strikes_too_and_his_comment_says_nothing():
    writer = pypdf.PdfWriter(
        clone_from=io.BytesIO(
            drawn(lambda on: (on.text("1.1. Срок тридцать дней."), on.text("1.2. Год.", base=TOP - STEP)))
        )
    )
    start, end = (LEFT + stringWidth(words, PLAIN, SIZE) for words in ("1.1. Срок ", "1.1. Срок тридцать"))
    points = [start, TOP + 9, end, TOP + 9, start, TOP - 2, end, TOP - 2]
    mark = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/StrikeOut"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (start, TOP - 2, end, TOP + 9))),
            NameObject("/QuadPoints"): ArrayObject(map(FloatObject, points)),
            NameObject("/Contents"): TextStringObject("убрать"),
        }
    )
    writer.add_annotation(0, mark)
    writer.add_annotation(0, FreeText(text="Спросить юриста", rect=(300, 600, 500, 640)))
    made = io.BytesIO()
    writer.write(made)
    assert clauses_of(made.getvalue()) == {"1.1": "Срок дней.", "1.2": "Год."}
    assert told_of(made.getvalue()) == ["строка 1: зачёркнутый текст не вошёл в пункты: «тридцать»"]


def test_white_and_unseen_words_are_hidden_and_white_ones_on_a_colour_are_not():
    def draw(on: Drawn) -> None:
        on.text("1.1. Год.")
        on.canvas.setFillGray(1)
        on.text("1.2. Белое по белому.", base=TOP - STEP)
        on.canvas.setFillGray(0.2)
        on.canvas.rect(LEFT - 5, TOP - 2 * STEP - 4, 400, 14, stroke=0, fill=1)
        on.canvas.setFillGray(1)
        on.text("1.3. Белое по серому.", base=TOP - 2 * STEP)
        on.canvas.setFillGray(0)
        on.canvas.saveState()
        unseen = on.canvas.beginText(LEFT, TOP - 3 * STEP)
        unseen.setFont(PLAIN, SIZE)
        unseen.setTextRenderMode(3)
        unseen.textLine("1.4. Без чернил.")
        on.canvas.drawText(unseen)
        on.canvas.restoreState()
        on.text("1.5. Видно.", base=TOP - 4 * STEP)
        on.text("1.6. За краем.", left=700, base=TOP - 5 * STEP)

    data = drawn(draw)
    assert list(clauses_of(data)) == ["1.1", "1.3", "1.5"]
    assert sorted(words.partition(": ")[2] for words in told_of(data) if "скрытый" in words) == [
        "скрытый текст не вошёл в пункты: «1.2. Белое по белому.»",
        "скрытый текст не вошёл в пункты: «1.4. Без чернил.»",
        "скрытый текст не вошёл в пункты: «1.6. За краем.»",
    ]


def noted(on: Drawn, *, rule: bool) -> None:
    """Clauses with two marks, and their notes at the foot of the page."""
    end = on.text("1.1. Срок хранения данных 5 лет")
    end = on.text("1", left=end, base=TOP + 4, size=6)
    on.text(", на площади 10 м", left=end)
    end = on.text("1.2. По закону 2020", base=TOP - STEP)
    end = on.text("2", left=end, base=TOP - STEP + 4, size=6)
    on.text(" года.", left=end, base=TOP - STEP)
    on.column(
        "1.3. Продавец отвечает на обращение в письменной форме и объясняет, на чём основан его ответ.",
        base=TOP - 2 * STEP,
    )
    if rule:
        on.line(LEFT, 110, LEFT + 140, 110)
    for place, (mark, words) in enumerate(
        (("1", "Считая со дня заказа, если иное"), ("", "не сказано в заказе."), ("2", "Федеральный закон."))
    ):
        end = on.text(mark, base=103 - place * 10, size=5) if mark else LEFT
        on.text(words, left=end + 2, base=100 - place * 10, size=8)


def test_footnotes_are_told_and_are_in_no_clause():
    for rule in (True, False):
        data = drawn(lambda on, rule=rule: noted(on, rule=rule))
        clauses = clauses_of(data)
        assert clauses["1.1"] == "Срок хранения данных 5 лет, на площади 10 м"
        assert clauses["1.2"] == "По закону 2020 года."
        assert lines_of(data)[-1].startswith("1.3.")
        notes = [words for words in told_of(data) if "сноска" in words]
        assert [words.partition("пункты: ")[2].replace("[^", "").replace("]", "") for words in notes] == [
            "«1 Считая со дня заказа, если иное не сказано в заказе.»",
            "«2 Федеральный закон.»",
        ]


def test_a_note_goes_on_at_the_foot_of_the_next_page():
    def draw(on: Drawn) -> None:
        noted(on, rule=True)
        on.page()
        on.text("1.4. Два года.")
        on.line(LEFT, 110, LEFT + 140, 110)
        on.text("и нескольких подзаконных актов.", base=100, size=8)

    assert list(clauses_of(drawn(draw))) == ["1.1", "1.2", "1.3", "1.4"]
    assert clauses_of(drawn(draw))["1.4"] == "Два года."


def test_a_line_under_a_heading_makes_no_notes_of_what_follows():
    def draw(on: Drawn) -> None:
        end = on.text("1. Сроки")
        on.line(LEFT, TOP - 3, end + 100, TOP - 3)
        on.text("1.1. Год.", base=TOP - STEP)
        on.text("1.2. Два.", base=TOP - 2 * STEP)

    assert list(clauses_of(drawn(draw))) == ["1", "1.1", "1.2"]


def test_what_is_filled_in_a_form_is_quoted_where_it_stands():
    def draw(on: Drawn) -> None:
        end = on.text("1.1. Оператор: ")
        on.canvas.acroForm.textfield(
            name="who", x=end, y=TOP - 3, width=200, height=14, value="OOO Romashka", fontSize=10, borderWidth=0
        )
        on.text("1.2. Год.", base=TOP - STEP * 2)
        on.line(LEFT, 30, RIGHT, 30)

    assert clauses_of(drawn(draw)) == {"1.1": "Оператор: OOO Romashka", "1.2": "Год."}
