"""Statements are compiled once for all tests of a process, not for the engines of each test's own database again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine

from tickets.store import database
from tickets.store.vault import Vault


@contextmanager
def compiled_once(vault: Vault) -> Iterator[None]:
    """For databases with this vault; what is compiled knows its dialect, and by that its vault."""
    give_vault: Callable[[Engine, Vault], None] = database.give_vault
    dialects: dict[str, Dialect] = {}
    compiled: dict[Any, Any] = {}

    def give(engine: Engine, given: Vault) -> None:
        if given is vault:
            known = dialects.setdefault(engine.dialect.name, engine.dialect)
            if known.server_version_info is None:  # it has not seen a server yet
                dialects[engine.dialect.name] = engine.dialect
            else:
                engine.dialect = known
            engine.update_execution_options(compiled_cache=compiled)
        give_vault(engine, given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "give_vault", give)
        yield
