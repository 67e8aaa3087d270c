"""`python -m tests.day.shifted FILE run`: a Punkt whose clock is as many seconds ahead of the true one as a file says.

Of an ordinary process: faketime would make each change of threads cost ten times as much.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.compiler import compiles

from tickets.store import base

AHEAD = Path(sys.argv[1])


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(AHEAD.read_text("ascii")))


@event.listens_for(Engine, "connect")
def on_connect(connection: Any, _record: Any) -> None:
    connection.create_function("shifted_now", 0, lambda: f"{now():%Y-%m-%d %H:%M:%S.%f}")


@compiles(base.ahead, "sqlite")
def ahead_of_shifted(element: base.ahead, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"(strftime('%Y-%m-%d %H:%M:%f000', shifted_now(), {seconds} || ' seconds'))"


base.now = now  # before anybody else has taken it from there

if __name__ == "__main__":
    from punkt.command import main

    sys.argv = ["punkt", *sys.argv[2:]]
    main()
