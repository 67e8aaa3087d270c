"""A cut connection: between a client and a server stands somebody who cuts the line when certain words go by."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Cutter:
    """Hands on all that is said, until `words` are; those still arrive, and the answer to them does not."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self.port = 0
        self.words: bytes | None = None
        self.cuts = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._server_port)
        answers = asyncio.create_task(_hand_on(there, writer))
        with suppress(ConnectionError):
            while said := await reader.read(65536):
                if cut := bool(self.words and self.words in said):
                    self.words, self.cuts = None, self.cuts + 1
                    writer.transport.abort()
                back.write(said)
                await back.drain()
                if cut:
                    break
        back.close()  # after all that was said, which the server does before it hears of the end
        await answers


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while said := await reader.read(65536):
            writer.write(said)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def cutting(server_port: int, host: str = "127.0.0.1") -> AsyncIterator[Cutter]:
    cutter = Cutter(server_port)
    server = await asyncio.start_server(cutter.handle, host, 0)
    cutter.port = server.sockets[0].getsockname()[1]
    yield cutter
    server.close()
