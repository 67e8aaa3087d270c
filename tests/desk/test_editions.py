"""Editions: which can be read, and how an older text differs from the one in force."""

import hashlib
from pathlib import Path

import pytest

from desk.editions import NoSuchEdition, differences, shown_edition
from desk.knowledge import Knowledge
from index.policy import Policy, load_policy


def written(folder: Path, **texts: str) -> Path:
    """A policy of these editions; the second took force on a known day."""
    folder.mkdir()
    facts = 'id = "p"\ntitle = "П"\noperator = "О"\nsites = []\nservices = []\npublished_at = ""\ncontact = ""\n'
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts += f'[[editions]]\nid = "{name}"\nfile = "{name}.txt"\nsha256 = "{digest}"\n'
        facts += "effective = 2026-10-01\n" if name == "second" else ""
    (folder / "policy.toml").write_text(facts)
    return folder


FIRST = "1. О ДАННЫХ\n1.1. Храним год.\n1.2. Никому не даём.\n"
SECOND = "1. О ДАННЫХ\n1.1. Храним  год.\n1.2. Даём почте.\n1.3. Спрашивайте.\n"
THIRD = "1. О ДАННЫХ\n1.1. Храним год.\n"


def knowing(policy: Policy) -> Knowledge:
    return Knowledge(policy, understander=None, address="")  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "policy", first=FIRST, second=SECOND, third=THIRD)


def test_an_older_edition_says_when_it_ended(folder: Path) -> None:
    """The day on which the next took force, where that is known."""
    knowledge = knowing(load_policy(folder))
    first, second, third = (shown_edition(knowledge, name) for name in ("first", "second", None))
    assert [(each.policy.edition.id, each.in_force, str(each.until)) for each in (first, second, third)] == [
        ("first", False, "2026-10-01"),
        ("second", False, "None"),
        ("third", True, "None"),
    ]
    assert [each.id for each in first.editions] == ["first", "second", "third"]


def test_an_edition_that_is_not_indexed_yet_is_not_shown(folder: Path) -> None:
    """Nor one that never was, nor a path."""
    knowledge = knowing(load_policy(folder, "second"))
    assert [each.id for each in shown_edition(knowledge, None).editions] == ["first", "second"]
    for name in ("third", "../first", ""):
        with pytest.raises(NoSuchEdition):
            shown_edition(knowledge, name)


def test_what_is_otherwise_now_is_told_by_clause(folder: Path) -> None:
    """Changed, gone and new; other spaces are no change."""
    first, second, third = (load_policy(folder, name) for name in ("first", "second", "third"))
    found = differences(first, second)
    assert (dict(found.changed), found.gone, found.added) == ({"1.2": "Даём почте."}, (), ("1.3",))
    assert differences(second, third).gone == ("1.2", "1.3")
