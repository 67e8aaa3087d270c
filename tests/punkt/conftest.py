"""Commands as an operator types them, on a data folder of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.encoder import Encoder
from punkt.command import app
from tests.conftest import KEY
from tests.punkt.warm import WarmParent

Punkt = Callable[..., Result]
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmParent]:
    started = WarmParent()
    yield started
    started.end()


@pytest.fixture
def punkt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap_passwords: None, one_model: Callable[..., Encoder]
) -> Punkt:
    """Run a command in this process; `ok=False` gives the result without looking at it."""
    # Away from the repository, so that a developer's own .env is not read.
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    for name in ("cache", "index"):  # the model and the index of the repository, all else its own
        (data / name).symlink_to(REPOSITORY / "var" / name)
    monkeypatch.setenv("PUNKT_DATA", str(data))
    monkeypatch.setenv("PUNKT_CONTACT_KEYS", KEY)
    monkeypatch.setenv("PUNKT_DATABASE_URL", f"sqlite:///{tmp_path / 'punkt.db'}")
    monkeypatch.setenv("PUNKT_LOG_LEVEL", "error")

    def run(*words: str, ok: bool = True, answer: str = "") -> Result:
        result = CliRunner().invoke(app, list(words), input=answer)
        if ok and result.exception:
            raise result.exception
        return result

    return run
