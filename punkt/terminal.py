"""How `punkt ask` reaches the Punkt that runs: a socket file in the data folder, which only its owner may open.

No port, so nothing answers but a process of this machine that may write to the folder. The name of the file holds what
an answer depends on: whoever has another policy, model, address, database or key looks for another file.
"""

import asyncio
import hmac
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.settings import Settings

if TYPE_CHECKING:
    from punkt.answering import Answering

PATIENCE = 3.0  #: seconds after which whoever asks thinks for themselves
LONGEST = 1 << 20  #: bytes of a question
WAITING = 8  #: questions

log = logging.getLogger(__name__)


def socket_file(settings: Settings) -> Path | None:
    """Where this installation is asked; None where it has no key yet, and so has never run."""
    if settings.secret_key:
        key = settings.secret_key.get_secret_value()
    else:
        try:
            key = (settings.data / "secret.key").read_text("ascii")
        except OSError:
            return None
    told = [str(settings.policy.resolve()), str(settings.added), settings.model, settings.address, settings.database]
    name = hmac.digest(key.encode(), json.dumps(told).encode(), sha256).hex()[:16]
    return settings.data / f"ask-{name}.sock"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked in a terminal."""

    text: str
    document: str | None = None  #: id of the only one to answer from
    reasons: bool = False  #: whether it is to be told what decided


def asked_of_running(settings: Settings, question: Asked) -> Mapping[str, Any] | None:
    """What the Punkt that runs says, as `Answering.answer` gives it; None where none does at once."""
    file = socket_file(settings)
    if file is None or not file.exists():
        return None
    said = json.dumps(asdict(question)).encode() + b"\n"
    try:
        with _short(file) as name, socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(PATIENCE)
            asking.connect(name)
            asking.sendall(said)
            with asking.makefile("rb") as answering:
                found = json.loads(answering.readline())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


@asynccontextmanager
async def answering_terminals(settings: Settings, answering: "Answering") -> AsyncIterator[None]:
    """Answer whoever asks; where the disk has no sockets, they think for themselves."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = json.loads(await asyncio.wait_for(reader.readline(), PATIENCE))
            named = asked.get("document")
            question = Asked(str(asked["text"]), str(named) if named else None, bool(asked["reasons"]))
            answer = await answering.answer(question)
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        except Exception as error:  # noqa: BLE001 - whoever asks thinks for themselves, whatever it is
            log.warning("a terminal got no answer: %s", type(error).__name__)
        finally:
            writer.close()

    file = socket_file(settings)
    assert file, "whoever serves has a key"
    try:
        with _short(file) as name:
            server = await asyncio.start_unix_server(serve, name, limit=LONGEST, backlog=WAITING)
    except OSError as error:
        log.warning("no socket for terminals in %s: %s", settings.data, error.strerror)
        yield
        return
    own = file.stat().st_ino
    try:
        yield
    finally:
        server.close()
        with suppress(OSError):
            if file.stat().st_ino == own:  # else another process has taken over
                file.unlink()


@contextmanager
def _short(file: Path) -> Iterator[str]:
    """Its name, short however deep the folder lies: an address of a socket has room for a hundred bytes."""
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{file.name}"
    finally:
        os.close(folder)
