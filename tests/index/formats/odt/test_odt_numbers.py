"""Automatic numbers of LibreOffice: what its own plain text of the same document shows is compared with."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from odt_made import below, h, items, listed, odt, p

from index.document.parser import parse
from index.document.reading import read
from index.formats.reading import read_file

GOES_ON = 'text:continue-numbering="true"'


def shown(data: bytes) -> list[str]:
    return [" ".join(line.text.split()) for line in read_file(data).lines]


DOCUMENTS = {
    "headings count by the outline": (
        h(1, "Общие положения") + h(2, "Предмет") + p("Текст.") + h(2, "Термины") + h(1, "Права") + h(2, "Отзыв"),
        ["1. Общие положения", "1.1. Предмет", "Текст.", "1.2. Термины", "2. Права", "2.1. Отзыв"],
    ),
    "a heading may begin anew, or have no number": (
        h(1, "Раз")
        + h(2, "Семь", 'text:restart-numbering="true" text:start-value="7"')
        + h(2, "Восемь")
        + h(1, "Без номера", 'text:is-list-header="true"')
        + h(1, "Два")
        + '<text:h text:style-name="Unnumbered" text:outline-level="1">И этот без него</text:h>'
        + h(1, "Три"),
        ["1. Раз", "1.7. Семь", "1.8. Восемь", "Без номера", "2. Два", "И этот без него", "3. Три"],
    ),
    "levels, letters and bullets": (
        listed(
            p("Термины")
            + below(
                p("Сайт."),
                p("Виды данных:") + below(p("имя;"), p("адрес.") + below(p("улица;") + below(p("дом")))),
            )
        ),
        ["1. Термины", "1.1. Сайт.", "1.2. Виды данных:", "а) имя;", "б) адрес.", "a) улица;", "дом"],
    ),
    "a list goes on over paragraphs": (
        listed(p("Раз") + below(p("Раз-раз"), p("Раз-два")))
        + p("Между.")
        + listed(below(p("Раз-три")), p("Два") + below(p("Два-раз")), attributes=GOES_ON)
        + p("Ещё.")
        + listed(p("Три"), attributes=GOES_ON)
        + listed(p("Новый список")),
        [
            "1. Раз",
            "1.1. Раз-раз",
            "1.2. Раз-два",
            "Между.",
            "1.3. Раз-три",
            "2. Два",
            "2.1. Два-раз",
            "Ещё.",
            "3. Три",
            "1. Новый список",
        ],
    ),
    "a list goes on behind another one": (
        listed(p("Раз"), attributes='xml:id="first"')
        + listed(p("Чужая"), style="Articles")
        + listed(p("Два"), attributes='xml:id="second" text:continue-list="first"')
        + listed(p("Три"), attributes='text:continue-list="second"'),
        ["1. Раз", "Статья I. Чужая", "2. Два", "3. Три"],
    ),
    "numbers given by hand": (
        (
            '<text:list text:style-name="Legal"><text:list-item text:start-value="4"><text:p>Четыре</text:p>'
            '<text:list><text:list-item text:start-value="10"><text:p>Десять</text:p><text:p>Второй абзац.</text:p>'
            "</text:list-item></text:list></text:list-item><text:list-header><text:p>Шапка</text:p></text:list-header>"
            "<text:list-item><text:p>Пять</text:p></text:list-item></text:list>"
        ),
        ["4. Четыре", "4.10. Десять", "Второй абзац.", "Шапка", "5. Пять"],
    ),
    "Roman articles": (
        listed(p("Предмет") + below(p("Работы."), p("Место.")), p("Цена") + below(p("Рубли.")), style="Articles"),
        ["Статья I. Предмет", "I.1. Работы.", "I.2. Место.", "Статья II. Цена", "II.1. Рубли."],
    ),
    "Russian letters to their end": (
        listed(p("э"), p("я"), p("за") + below(p("ю"), p("я"), p("аа") + below(p("буква"))), style="Letters"),
        ["Ю) э", "Я) я", "Аа) за", "ю) ю", "я) я", "аа) аа", "Аа.аа.а) буква"],
    ),
    "empty and hidden items count": (
        listed(p("Раз"), p(""), p('<text:span text:style-name="hidden">Тайна</text:span>'), p("Четыре")),
        ["1. Раз", "4. Четыре"],
    ),
    "two lists inside of one item": (
        listed(p("Раз") + below(p("а")) + p("между") + below(p("б")), p("Два") + below(p("в"))),
        ["1. Раз", "1.1. а", "между", "1.1. б", "2. Два", "2.1. в"],
    ),
    "a list that begins on its second level": (
        listed(below(p("Сразу второй")) + p("ниже него"), p("Первый")),
        ["1.1. Сразу второй", "ниже него", "2. Первый"],
    ),
    "another style for one item": (
        (
            '<text:list text:style-name="Legal"><text:list-item><text:p>Раз</text:p></text:list-item>'
            '<text:list-item text:style-override="Articles"><text:p>Два</text:p></text:list-item></text:list>'
        ),
        ["1. Раз", "Статья II. Два"],
    ),
}


@pytest.mark.parametrize(("body", "lines"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_paragraph_has_the_number_that_the_editor_shows(body: str, lines: list[str]):
    assert shown(odt(body)) == lines


def by_libreoffice(folder: Path, names: Iterable[str], kind: str) -> dict[str, bytes]:
    """What it makes of documents."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: apt-get install libreoffice-writer-nogui"
    files = {name: folder / f"{number}.odt" for number, name in enumerate(names)}
    for name, file in files.items():
        file.write_bytes(odt(DOCUMENTS[name][0]))
    form = ["--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files.values())]
    command = [soffice, f"-env:UserInstallation=file://{folder / 'profile'}", *form]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {name: file.with_suffix(f".{kind.partition(':')[0]}").read_bytes() for name, file in files.items()}


def test_the_same_by_libreoffice_itself(tmp_path: Path):
    """Its plain text of all of these documents; it prints what is hidden, and numbers that stand alone."""
    made = by_libreoffice(tmp_path, DOCUMENTS, "txt:Text (encoded):UTF8")
    for name, (_, lines) in DOCUMENTS.items():
        rows = [" ".join(row.split()) for row in made[name].decode("utf-8-sig").split("\n") if row.strip()]
        written = [row.removeprefix("– ").removeprefix("◦ ") for row in rows if "Тайна" not in row and row != "2."]
        assert (name, written) == (name, lines)


KEPT = [
    "numbers given by hand",
    "empty and hidden items count",
    "two lists inside of one item",
    "a list that begins on its second level",
]


def test_the_page_that_libreoffice_makes_has_the_same_numbers(tmp_path: Path):
    """It writes «1.» for 1.1.; words and Cyrillic letters of its numbers are lost for good, so these stay away here."""
    for name, page in by_libreoffice(tmp_path, KEPT, "html").items():
        lines = [" ".join(line.text.split()) for line in read(page).lines]
        assert (name, lines) == (name, DOCUMENTS[name][1])


def test_a_number_that_labels_is_told_apart_from_a_letter():
    """The parser need not doubt the one; the other is a word of its clause."""
    body, _ = DOCUMENTS["levels, letters and bullets"]
    lines = read_file(odt(body)).lines
    assert [(line.ordinal, line.depth) for line in lines] == [
        ("1.", 0),
        ("1.1.", 1),
        ("1.2.", 1),
        ("", 3),
        ("", 3),
        ("", 4),
        ("", 5),
    ]
    clauses = parse("\n\n".join(line.text for line in lines)).clauses
    assert clauses[-1].text == "Виды данных:\n\nа) имя;\n\nб) адрес.\n\na) улица;\n\nдом"


def test_a_numbered_paragraph_needs_no_list():
    """An older way to number, which the standard still knows."""
    body = "".join(
        f'<text:numbered-paragraph text:list-id="a" text:level="{level}" text:style-name="Legal">{p(words)}'
        "</text:numbered-paragraph>"
        for level, words in ((1, "Термины"), (2, "Сайт."), (2, "Заказ."), (1, "Цена"))
    )
    assert shown(odt(body)) == ["1. Термины", "1.1. Сайт.", "1.2. Заказ.", "2. Цена"]


def test_a_list_style_may_come_with_the_paragraph():
    """Such a paragraph has a number inside of a list alone."""
    style = (
        '<style:style style:name="Own" style:family="paragraph" style:list-style-name="Legal"/>'
        f"<text:list>{items(p('Раз', 'Own'), p('Два', 'Own'))}</text:list>{p('Три', 'Own')}"
    )
    assert shown(odt(style)) == ["1. Раз", "2. Два", "Три"]
