"""The website of whichever build is first on the path, over a database that is full: `… URL KEY EMAIL`.

It names only what both builds have. A line of JSON tells the port and the cookie of somebody who is signed in; each
line that comes in is answered by the seconds of processor time that the process has used.
"""

import asyncio
import json
import socket
import sys
import time
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import uvicorn

SECRET = b"the key of a desk that is only measured"


def _old_or_new(old: str, new: str) -> Any:
    try:
        return import_module(new)
    except ModuleNotFoundError:
        return import_module(old)


async def main(url: str, key: str, email: str) -> None:
    from api.app import create_app
    from desk.settings import Settings
    from punkt.schema import upgrade
    from tickets.staff.session import begin_session

    vault = _old_or_new("tickets.vault", "tickets.store.vault").Vault
    database = _old_or_new("tickets.database", "tickets.store.database").Database(url, vault([key]))
    await upgrade(database)
    async with database.transaction() as session:
        secret = await begin_session(session, email, "192.0.2", "bench")
    # The console's lists ask nothing of the desk, so neither model nor index is opened; only its counters are read.
    no_desk: Any = SimpleNamespace(tally=SimpleNamespace(kept=()))
    app = create_app(no_desk, database, Settings(rate_limit="off"), SECRET)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it in no other way
        await asyncio.sleep(0.05)
    print(json.dumps({"port": listening.getsockname()[1], "cookie": f"punkt={secret}"}), flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        print(time.process_time(), flush=True)
    server.should_exit = True
    await serving
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
