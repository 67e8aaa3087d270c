"""Old Word documents and RTF through LibreOffice itself."""

import os
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.document.changes import Change, Choice, How
from index.formats import office
from index.formats.office import read_doc, read_rtf
from index.formats.reading import FileUnreadable, read_file
from tests.index.formats.built_docx import NUMBERING, docx, in_list, p, t

CHANGED = (
    '<w:del w:id="1" w:author="Юрист" w:date="2026-11-03T10:00:00Z"><w:r><w:delText>30</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" w:author="Юрист" w:date="2026-11-03T10:00:00Z">{t("10")}</w:ins>'
)
INCLUDED = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> INCLUDETEXT "{}" '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>как было</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r>'
)
ACCEPTED = ["1. Сроки", "1.1. Ответ за 10 дней.", "а) имя", "1.2. Видно."]


@pytest.fixture(scope="session")
def doc(by_libreoffice: Callable[[bytes, str, str], bytes], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc with counted numbers, hidden words, a change and another file of the machine included by a field."""
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("тайна сервера")
    body = (
        p("Сроки", in_list(1))
        + p(t("Ответ за ") + CHANGED + t(" дней."), in_list(1, 1))
        + p("имя", in_list(1, 2))
        + p(t("Видно.") + t(" скрыто", "<w:vanish/>"), in_list(1, 1))
        + p(INCLUDED.format(secret))
    )
    return by_libreoffice(docx(body, numbering=NUMBERING), "docx", "doc:MS Word 97")


def test_a_doc_is_read_with_its_numbers_and_without_deleted_words(doc: bytes):
    """LibreOffice's own text of it would say «3010 дней»."""
    source = read_file(doc)
    assert [line.text for line in source.lines] == [*ACCEPTED, "как было"]
    assert [words for _, words in source.odd] == ["скрытый текст не вошёл в пункты: «скрыто»"]
    assert source.changes == (
        Change(2, How.DELETED, "30", "Юрист", "2026-11-03"),
        Change(2, How.INSERTED, "10", "Юрист", "2026-11-03"),
    )


def test_a_doc_is_read_as_it_was_when_its_changes_are_rejected(doc: bytes):
    assert read_doc(doc, Choice.REJECT).lines[1].text == "1.1. Ответ за 30 дней."


def escaped(text: str) -> str:
    return "".join(each if each.isascii() else f"\\u{ord(each)}?" for each in text)


RTF = (
    "{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0 Times;}}{\\*\\revtbl{Unknown;}{" + escaped("Юрист") + ";}}"
    "{\\*\\listtable{\\list\\listtemplateid1"
    "{\\listlevel\\levelnfc0\\levelstartat1\\levelfollow0{\\leveltext\\'02\\'00.;}{\\levelnumbers\\'01;}}"
    "{\\listlevel\\levelnfc0\\levelstartat1\\levelfollow0{\\leveltext\\'04\\'00.\\'01.;}{\\levelnumbers\\'01\\'03;}}"
    "\\listid7}}{\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}"
    "\\pard\\ls1\\ilvl0{\\listtext 1.\\tab}" + escaped("Сроки") + "\\par"
    "\\pard\\ls1\\ilvl1{\\listtext 1.1.\\tab}" + escaped("Ответ за ")
    + "{\\deleted\\revauthdel1 30}{\\revised\\revauth1 10}" + escaped(" дней")
    + "{\\v " + escaped(" тайно") + "}{\\strike " + escaped(" или никогда") + "}.\\par"
    "\\pard\\ls1\\ilvl1{\\listtext 1.2.\\tab}" + escaped("По закону 152") + "\\_" + escaped("ФЗ.") + "\\par"
    "\\pard\\plain{\\pntext 1.3.\\tab}{\\*\\pn\\pnlvlbody\\pndec\\pnstart3{\\pntxtb 1.}{\\pntxta .}}"
    + escaped("Старый список.") + "\\par}"
).encode("ascii")  # fmt: skip


def test_an_rtf_is_read_with_its_numbers_and_without_deleted_and_hidden_words():
    """Numbers of old and new lists, «\\deleted», «\\v», «\\strike», the hyphen that does not break."""
    accepted, rejected = read_rtf(RTF, Choice.ACCEPT), read_rtf(RTF, Choice.REJECT)
    assert [line.text for line in accepted.lines] == [
        "1. Сроки",
        "1.1. Ответ за 10 дней.",
        "1.2. По закону 152\u2011ФЗ.",
        "1.3. Старый список.",
    ]
    assert rejected.lines[1].text == "1.1. Ответ за 30 дней."
    assert [(each.how, each.words, each.author) for each in accepted.changes] == [
        (How.DELETED, "30", "Юрист"),
        (How.INSERTED, "10", "Юрист"),
    ]


def refusal(read: Callable[[bytes, Choice], object], data: bytes) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read(data, Choice.ACCEPT)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_libreoffice_the_sentence_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(read_rtf, RTF).startswith("чтобы прочитать .doc и .rtf, нужен LibreOffice: установите его")


def test_other_files_of_microsoft_office_are_told_apart():
    """They bear the same mark at their beginning."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "не документ Word" in refusal(read_doc, head + "Workbook".encode("utf-16-le"))
    assert "паролем" in refusal(read_doc, head + "EncryptedPackage".encode("utf-16-le"))


def test_what_libreoffice_cannot_open_is_refused():
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert refusal(read_doc, head + "WordDocument".encode("utf-16-le")).startswith("LibreOffice не смог его открыть")


def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A program that starts another one and waits for it."""
    started = tmp_path / "started"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 1000 &\necho $! > {started}\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(office, "_SECONDS", 10)  # enough for a busy machine to start two programs
    assert "не открыл его за 10 секунд" in refusal(read_rtf, RTF)
    sleeping = int(started.read_text())
    while is_running(sleeping):  # it is told to end, and a busy machine ends it a little later
        time.sleep(0.1)


def is_running(process: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")
