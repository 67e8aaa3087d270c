"""What is erased is nowhere: not in the database's files, nor in the log, the index, or anything else on the disk."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from api.tokens import Tokens
from desk.knowledge import Knowledge
from desk.uploads import take_in
from stand_in import StandIn
from tests.post.mail.post_office import PostOffice, post_office, text_of
from tests.punkt.process import Process
from tests.punkt.warm import REPOSITORY, WarmParent
from tests.tickets.conftest import ANNA, MOSCOW, do
from tickets.post.undelivered import undelivered
from tickets.record.attachment import Shelf, Upload
from tickets.steps.blocking import AlreadyBlocked, block
from tickets.steps.by_staff import answer, take
from tickets.steps.deciding import refuse, reopen
from tickets.steps.pending import DELAY, Says, pend, send_due, take_back
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.vault import Vault

WORD = "жёлтыйкенарь"
ADDRESS = "kenar.zholty@example.org"
PHONE = "+7 900 765-43-21"
CANARIES = [WORD, WORD.upper(), ADDRESS, "kenar.zholty", PHONE, "79007654321", "9007654321"]


def found(folder: Path) -> list[str]:
    """Where on the disk a canary still is, in any encoding that we write."""
    places = []
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            for canary in CANARIES:
                forms = {canary.encode(), canary.encode("utf-16-le"), ascii(canary)[1:-1].encode()}
                places += [f"{canary} in {file.name}" for form in forms if form in content]
    return places


def acts(folder: Path) -> int:
    return len(list(folder.glob("acts/**/act.pdf")))


@pytest.fixture
def data(tmp_path: Path, knowledge: Knowledge) -> Path:
    """A data folder of its own, with the model and the index of the repository."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("cache", "index"):
        (folder / name).symlink_to(REPOSITORY / "var" / name)
    return folder


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as opened:
        yield opened


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    server = StandIn()
    await server.start()
    yield server
    await server.stop()


async def test_a_canary_written_through_every_path_is_nowhere_afterwards(
    data: Path, office: PostOffice, telegram: StandIn, warm: WarmParent
) -> None:
    """Asked, claimed, proven, answered, added, refused, mailed, told in Telegram: erased, and not a byte is left."""
    punkt = Process(
        data / "punkt.db",
        warm,
        data=str(data),
        log_level="debug",  # who looks for a fault finds no person in the log either
        telegram_token=telegram.token,
        telegram_api=telegram.address,
        smtp_url=f"smtp://127.0.0.1:{office.port}",
        mail_from="help@example.org",
    )
    try:
        await punkt.start()
        numbers = [await _as_visitor(punkt, office), await _as_chat(telegram)]
        database = Database(punkt.settings["PUNKT_DATABASE_URL"], Vault([(data / "contacts.key").read_text("ascii")]))
        for number in numbers:
            await _as_staff(database, number, Shelf(data / "attachments"))
        await _rated(punkt, database, numbers[0])
        await _settled(database)
        assert found(data), "the canary must have been there"
        await database.close()

        for number in numbers:
            code, told = await asyncio.to_thread(punkt.command, "erase", number, "--yes", "--force")
            assert code == 0, told
        await _finished(data)
    finally:
        punkt.kill()

    assert [] == found(data)
    assert 2 == acts(data), "the acts are there, and name nobody"


