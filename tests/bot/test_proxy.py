"""Proxies: where Telegram cannot be reached directly, PUNKT_TELEGRAM_PROXY leads to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram import Bot
from replica import Replica
from running import settings

from bot.edge import check
from bot.sending.files import Sent, fetch
from bot.telegram import TelegramRefused, TelegramSilent, open_bot
from index.policy import Policy
from stand_in import StandIn
from tickets.record.attachment import Media, Shelf
from tickets.store.database import Database


class Proxy:
    """An HTTP and SOCKS5 proxy; `asked` holds where it was asked to lead."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1")
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        lead = self._socks if first == b"\x05" else self._http
        host, port = await lead(reader, writer)
        self.asked.append(f"{host}:{port}")
        there, back = await asyncio.open_connection(host, port)
        for source, target in ((reader, back), (there, writer)):
            task = asyncio.create_task(_pump(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
        head = await reader.readuntil(b"\r\n\r\n")  # "ONNECT host:port HTTP/1.1 …"
        host, _, port = head.split()[1].decode().rpartition(":")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        return host, int(port)

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
        await reader.readexactly((await reader.readexactly(1))[0])
        writer.write(b"\x05\x00")
        _version, _connect, _reserved, kind = await reader.readexactly(4)
        if kind == 1:
            host = ".".join(map(str, await reader.readexactly(4)))
        else:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        port = int.from_bytes(await reader.readexactly(2))
        writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        return host, port


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
    target.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    made = Proxy()
    server = await made.start()
    yield made
    server.close()


async def fetched(bot: Bot, stand_in: StandIn, folder: Path) -> bytes:
    """The bytes of a document that somebody sent."""
    shelf, name = Shelf(folder / "shelf"), "чек.txt"
    file = stand_in.files.add("document", "За доставку: 300 ₽".encode(), name)
    upload = await fetch(bot, shelf, Sent(Media.DOCUMENT, file.id, name, "text/plain", file.size))
    return shelf.path(upload.stored.id).read_bytes()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_files_come_through_the_proxy_too(stand_in: StandIn, tmp_path: Path, proxy: Proxy, scheme: str) -> None:
    bot = open_bot(stand_in.token, stand_in.address, f"{scheme}://127.0.0.1:{proxy.port}")
    assert "За доставку: 300 ₽".encode() == await fetched(bot, stand_in, tmp_path)
    await bot.session.close()
    assert {stand_in.address.removeprefix("http://")} == set(proxy.asked)
    assert proxy.asked


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_the_webhook_is_set_through_the_proxy(
    stand_in: StandIn, policy: Policy, database: Database, proxy: Proxy, scheme: str
) -> None:
    """Telegram posts to us directly; what we say goes the other way round."""
    way = f"{scheme}://127.0.0.1:{proxy.port}"
    replica = Replica(stand_in, policy, database.url, telegram_proxy=way)
    await replica.start()
    anna = stand_in.user("Анна")
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text
    await replica.stop()
    assert {stand_in.address.removeprefix("http://")} == set(proxy.asked)


async def test_a_server_of_ones_own_may_lay_files_on_the_disk(stand_in: StandIn, tmp_path: Path) -> None:
    """telegram-bot-api with --local tells where the file lies and hands out no bytes."""
    bot = open_bot(stand_in.token, stand_in.address)
    lying = tmp_path / "file_1"
    lying.write_bytes(b"on the disk")
    add = stand_in.files.add

    def laid(*args, **more):
        file = replace(add(*args, **more), path=str(lying))
        stand_in.files._known[file.id] = file
        return file

    stand_in.files.add = laid
    assert b"on the disk" == await fetched(bot, stand_in, tmp_path)
    await bot.session.close()
    assert ["getFile"] == [call.method for call in stand_in.history]


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_telegram_is_reached_through_the_proxy(
    stand_in: StandIn, database: Database, proxy: Proxy, scheme: str
) -> None:
    way = settings(stand_in, telegram_proxy=f"{scheme}://127.0.0.1:{proxy.port}", telegram_staff_chat=None)
    assert "Telegram отвечает" in await check(way, database)
    assert [stand_in.address.removeprefix("http://")] == proxy.asked


async def test_a_proxy_that_does_not_answer_is_silence(stand_in: StandIn, database: Database) -> None:
    """The sentence names the setting to look at."""
    with pytest.raises(TelegramSilent, match="PUNKT_TELEGRAM_PROXY"):
        await check(settings(stand_in, telegram_proxy="socks5://127.0.0.1:1"), database)


async def test_an_address_that_is_no_proxy_is_refused(stand_in: StandIn, database: Database) -> None:
    with pytest.raises(TelegramRefused, match="PUNKT_TELEGRAM_PROXY"):
        await check(settings(stand_in, telegram_proxy="ftp://proxy.example.org"), database)
