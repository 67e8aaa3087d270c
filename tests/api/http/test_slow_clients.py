"""Clients that keep us waiting: they are cut, and nobody waits for them."""

import asyncio

import httpx
import pytest

from api.http import connections, patience

PATIENCE = 60  #: seconds
HALF = b"POST /api/v1/messages HTTP/1.1\r\nHost: punkt.test\r\n"
WITHOUT_BODY = HALF + b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As little patience as a test has."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(patience, "SILENCE", 0.3)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Connections that may be open."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 300)
    monkeypatch.setattr("api.http.server.room", lambda _: 5)
    return 5


async def connected(url: str, said: bytes) -> asyncio.StreamReader:
    reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)
    writer.write(said)
    reader.writer = writer  # type: ignore[attr-defined]  # else it would be closed at once
    return reader


async def rest(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the connection ends."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await reader.read()
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize("said", [b"", b"G", HALF], ids=["nothing", "a letter", "half a head"])
async def test_who_does_not_finish_a_head_is_cut(live, said) -> None:
    assert b"" == await rest(await connected(live.url, said))


async def test_who_does_not_send_the_body_hears_so_and_is_cut(live) -> None:
    """As a problem, like everything else that goes wrong."""
    answer = await rest(await connected(live.url, WITHOUT_BODY + b"{"))
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"urn:punkt:too-slow" in answer


async def test_who_drips_a_body_after_the_answer_is_cut(live) -> None:
    """Each byte would put the end off for ever."""
    reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(live.url).port)
    writer.write(HALF.replace(b"messages", b"nowhere") + b"Content-Length: 100000\r\n\r\n")
    await reader.readuntil(b"404")

    async def drip() -> None:
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(ConnectionError):
            await drip()


async def test_when_it_is_full_the_longest_silent_make_room(few, live) -> None:
    """A question is answered meanwhile."""
    silent = [await connected(live.url, HALF) for _ in range(few + 3)]
    async with httpx.AsyncClient() as client:
        assert 200 == (await client.get(f"{live.url}/healthz")).status_code
    for reader in silent[:4]:
        assert b"" == await rest(reader)
    assert [False] * (few - 1) == [reader.at_eof() for reader in silent[4:]]
