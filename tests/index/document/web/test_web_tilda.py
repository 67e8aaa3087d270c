"""Pages of Tilda: divisions, line breaks and texts laid out by hand."""

from page_lines import clauses, shown, warnings

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8" /><title>Политика</title>
<style>.t-popup{{display:none}}</style></head><body class="t-body" style="margin:0;">
<div id="allrecords" class="t-records" data-tilda-page-id="1">
<div id="rec1" class="r t-rec" data-record-type="258"><div class="t258"><ul class="t-menu__list">
<li><a href="/">1. Главная</a></li></ul></div></div>{blocks}
<div id="rec9" class="r t-rec" data-record-type="390">
<div class="t-popup"><div class="t-text">1. Заявка</div></div></div>
<div id="rec10" class="r t-rec t-footer"><div class="t-footer__text">ООО «Пример»</div></div></div></body></html>"""


def _text(words: str, attributes: str = "") -> str:
    return (
        f'<div id="rec2" class="r t-rec" data-record-type="106"{attributes}><div class="t004"><div class="t-container">'
        f'<div class="t-col t-col_8"><div field="text" class="t-text t-text_md">{words}</div></div></div></div></div>'
    )


TEXT = (
    '<div style="font-size:20px;" data-customstyle="yes"><strong>1. ОБЩИЕ ПОЛОЖЕНИЯ</strong><br /><br />1.1. Оператор '
    "обрабатывает данные.<br>1.2. Срок хранения:<br>— анкет — год;<br>— договоров — пять лет.<br /><br />"
    '<span style="font-weight: 600;">2. ПРАВА</span><br />2.1.&nbsp;Отзыв согласия.</div>'
)


def test_lines_are_parted_by_breaks():
    page = PAGE.format(blocks=_text(TEXT))
    assert clauses(page) == {
        "1": "ОБЩИЕ ПОЛОЖЕНИЯ",
        "1.1": "Оператор обрабатывает данные.",
        "1.2": "Срок хранения:\n— анкет — год;\n— договоров — пять лет.",
        "2": "ПРАВА",
        "2.1": "Отзыв согласия.",
    }


def test_a_section_after_a_line_without_a_stop_is_one():
    """Its first clause stands right below it, so no sentence was broken there."""
    words = (
        "1. Отметки<br />1.1. Поездки за пределы лагеря: [ ] разрешаю [ ] не разрешаю<br />"
        "2. Срок<br />2.1. Согласие действует до конца года."
    )
    assert list(clauses(PAGE.format(blocks=_text(words)))) == ["1", "1.1", "2", "2.1"]


def test_texts_laid_out_by_hand_are_read_from_the_top():
    """A zero-block keeps its texts in the order in which they were made."""
    texts = [(300, 20, "1.2. Заказ."), (40, 20, "1. Термины"), (120, 20, "1.1. Сайт."), (300, 600, "Рядом.")]
    elements = "".join(
        f'<div class="t396__elem tn-elem" data-elem-type="text" data-field-top-value="{top}" '
        f'data-field-left-value="{left}">'
        f'<div class="tn-atom" field="tn_text_{top}">{words}</div></div>'
        for top, left, words in texts
    )
    block = f'<div id="rec3" class="r t-rec"><div class="t396"><div class="t396__artboard">{elements}</div></div></div>'
    assert shown(PAGE.format(blocks=block)) == ["1. Термины", "1.1. Сайт.", "1.2. Заказ.", "Рядом."]


def test_a_block_for_telephones_does_not_double_the_document():
    """Its owner is told that it was there."""
    page = PAGE.format(blocks=_text(TEXT, ' data-screen-min="640px"') + _text(TEXT, ' data-screen-max="640px"'))
    assert list(clauses(page)) == ["1", "1.1", "1.2", "2", "2.1"]
    assert [each for each in warnings(page) if "1. ОБЩИЕ ПОЛОЖЕНИЯ" in each and "скрытый текст" in each] != []
