"""Killed in the middle of a restore, a real process leaves what the next one, whichever it is, brings to its end."""

import os
import signal

import httpx
import pytest

from punkt.copying.stage import unfinished
from tests.punkt.copying.conftest import Pair, put_bytes
from tests.punkt.copying.test_restoring import erase_wholly, found_in
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.tickets.canary import fill


@pytest.mark.parametrize("any_database", ["sqlite"], indirect=True)
async def test_punkt_finishes_a_killed_restore_before_its_port_opens(pair: Pair, warm: WarmParent) -> None:
    """`kill -9`, then `punkt run`: who was erased after the copy is nowhere when it answers, the others are there."""
    marked = await fill(pair.database, "canary", "9876543210")
    await put_bytes(pair.database, pair.here, "canary")
    await pair.take()
    await erase_wholly(pair, marked.numbers[0])
    for name in ("cache", "index"):
        (pair.there.data / name).symlink_to(REPOSITORY / "var" / name)
    punkt = Process(
        pair.there.data / "punkt.db",
        warm,
        data=str(pair.there.data),
        contact_keys=pair.there.contact_keys.get_secret_value(),
        erased_ledger=str(pair.there.ledger),
    )
    log = pair.file.with_suffix(".log")
    restore = warm.start(
        "restore",
        str(pair.file),
        cwd=pair.file.parent,
        env=os.environ | punkt.settings,
        log=pair.file.with_suffix(".log"),
    )
    while not unfinished(pair.there):
        assert restore.poll() is None, log.read_text("utf-8")
    restore.send_signal(signal.SIGKILL)
    assert -signal.SIGKILL == restore.wait(30)
    assert unfinished(pair.there), "killed too late"
    assert found_in(pair.there.data, marked.needles), "it must have been there"

    try:
        await punkt.start()

        assert not unfinished(pair.there)
        async with httpx.AsyncClient(base_url=punkt.address) as web:
            assert 200 == (await web.get("/healthz")).status_code
        assert "Снова удалены данные" in punkt.log.read_text("utf-8")
    finally:
        punkt.kill()
    assert [] == found_in(pair.there.data, marked.needles)
