"""`punkt eval --beside`: the first document's sets with the others beside it, and whether those are found."""

import json
from pathlib import Path

import pytest

from punkt import beside_quality
from punkt.beside_quality import NothingBeside
from tests.documents import two_documents
from tests.punkt.conftest import REPOSITORY, Punkt

LABELLED = [
    {"text": "сколько вы храните мои данные?", "kind": "question", "gold": ["5.1"]},
    {"text": "сколько стоит доставка?", "kind": "unanswerable"},
]
ASKED = [{"text": "сколько стоит доставка?", "kind": "question", "gold": ["5.2"]}]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set of the first document, in a file, and one that lies with the other."""
    knowledge = two_documents(tmp_path / "offer", REPOSITORY / "policy_text/privacy")
    monkeypatch.setattr(beside_quality, "open_knowledge", lambda _settings: knowledge)
    (tmp_path / "offer/questions.jsonl").write_text("\n".join(map(json.dumps, ASKED)), "utf-8")
    file = tmp_path / "first.jsonl"
    file.write_text("\n".join(map(json.dumps, LABELLED)), "utf-8")
    return file


def test_figures_stand_side_by_side_and_each_other_document_is_told(punkt: Punkt, library: Path) -> None:
    told = json.loads(punkt("eval", "--beside", str(library), "--json").stdout)
    was, now = told["sets"]["first"]["figures"]["macro_f1"]
    assert (1.0, True) == (was["value"], now["value"] < 1)
    assert (1, 1.0, 1.0, 0.0) == (
        told["others"]["offer"]["questions"],
        *(told["others"]["offer"][name]["value"] for name in ("first", "among", "misled")),
    )
    shown = punkt("eval", "--beside", str(library)).stdout
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.splitlines() if "│" in line]
    assert ["first, 2", "один", "1,000", "1,000", "1,000", "0,000"] in rows
    assert ["offer", "1", "1,000", "1,000", "0,000"] in rows


def test_one_document_has_nothing_beside_it(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = two_documents(tmp_path / "offer", REPOSITORY / "policy_text/privacy")
    alone = type(knowledge)([knowledge.first], "")
    monkeypatch.setattr(beside_quality, "open_knowledge", lambda _settings: alone)
    with pytest.raises(NothingBeside, match="рядом с ним нечего измерять"):
        punkt("eval", "--beside")
