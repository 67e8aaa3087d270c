"""Loops go on whatever fails, and it can be seen which fail."""

import asyncio
from contextlib import suppress

import pytest

from tickets import loops
from tickets.loops import Loops


async def test_a_loop_goes_on_and_tells_each_cause_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused connections in a row are one line, another cause is one more, and so is that it goes on again."""
    monkeypatch.setattr(loops, "FIRST", 0.0)
    kept, failing = Loops(), []
    outcomes = iter([OSError("a secret"), OSError("a secret"), KeyError("a secret"), None])

    async def step() -> None:
        failing.append([(name, trouble.error, trouble.failures) for name, trouble in kept.failing.items()])
        if error := next(outcomes, asyncio.CancelledError()):
            raise error

    with suppress(asyncio.CancelledError):
        await kept.keep("outbox", step)

    assert [[], [("outbox", "OSError", 1)], [("outbox", "OSError", 2)], [("outbox", "KeyError", 3)], []] == failing
    assert {("outbox", "OSError"): 2, ("outbox", "KeyError"): 1} == kept.failures
    marks = ["OSError", "KeyError", "goes on, after 3"]
    assert marks == [mark for line in caplog.messages for mark in marks if mark in line]
    assert "a secret" not in caplog.text
