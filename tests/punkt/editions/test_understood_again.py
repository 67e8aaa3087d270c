"""An edition that was understood worse than the former one: its clauses are quoted again once they are understood."""

from pathlib import Path

import pytest

from desk.settings import Settings
from index.folder import current
from index.unsure import Unsure, keep_unsure, load_unsure
from punkt.knowledge_folders import edition_folder
from tests.punkt.conftest import Punkt
from tests.punkt.editions.asked_offer import own_offer


@pytest.fixture
def index(punkt: Punkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of an edition that has one."""
    for name, value in own_offer(tmp_path).items():
        monkeypatch.setenv(name, value)
    punkt("index")
    return edition_folder(Settings(_env_file=None), "offer", "1")  # type: ignore[call-arg]


def doubt(index: Path, was: float) -> None:
    keep_unsure(index, Unsure(("2.2", "3.1"), {"hit@1": (was, 0.0)}))


def test_phrases_that_help_take_the_doubts_away(punkt: Punkt, index: Path) -> None:
    """What the owner was told to do: write them, then `punkt index`."""
    doubt(index, was=0.01)
    assert "только подсказки по пунктам 2.2, 3.1" in punkt("policy", "list").stdout
    punkt("index")
    assert Unsure() == load_unsure(index)
    assert "только подсказки" not in punkt("policy", "list").stdout


def test_as_long_as_it_is_understood_worse_the_doubts_stay(punkt: Punkt, index: Path) -> None:
    """And the figures are those of today; a process that runs opens the index with them."""
    doubt(index, was=1.1)
    before = current(index)
    punkt("index")
    left = load_unsure(index)
    assert ("2.2", "3.1") == left.clauses
    assert 0.0 < left.fell["hit@1"][1] < left.fell["hit@1"][0]
    assert before != current(index)
