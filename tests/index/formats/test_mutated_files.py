"""Files that somebody bent on purpose: each gives lines, or one Russian sentence."""

import io
import random
import re
import zipfile
from collections.abc import Callable

import pytest

from index.document.changes import Choice
from index.document.parser import parse
from index.formats.reading import FileUnreadable, read_file
from tests.index.formats.built_docx import LEGAL, archive, definition, in_list, instance, level, p, shown
from tests.index.formats.odt import odt_made
from tests.index.formats.test_epub_reading import epub
from tests.index.formats.thirty.drawn_files import drawn_pdf
from tests.index.formats.thirty.known_rows import Row, of_operators
from tests.index.formats.thirty.page_files import chapter, google_page, word_page
from tests.index.formats.thirty.word_files import counted_docx

SEED, EACH, OF_PDF = 20261201, 40, 10
ROWS = {name: of_operators(name).rows for name in ("bank_tariffs", "agreement_notes", "two_languages")}
MADE: dict[str, Callable[[tuple[Row, ...]], bytes]] = {
    "docx": counted_docx,
    "odt": lambda rows: odt_made.odt(odt_made.listed(*(odt_made.p(row.text) for row in rows))),
    "epub": lambda rows: epub({"text.xhtml": chapter(rows)}),
    "pdf": drawn_pdf,
    "html of Google Docs": google_page,
    "html of Word": word_page,
    "text": lambda rows: "\n".join(row.typed for row in rows).encode("cp1251", "replace"),
}
ATTRIBUTE = re.compile(rb'="[^"]*"')
ELEMENT = re.compile(rb"<([\w:]+)\b[^<>]*>[^<>]*</\1>")
ODD = [b"--5", b"9" * 5000, b"-1", b"", "²".encode(), "٣".encode(), b"%9%8", b"none", b"&#x1F600;"]


def bent(data: bytes, at: random.Random) -> bytes:
    """A file, or a part of an archive, with some of its bytes, attributes and elements changed, lost or doubled."""
    if not data.startswith(b"PK"):
        return bent_part(data, at)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = at.choice([name for name in parts if name.endswith(("ml", ".rels", ".opf"))])
    parts[name] = bent_part(parts[name], at)
    return bent_bytes(archive(parts), at) if at.random() < 0.1 else archive(parts)


def bent_part(part: bytes, at: random.Random) -> bytes:
    for _ in range(at.randrange(1, 6)):
        attributes, elements = list(ATTRIBUTE.finditer(part)), list(ELEMENT.finditer(part))
        if attributes and at.random() < 0.5:
            found = at.choice(attributes)
            part = part[: found.start()] + b'="' + at.choice(ODD) + b'"' + part[found.end() :]
        elif elements and at.random() < 0.7:
            found = at.choice(elements)
            part = part[: found.start()] + found[0] * at.choice([0, 2, 50]) + part[found.end() :]
        elif not attributes or at.random() < 0.2:
            part = bent_bytes(part, at)
    return part


def bent_bytes(data: bytes, at: random.Random) -> bytes:
    place = at.randrange(len(data))
    return data[:place] + at.randbytes(at.randrange(4)) + data[place + at.randrange(20) :]


@pytest.mark.parametrize("kind", MADE)
def test_a_bent_file_gives_lines_or_a_sentence(kind: str):
    files = [MADE[kind](rows) for rows in ROWS.values()]
    for place in range(OF_PDF if kind == "pdf" else EACH):
        at = random.Random(f"{SEED} {kind} {place}")
        data = bent(at.choice(files), at)
        why = refusal(data, at.choice(list(Choice)))
        assert not why or re.match("(?=.*[а-яё])(?![А-ЯЁ])", why), (place, why)


def refusal(data: bytes, choice: Choice) -> str:
    """Why a file is not read, as the end of a sentence; "" of one that is."""
    try:
        document = parse(read_file(data, choice))
    except FileUnreadable as refused:
        return str(refused)
    return "" if 0 <= document.coverage <= 1 else f"the coverage is {document.coverage}"


@pytest.mark.parametrize("number", ["--1", "9" * 5000, "²", ""])
def test_numbers_that_are_none_name_no_list(number: str):
    counted = f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{number}"/></w:numPr>'
    lists = LEGAL + f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>'
    assert shown(p("Текст", counted), numbering=lists) == ["Текст"]


def test_the_text_of_a_level_is_as_long_as_word_has_it():
    """A number of thousands of letters would fill the memory with each of its items."""
    lists = definition(0, level(0, "decimal", "%1." + " очень" * 5_000)) + instance(1, 0)
    assert max(map(len, shown(p("Текст", in_list(1)) * 100, numbering=lists))) < 300


def test_pages_with_numbers_without_end_are_read():
    page = f'<div class="t-rec" data-screen-max="{"9" * 5000}px"><ol start="{"9" * 5000}"><li>Срок</ol></div>'
    word = f"<style>@list l0:level{'9' * 5000} {{mso-level-text:'%1.'}}</style>"
    assert [line.text for line in read_file(f"<html><body>{word}{page}</body></html>".encode()).lines] == ["1. Срок"]
