"""Tracked changes in an OpenDocument text, accepted or rejected as LibreOffice does."""

import pytest
from odt_made import below, items, listed, odt, p

from index.document.changes import Change, Choice, How
from index.formats.reading import read_file

AUTHOR, DAY = "Анна Пример", "2026-10-05"
INFO = f"<office:change-info><dc:creator>{AUTHOR}</dc:creator><dc:date>{DAY}T10:00:00</dc:date></office:change-info>"


def region(name: str, kind: str, inside: str = "") -> str:
    change = f"<text:{kind}>{INFO}{inside}</text:{kind}>"
    return f'<text:changed-region xml:id="{name}" text:id="{name}">{change}</text:changed-region>'


def tracked(*regions: str) -> str:
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def gone(name: str) -> str:
    return f'<text:change text:change-id="{name}"/>'


def start(name: str) -> str:
    return f'<text:change-start text:change-id="{name}"/>'


def end(name: str) -> str:
    return f'<text:change-end text:change-id="{name}"/>'


def shown(data: bytes, choice: Choice) -> list[str]:
    return [line.text for line in read_file(data, choice).lines]


REPLACED = odt(
    tracked(region("a", "deletion", p("30")), region("b", "insertion"), region("c", "format-change"))
    + listed(p(f"Ответ за {gone('a')}{start('b')}10{end('b')} дней{start('c')} со дня{end('c')} обращения."))
)


@pytest.mark.parametrize(("choice", "days"), [(Choice.ACCEPT, "10"), (Choice.REJECT, "30")])
def test_replaced_words_are_the_new_or_the_old_ones(choice: Choice, days: str):
    """Both are told, with author and day; a change of looks is none."""
    assert shown(REPLACED, choice) == [f"1. Ответ за {days} дней со дня обращения."]
    assert read_file(REPLACED, choice).changes == (
        Change(1, How.DELETED, "30", AUTHOR, DAY),
        Change(1, How.INSERTED, "10", AUTHOR, DAY),
    )


# As LibreOffice 7.4 writes them when a whole item and the beginning of the next one are deleted, an item is inserted,
# and the end of an item is deleted together with the beginning of the paragraph below the list.
WHOLE = odt(
    tracked(
        region("a", "deletion", listed(below(p("Бета."), p("Гамма")))),
        region("b", "insertion"),
        region("c", "deletion", listed(below(p("<text:s/>пункт."), p("")))),
        region("d", "deletion", p("Конец")),
    )
    + listed(
        p("Первый")
        + below(
            p("Альфа."),
            p(f"{gone('a')}<text:s/>пункта."),
            p(f"Дельта.{start('b')}"),
            p(f"Вставка.{end('b')}"),
        ),
        p("Второй") + below(p(f"Эпсилон{gone('c')}{gone('d')} документа.")),
    )
)


def test_whole_items_that_were_deleted_or_inserted_move_the_numbers():
    """What LibreOffice shows after «Accept all» and after «Reject all»."""
    assert shown(WHOLE, Choice.ACCEPT) == [
        "1. Первый",
        "1.1. Альфа.",
        "1.2. пункта.",
        "1.3. Дельта.",
        "1.4. Вставка.",
        "2. Второй",
        "2.1. Эпсилон документа.",
    ]
    assert shown(WHOLE, Choice.REJECT) == [
        "1. Первый",
        "1.1. Альфа.",
        "1.2. Бета.",
        "1.3. Гамма пункта.",
        "1.4. Дельта.",
        "2. Второй",
        "2.1. Эпсилон пункт.",
        "2.2. Конец документа.",
    ]


def test_a_whole_inserted_paragraph_leaves_no_trace_when_rejected():
    """It begins with its own start, so its number is gone with it."""
    body = tracked(region("a", "insertion")) + listed(p("Раз"), p(f"{start('a')}Новое"), p(f"{end('a')}Два"))
    assert shown(odt(body), Choice.ACCEPT) == ["1. Раз", "2. Новое", "3. Два"]
    assert shown(odt(body), Choice.REJECT) == ["1. Раз", "2. Два"]


def test_a_change_may_stand_between_paragraphs():
    """A whole table or list was inserted, or a whole paragraph deleted, at the end of the text."""
    body = (
        tracked(region("a", "insertion"), region("b", "deletion", p("Было.")))
        + p("Раз.")
        + f'<text:list text:style-name="Legal">{start("a")}{items(p("Список"))}</text:list>{end("a")}'
        + p(f"Два.{gone('b')}")
    )
    assert shown(odt(body), Choice.ACCEPT) == ["Раз.", "1. Список", "Два."]
    assert shown(odt(body), Choice.REJECT) == ["Раз.", "Два.Было."]
