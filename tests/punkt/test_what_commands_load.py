"""A command that thinks nothing answers at once: it loads nothing that it does not use."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from punkt.catalogue import COMMANDS
from punkt.failure import ELSEWHERE
from tests.conftest import KEY

REPOSITORY = Path(__file__).parents[2]
POLICY = str(REPOSITORY / "policy_text/privacy/editions/1.txt")
THINKING = {"faiss", "numpy", "onnxruntime", "sentencepiece", "threadpoolctl"}
SERVING = {"aiogram", "aiohttp", "fastapi", "httpx", "starlette", "uvicorn"}
PRINTING = {"babel", "jinja2", "matplotlib", "reportlab", "rich.progress"}
WORDS = {"pymorphy3"}
KEEPING = {"aiosqlite", "alembic", "asyncpg", "cryptography", "pydantic_settings", "sqlalchemy"}
ALL = THINKING | SERVING | PRINTING | WORDS | KEEPING
#: At its end the command says what it has loaded, to nobody but us.
PROGRAM = """
import atexit, os, sys
def tell():
    with open(os.environ["LOADED"], "w") as file:
        file.write("\\n".join(sys.modules))
atexit.register(tell)
sys.argv = ["punkt", *sys.argv[1:]]
from punkt.command import main
main()
"""
Loaded = Callable[..., set[str]]


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Runs a command on the data of this test; gives the modules that were loaded for it."""
    told, data = tmp_path / "loaded", tmp_path / "data"
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "LOADED": str(told)}
    environment |= {"PUNKT_DATA": str(data), "PUNKT_CONTACT_KEYS": KEY}

    def run(*words: str, code: int = 0) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *words],
            env=environment,
            cwd=tmp_path,
            text=True,
            capture_output=True,
            check=False,
        )
        assert code == done.returncode, done.stderr
        return set(told.read_text().splitlines())

    return run


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (["--help"], set()),
        (["due", "stop", "2026-12-18"], set()),
        (["due", "claim", "2026-12-18"], KEEPING - {"alembic"} | WORDS),  # a document gives its term
        (["clauses", POLICY, "--json"], {"pymorphy3"}),
        (["keys", "new"], {"cryptography", "pydantic_settings", "sqlalchemy"}),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_what_needs_no_database_loads_none(loaded: Loaded, words: list[str], used: set[str]) -> None:
    assert set() == (ALL - used) & loaded(*words)


@pytest.mark.parametrize(
    "words",
    [
        ["tickets"],
        ["staff", "list"],
        ["outbox"],
        ["migrate", "--check"],
        ["retention", "--dry-run"],
        ["questions", "q"],
    ],
    ids=lambda given: given[0],
)
def test_what_looks_into_the_database_loads_neither_the_model_nor_the_website(loaded: Loaded, words: list[str]) -> None:
    """The first start makes the tables, which takes more."""
    assert "alembic" in loaded("migrate")
    used = KEEPING - {"alembic"}
    found = loaded(*words)
    assert "sqlalchemy" in found
    assert set() == (ALL - used) & found


def test_a_refusal_loads_nothing_to_be_told(loaded: Loaded) -> None:
    """What could not have failed is not looked through; its libraries would take seconds."""
    loaded("migrate")
    assert set() == (THINKING | SERVING | WORDS) & loaded("tickets", "show", "П-2026-000001", code=1)


def test_every_failure_that_is_told_in_a_sentence_exists() -> None:
    """They are named by module, and a wrong name would let a trace through."""
    for module, names in ELSEWHERE.items():
        for name in names:
            assert issubclass(getattr(importlib.import_module(module), name), Exception)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_listed_command_is_there_and_says_the_same_of_itself(name: str) -> None:
    """The list stands apart, so that it loads no command."""
    assert COMMANDS[name].told == COMMANDS[name].load(name).help.strip().splitlines()[0]
