"""`punkt migrate`: an operator upgrades when they choose to, and sees beforehand whether there is anything to do."""

import asyncio
from pathlib import Path

import pytest

from punkt.failure import DatabaseUnreachable, Failure
from punkt.schema import downgrade, is_current
from tests.punkt.conftest import Punkt
from tickets.store.database import Database

CURRENT = "Схема базы данных актуальна.\n"


def test_a_database_that_is_not_there_is_not_made_by_looking(punkt: Punkt, tmp_path: Path) -> None:
    told = punkt("migrate", "--check", ok=False).exception
    assert isinstance(told, Failure)
    assert "выполните punkt migrate" in str(told)
    assert not (tmp_path / "punkt.db").exists()

    assert CURRENT == punkt("migrate").stdout
    assert CURRENT == punkt("migrate", "--check").stdout


async def test_an_older_schema_is_told_and_left_until_it_is_upgraded(
    punkt: Punkt, any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice is harmless; on both databases."""
    monkeypatch.setenv("PUNKT_DATABASE_URL", any_database.url)
    assert CURRENT == (await asyncio.to_thread(punkt, "migrate", "--check")).stdout
    await downgrade(any_database, "0012")

    told = (await asyncio.to_thread(punkt, "migrate", "--check", ok=False)).exception
    assert isinstance(told, Failure)
    assert not await is_current(any_database)

    for _ in range(2):
        assert CURRENT == (await asyncio.to_thread(punkt, "migrate")).stdout
    assert CURRENT == (await asyncio.to_thread(punkt, "migrate", "--check")).stdout


def test_a_server_that_is_away_is_told_in_a_sentence(punkt: Punkt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNKT_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/punkt")
    assert isinstance(punkt("migrate", "--check", ok=False).exception, DatabaseUnreachable)
