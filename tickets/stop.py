"""The stop of a process: one moment by which all that is in hand is to be done, whoever has it."""

import asyncio
import time

WORK = 6.5  #: seconds in which what is in hand may come to its end
WHOLE = 9.0  #: seconds after which the process ends, whatever still holds it up


class Stop:
    """Asked for once; nobody begins anything then, and all count from that moment."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self._since: float | None = None

    def ask(self) -> None:
        """The process is to end."""
        if self._since is None:
            self._since = time.monotonic()
            self._asked.set()

    @property
    def asked(self) -> bool:
        return self._since is not None

    async def wait(self) -> None:
        """Until it is asked for."""
        await self._asked.wait()

    @property
    def left(self) -> float:
        """Seconds that what is in hand may still take; where nobody has asked, they begin now."""
        self.ask()
        assert self._since is not None
        return max(0.0, self._since + WORK - time.monotonic())
