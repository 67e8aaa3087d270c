"""Without PyTorch and what comes with it, as after `make run LIGHT=1`, the desk serves; what cannot be done is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import KEY

REPOSITORY = Path(__file__).parents[2]
ABSENT = ("joblib", "matplotlib", "optimum", "phonenumbers.geodata", "coredis", "scipy", "sentence_transformers")
ABSENT += ("sklearn", "torch", "transformers")
#: Python reads it before anything else; then these look as if they had never been installed.
REFUSING = f"""
from importlib.machinery import PathFinder
find = PathFinder.find_spec
PathFinder.find_spec = lambda name, path=None, target=None: None if name in {ABSENT!r} else find(name, path, target)
"""
#: All that a process of `punkt run` imports, with every edge open, and every command.
SERVING = "import punkt.command, punkt.house, punkt.serving, bot.edge, post.mail.sender, tickets.erasure.papers.writing"


@pytest.fixture
def light(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that has what the light installation has; its own empty data."""
    (tmp_path / "refusing").mkdir()
    (tmp_path / "refusing" / "sitecustomize.py").write_text(REFUSING)
    data = tmp_path / "data"
    path = f"{tmp_path / 'refusing'}:{REPOSITORY}"
    return os.environ | {"PYTHONPATH": path, "PUNKT_DATA": str(data), "PUNKT_CONTACT_KEYS": KEY}


def python(light: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    away = Path(light["PUNKT_DATA"]).parent  # so that a developer's own .env is not read
    return subprocess.run([sys.executable, *words], env=light, cwd=away, text=True, capture_output=True, check=False)


def test_what_is_refused_is_away(light: dict[str, str]) -> None:
    """Otherwise the rest would say nothing."""
    for name in ("torch", "sklearn", "matplotlib"):
        assert f"No module named '{name}'" in python(light, "-c", f"import {name}").stderr


def test_an_index_is_built_and_measured_without_them(light: dict[str, str]) -> None:
    modules = "index.building, index.fitting, index.measuring.bank_check, index.measuring.curve, index.understander"
    assert python(light, "-c", f"import {modules}").stderr == ""


def test_the_desk_is_served_without_them(light: dict[str, str]) -> None:
    assert python(light, "-c", SERVING).stderr == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("due", "claim", "2026-12-18"), "2027-01-18"),
        (("clauses", str(REPOSITORY / "policy_text/privacy/editions/1.txt")), "5.1"),
        (("migrate",), ""),
        (("tickets",), "Открытых обращений нет"),
        (("outbox",), ""),
        (("retention", "--dry-run"), ""),
    ],
)
def test_a_command_works_without_them(light: dict[str, str], words: tuple[str, ...], told: str) -> None:
    done = python(light, "-m", "punkt", *words)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout


def test_pictures_that_nothing_can_draw_are_told_before_anything_is_measured(light: dict[str, str]) -> None:
    """A measurement takes a minute; the sentence comes at once and names what to install."""
    evaluated = str(REPOSITORY / "policy_text/privacy/evaluation/dev_set.jsonl")
    done = python(light, "-m", "punkt", "eval", evaluated, "--html", "отчёт.html")
    assert done.returncode == 1
    assert done.stderr == "Ошибка: Рисунков не будет: нет пакета matplotlib, установите «punkt[measure]».\n"


def test_a_question_is_answered_without_them(light: dict[str, str]) -> None:
    """The model and the index were made before; nothing that made them is needed any more."""
    data = Path(light["PUNKT_DATA"])
    data.mkdir()
    for made in ("cache", "index"):
        (data / made).symlink_to(REPOSITORY / "var" / made)
    done = python(light, "-m", "punkt", "ask", "сколько храните мои данные")
    assert done.returncode == 0, done.stderr
    assert "без ограничения срока" in done.stdout


def test_a_model_that_was_made_needs_nothing_that_made_it(light: dict[str, str]) -> None:
    """`make run LIGHT=1` makes it, and lets the first start build the index, while the port answers."""
    data = Path(light["PUNKT_DATA"])
    data.mkdir()
    (data / "cache").symlink_to(REPOSITORY / "var/cache")
    done = python(light, "-m", "punkt", "index", "--model")
    assert (0, True) == (done.returncode, done.stdout.startswith("Модель готова: multilingual-e5-small")), done.stderr
    assert not (data / "index").exists()


def test_a_model_of_ones_own_says_what_it_needs(light: dict[str, str], tmp_path: Path) -> None:
    done = python(light | {"PUNKT_MODEL": str(tmp_path)}, "-m", "punkt", "index")
    assert done.returncode == 1
    assert "установите «punkt[full]»" in done.stderr
    assert "Traceback" not in done.stderr
