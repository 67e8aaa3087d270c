"""A loop that ends although none should."""

import sys

import pytest

from desk.knowledge import Knowledge
from punkt.command import main
from punkt.failure import LoopEnded
from tests.punkt.conftest import Punkt


def test_a_process_whose_loop_ends_ends_as_failed(
    punkt: Punkt, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 and a sentence: whoever watches it starts it again."""

    async def ends(_house: object) -> None:
        pass

    monkeypatch.setattr("punkt.serving.make_rounds", ends)
    monkeypatch.setattr("punkt.house.open_knowledge", lambda *_: knowledge)  # opened by other tests before
    monkeypatch.setattr(sys, "argv", ["punkt", "worker"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert 1 == ended.value.code
    assert f"Ошибка: {LoopEnded()}\n" in capsys.readouterr().err
