"""A confirmed term that the next edition says otherwise: the terminal tells its owner until it is confirmed anew."""

import json
from pathlib import Path

import pytest

from tests.punkt.conftest import Punkt
from tests.two_editions import SECOND, one_edition

LAPSED = "Срок ответа на претензию был подтверждён по прежней редакции, п. 3.4"


@pytest.fixture
def offer(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = one_edition(tmp_path / "offer")
    monkeypatch.setenv("PUNKT_POLICY", str(folder))
    return folder


def test_the_owner_is_told_from_the_file_on_until_the_term_is_confirmed(
    punkt: Punkt, offer: Path, tmp_path: Path
) -> None:
    punkt("terms", "--confirm", "Анна Петрова, 1 декабря 2026")
    assert "подтвердил(а): Анна Петрова" in punkt("terms").stdout
    file = tmp_path / "новая.txt"
    file.write_text(SECOND, "utf-8")
    assert LAPSED in punkt("policy", "add", str(file), "--yes").stdout
    assert LAPSED in punkt("policy", "list").stdout
    assert LAPSED not in punkt("terms").stdout, "the former edition is in force"

    facts = offer / "policy.toml"
    facts.write_text(facts.read_text("utf-8").replace("draft = true", "effective = 2026-12-01"), "utf-8")
    assert LAPSED in punkt("terms").stdout
    assert LAPSED in json.loads(punkt("terms", "--json").stdout)["offer"]["lapsed"]
    punkt("terms", "--confirm", "Анна Петрова, 1 декабря 2026")
    assert LAPSED not in punkt("policy", "list").stdout
    assert json.loads(punkt("terms", "--json").stdout)["offer"]["lapsed"] is None
