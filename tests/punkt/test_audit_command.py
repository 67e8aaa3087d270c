"""The audit log in the terminal: exported, checked, and compared with what was exported before."""

import json
import sqlite3
from pathlib import Path

import pytest

from punkt.commands.audit import AuditBroken, NoExport
from tests.punkt.conftest import Punkt

PASSWORD = "correct horse battery\ncorrect horse battery\n"
ANNA, BORIS = "anna@example.org", "boris@example.org"


@pytest.fixture
def kept(punkt: Punkt, tmp_path: Path) -> Path:
    """An export of two entries, which lies elsewhere."""
    for email in (ANNA, BORIS):
        punkt("staff", "add", email, answer=PASSWORD)
    file = tmp_path / "audit.jsonl"
    assert "Записей: 2" in punkt("audit", "export", "--out", str(file)).stdout
    return file


def change(tmp_path: Path, *statements: str) -> None:
    with sqlite3.connect(tmp_path / "punkt.db") as database:
        for statement in statements:
            database.execute(statement)


def test_the_log_is_lines_of_json(punkt: Punkt, kept: Path) -> None:
    """Where it begins, then who did what about whom, and when."""
    first, *lines = map(json.loads, kept.read_text("utf-8").splitlines())
    assert {"after": {"place": 0, "digest": "0" * 64}} == first
    assert [(1, "member.add.admin", "operator", ANNA), (2, "member.add.agent", "operator", BORIS)] == [
        (line["place"], line["act"], line["actor"], line["about"]) for line in lines
    ]
    assert kept.read_text("utf-8") == punkt("audit", "export").stdout


def test_a_sound_log_goes_on_from_what_was_exported(punkt: Punkt, kept: Path) -> None:
    """And doctor says so, too."""
    punkt("staff", "role", BORIS, "lead")
    assert "Журнал цел, записей до 3." in punkt("audit", "verify", str(kept)).stdout
    assert "✓ Журнал действий: цел, записей до 3, ждут сцепления 0" in punkt("doctor").stdout


def test_a_log_that_was_changed_is_told_with_the_place(punkt: Punkt, kept: Path, tmp_path: Path) -> None:
    """By the check and by doctor."""
    change(tmp_path, f"UPDATE audit SET actor = '{ANNA}' WHERE place = 2")
    with pytest.raises(AuditBroken, match="повреждён у записи 2"):
        punkt("audit", "verify")
    assert "✗ Журнал действий: журнал действий повреждён у записи 2" in punkt("doctor", ok=False).stdout


def test_a_log_that_was_made_anew_is_seen_by_an_export(punkt: Punkt, kept: Path, tmp_path: Path) -> None:
    """What whoever holds everything here can forge does not fit what lies elsewhere."""
    change(tmp_path, "DELETE FROM audit", "DELETE FROM audit_ends", "DELETE FROM sqlite_sequence")
    for role in ("lead", "agent"):
        punkt("staff", "role", BORIS, role)
    assert "Журнал цел" in punkt("audit", "verify").stdout
    with pytest.raises(AuditBroken, match="повреждён у записи 2"):
        punkt("audit", "verify", str(kept))


def test_what_is_no_export_is_a_sentence(punkt: Punkt, kept: Path) -> None:
    """Also one in which something was changed."""
    told = kept.read_text("utf-8")
    for other in ("", "{}", "[1]", "не то", told.replace(BORIS, ANNA), told.replace('"at"', '"когда"')):
        kept.write_text(other, "utf-8")
        with pytest.raises(NoExport):
            punkt("audit", "verify", str(kept))
    with pytest.raises(NoExport):
        punkt("audit", "verify", str(kept.with_name("нет")))