async def _as_visitor(punkt: Process, office: PostOffice) -> str:
    contact = {"name": WORD, "email": ADDRESS, "phone": PHONE}
    async with httpx.AsyncClient(base_url=punkt.address, timeout=60) as web:
        asked = (
            await web.post("/api/v1/messages", json={"text": f"Я {WORD}, мой номер {PHONE}, кому вы его дали?"})
        ).json()
        talk = asked["conversation"]
        opens = {"Authorization": f"Bearer {talk['token']}"}
        body = {"kind": "deletion", "requests": ["erase"], "text": f"Удалите {WORD}", "contact": contact,
                "consent": True, "conversation": talk["id"]}  # fmt: skip
        receipt = (await web.post("/api/v1/tickets", json=body, headers=opens | {"Idempotency-Key": "k1"})).json()
        mine = {"Authorization": f"Bearer {receipt['token']}"}
        address = f"/api/v1/tickets/{receipt['number']}"
        code = await _code(office)
        assert (await web.post(f"{address}/proof", json={"code": code}, headers=mine)).status_code == 200
        more = {"text": f"И ещё {WORD}"}
        added = await web.post(f"{address}/additions", json=more, headers=mine | {"Idempotency-Key": "k2"})
        assert added.status_code < 300
    return receipt["number"]


async def _code(office: PostOffice) -> str:
    async with asyncio.timeout(60):
        while not office.letters:
            await asyncio.sleep(0.1)
    found = re.search(r"\d{3} ?\d{3}", text_of(office.letters[0]))
    assert found is not None
    return found[0].replace(" ", "")


async def _as_chat(telegram: StandIn) -> str:
    canary = telegram.user(WORD)
    await canary.says("позовите человека")
    offer = await canary.hears()
    await canary.presses(next(iter(offer.buttons)))
    receipt = await canary.hears()
    await canary.says(f"Я {WORD}, почта {ADDRESS}")
    return next(word.strip(".,") for word in receipt.text.split() if word.startswith("П-"))


async def _file(shelf: Shelf) -> Upload:
    async def chunks() -> AsyncIterator[bytes]:
        yield f"Справка: {WORD}, {PHONE}".encode()

    return await take_in(shelf, chunks(), f"{WORD}.txt")


async def _as_staff(database: Database, number: str, shelf: Shelf) -> None:
    await do(database, take, number, ANNA)
    at = now() - DELAY
    await do(database, pend, number, ANNA, Says.ANSWER, f"Вот, {WORD}", at=at, files=[await _file(shelf)])
    await send_due(database, number)  # unless the running Punkt was quicker
    back = await do(database, pend, number, ANNA, Says.ANSWER, f"Не то, {WORD}", files=[await _file(shelf)])
    await do(database, take_back, number, back.id, ANNA)
    await do(database, answer, number, ANNA, f"Здравствуйте, {WORD}!")
    await do(database, refuse, number, ANNA, f"Отказываем: {WORD}", "ч. 8 ст. 14 152-ФЗ")
    await do(database, reopen, number, "user", f"Снова {WORD}", MOSCOW)
    with suppress(AlreadyBlocked):
        await do(database, block, number, ANNA, f"проверяем слова {WORD}")


async def _rated(punkt: Process, database: Database, number: str) -> None:
    """Taken once more, decided, and rated by its person with a line of why."""
    await do(database, take, number, ANNA)
    await do(database, refuse, number, ANNA, "Отказываем", "ч. 8 ст. 14 152-ФЗ")
    async with httpx.AsyncClient(base_url=punkt.address, timeout=60) as web:
        key = Tokens(punkt.settings["PUNKT_SECRET_KEY"].encode()).token("ticket", number)
        body = {"helped": False, "comment": f"{WORD} недоволен"}
        address, mine = f"/api/v1/tickets/{number}/rating", {"Authorization": f"Bearer {key}"}
        rated = await web.post(address, json=body, headers=mine)
        assert rated.json()["rating"]["comment"] == f"{WORD} недоволен"


async def _settled(database: Database) -> None:
    """Wait until all that was to be told has been told."""
    async with asyncio.timeout(60):
        while True:
            async with database.reading() as session:
                if not await undelivered(session):
                    return
            await asyncio.sleep(0.2)


async def _finished(data: Path) -> None:
    """Wait for the acts: they are written when all else is done."""
    async with asyncio.timeout(120):
        while acts(data) < 2:
            await asyncio.sleep(0.5)
