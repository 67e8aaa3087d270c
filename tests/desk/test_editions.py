"""Editions: which can be read, and how an older text differs from the one in force."""

import hashlib
from pathlib import Path

import pytest

from desk.editions import NoSuchEdition, compared, shown_edition
from desk.knowledge import Knowledge
from desk.known import Known
from index.policy import Policy, load_policy

DAYS = {"second": "2026-10-01", "third": "2026-11-01"}


def written(folder: Path, **texts: str) -> Path:
    """A policy of these editions; but for the first it is known when each took force."""
    folder.mkdir()
    facts = 'id = "p"\ntitle = "П"\noperator = "О"\nsites = []\nservices = []\npublished_at = ""\ncontact = ""\n'
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts += f'[[editions]]\nid = "{name}"\nfile = "{name}.txt"\nsha256 = "{digest}"\n'
        facts += f"effective = {DAYS[name]}\n" if name in DAYS else ""
    (folder / "policy.toml").write_text(facts)
    return folder


FIRST = "1. О ДАННЫХ\n1.1. Храним год.\n1.2. Никому не даём.\n"
SECOND = "1. О ДАННЫХ\n1.1. Храним  год.\n1.2. Даём почте.\n1.3. Спрашивайте.\n"
THIRD = "1. О ДАННЫХ\n1.1. Храним год.\n"


def knowing(policy: Policy) -> Knowledge:
    return Knowledge([Known(policy, understander=None)], address="")  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "policy", first=FIRST, second=SECOND, third=THIRD)


def test_an_older_edition_says_when_it_ended(folder: Path) -> None:
    """The day on which the next took force, where that is known."""
    knowledge = knowing(load_policy(folder))
    first, second, third = (shown_edition(knowledge, name) for name in ("first", "second", None))
    assert [(each.policy.edition.id, each.in_force, str(each.until)) for each in (first, second, third)] == [
        ("first", False, "2026-10-01"),
        ("second", False, "2026-11-01"),
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


def test_a_future_edition_and_a_draft_are_shown_to_nobody(folder: Path) -> None:
    facts = (folder / "policy.toml").read_text()
    (folder / "policy.toml").write_text(facts.replace("2026-11-01", "2126-11-01"))
    assert [each.id for each in shown_edition(knowing(load_policy(folder)), None).editions] == ["first", "second"]
    (folder / "policy.toml").write_text(facts + "draft = true\n")
    assert [each.id for each in shown_edition(knowing(load_policy(folder)), None).editions] == ["first", "second"]


def test_what_is_otherwise_now_is_told_by_clause(folder: Path) -> None:
    """Of the last two editions where none is named; other spaces are no change."""
    knowledge = knowing(load_policy(folder))
    found = compared(knowledge, "first", "second")
    assert [(each.change.fate.value, each.name) for each in found.changes] == [
        ("unchanged", "1"),
        ("unchanged", "1.1"),
        ("reworded", "1.2"),
        ("added", "1.3"),
    ]
    last = compared(knowledge, None, None)
    assert ("second", "third") == (last.before.policy.edition.id, last.now.policy.edition.id)
    assert [each.name for each in last.changes if each.change.fate.value == "removed"] == ["1.2", "1.3"]
    with pytest.raises(NoSuchEdition):
        compared(knowledge, None, "first")
