"""Files that give no document: one sentence each."""

from pathlib import Path

import pytest

from index.document.parser import DocumentEmpty, DocumentGarbled, read_document
from tests.index.formats.built_docx import docx


def test_a_folder_is_called_a_folder(tmp_path: Path):
    with pytest.raises(DocumentGarbled, match=r"это папка, а не файл\Z"):
        read_document(tmp_path)


def test_a_file_that_the_system_refuses_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "policy.txt").write_text("1. Раз")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DocumentGarbled, match=r"система его не отдаёт \(Permission denied\)\Z"):
        read_document(tmp_path / "policy.txt")


@pytest.mark.parametrize(("name", "data"), [("a.docx", docx("")), ("a.html", b"<html><body></body></html>")])
def test_a_document_without_a_word_is_empty(tmp_path: Path, name: str, data: bytes):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentEmpty):
        read_document(tmp_path / name)
