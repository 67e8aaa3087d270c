"""Commands as an operator types them, on a data folder of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from punkt.command import app

Punkt = Callable[..., Result]


@pytest.fixture
def punkt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Punkt:
    """Run a command in this process; `ok=False` gives the result without looking at it."""
    monkeypatch.setenv("PUNKT_DATABASE_URL", f"sqlite:///{tmp_path / 'punkt.db'}")
    monkeypatch.setenv("PUNKT_LOG_LEVEL", "error")

    def run(*words: str, ok: bool = True, answer: str = "") -> Result:
        result = CliRunner().invoke(app, list(words), input=answer)
        if ok and result.exception:
            raise result.exception
        return result

    return run
