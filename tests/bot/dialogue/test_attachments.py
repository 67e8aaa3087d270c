"""Files: sent while a request is filled in, for a ticket that there is, or to staff who answer."""

import io
from pathlib import Path

import pytest
from faults import cut_midway, refused
from PIL import Image
from running import Running
from sqlalchemy import select
from talks import file_claim, tickets

from stand_in import StandIn, User
from tests.conftest import both_stores
from tickets.queue.lists import ticket_with_history
from tickets.record.attachment import LARGEST, Attachment, Media
from tickets.record.conversation import StoredMessage
from tickets.steps.by_staff import take
from tickets.steps.deciding import resolve
from tickets.store.database import Database

pytestmark = both_stores
AGENT = "olga@example.org"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries are as many as ever, and short."""
    monkeypatch.setattr("tickets.loops.FIRST", 0.01)


async def files(database: Database) -> list[Attachment]:
    async with database.reading() as session:
        return list((await session.execute(select(Attachment).order_by(Attachment.at))).scalars())


def jpeg() -> bytes:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[271] = "Phone of Anna"
    Image.new("RGB", (8, 8)).save(file, "jpeg", exif=exif)
    return file.getvalue()


async def test_files_are_attached_at_every_step_and_handed_in_with_the_ticket(
    anna: User, running: Running, database: Database
) -> None:
    """Counted as they come and once more before the consent; their bytes lie on the shelf, whatever restarts."""
    await anna.says("/claim")
    assert "Можно приложить фото, документы или голосовое сообщение." in (await anna.hears()).text
    await anna.sends_photo()
    said = await anna.hears()
    assert said.text.startswith(
        "Файл приложен, всего: 1.\n\nФото паспорта и других документов присылать не нужно.\n\nШаг 1 из 3"
    )
    await anna.sends_document("чек.pdf", caption="верните деньги за заказ")
    assert "Файл приложен, всего: 2." in (await anna.hears()).text
    assert "Шаг 2 из 3" in (await anna.hears()).text
    await running.settles()
    await running.stop()
    await running.start()
    await anna.sends_voice()
    assert (await anna.hears()).text.startswith("Файл приложен, всего: 3.\n\nШаг 2 из 3")
    await anna.presses("Ответить мне здесь")
    assert "Ответ: в этом чате\nПриложено файлов: 3" in (await anna.hears()).text
    await anna.hears()
    await anna.sends_document("договор.txt", b"text", mime="text/plain")
    assert "Приложено файлов: 4" in (await anna.hears()).text
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()

    [ticket] = await tickets(database)
    kept = await files(database)
    assert "верните деньги за заказ" == ticket.text
    assert [
        (Media.PHOTO, "image/png"),
        (Media.DOCUMENT, "application/pdf"),
        (Media.VOICE, "audio/ogg"),
        (Media.DOCUMENT, "text/plain"),
    ] == [(file.media, file.mime) for file in kept]
    assert {(ticket.id, None)} == {(file.ticket_id, file.message_id) for file in kept}
    assert [file.size for file in kept] == [running.shelf.path(file.id).stat().st_size for file in kept]
    assert "чек.pdf" == kept[1].name


async def test_an_album_is_confirmed_once(anna: User, running: Running, database: Database) -> None:
    """By its last picture; words with the first are the claim."""
    await anna.says("/claim")
    await anna.hears()
    await running.stop()
    await anna.sends_album("photo", "photo", "photo", caption="верните деньги")
    await running.start()
    assert "Шаг 2 из 3" in (await anna.hears()).text
    assert (await anna.hears()).text.startswith("Файл приложен, всего: 3.")
    await running.settles()
    assert [] == anna.unheard
    assert 1 == len({file.group for file in await files(database)})


async def test_what_the_camera_knew_is_not_kept(anna: User, running: Running, database: Database) -> None:
    """A photo sent as a file still tells where it was taken; here it no longer does."""
    await anna.says("/claim")
    await anna.hears()
    await anna.sends_document("фото.jpg", jpeg(), mime="image/jpeg")
    await anna.hears()
    [file] = await files(database)
    kept = running.shelf.path(file.id).read_bytes()
    assert b"Phone of Anna" not in kept
    assert len(kept) == file.size


@pytest.mark.parametrize(
    ("name", "content", "size", "said"),
    [
        ("setup.exe", b"MZ", None, "но не архив и не программу"),
        ("files.zip", b"PK\x03\x04", None, "но не архив и не программу"),
        ("чек.pdf", b"MZ", None, "внутри у него не то, что сказано в имени"),
        ("чек.pdf", b"%PDF-", LARGEST + 1, "слишком большой: можно до 20 МБ"),
        ("чек.pdf", b"%PDF-" + bytes(LARGEST), 100, "слишком большой: можно до 20 МБ"),
    ],
    ids=["program", "archive", "false", "large", "larger than said"],
)
async def test_a_file_that_may_not_be_kept_is_refused_in_a_sentence(
    anna: User, running: Running, database: Database, name: str, content: bytes, size: int | None, said: str
) -> None:
    """And the request goes on where it was."""
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.sends_document(name, content, size=size)
    answer = (await anna.hears()).text
    assert said in answer
    assert "Шаг 2 из 3" in answer
    assert [] == await files(database)
    assert [] == [*_lying(running)]


async def test_words_with_a_refused_file_are_not_lost(anna: User) -> None:
    await anna.says("/claim")
    await anna.hears()
    await anna.sends_document("files.zip", b"PK", caption="верните деньги")
    assert "но не архив" in (await anna.hears()).text
    assert "Шаг 2 из 3" in (await anna.hears()).text


async def test_a_sticker_is_no_part_of_a_request(anna: User) -> None:
    await anna.says("/claim")
    await anna.hears()
    await anna.sends_sticker()
    said = await anna.hears()
    assert "можно прислать фото, PDF" in said.text
    assert "Фото паспорта и других документов присылать не нужно." in said.text


async def test_ten_files_are_enough(anna: User, running: Running, database: Database) -> None:
    await anna.says("/claim")
    for _ in range(11):
        await anna.sends_voice()
    await running.settles()
    assert anna.messages[-1].text.startswith("К обращению можно приложить не больше 10 файлов.")
    assert 10 == len(await files(database))


async def test_what_was_attached_goes_with_a_request_that_is_cancelled(
    anna: User, running: Running, database: Database
) -> None:
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.sends_voice()
    await anna.hears()
    await anna.says("/cancel")
    await anna.hears()
    assert [] == await files(database)


async def test_a_file_is_an_addition_to_a_ticket(anna: User, running: Running, database: Database) -> None:
    """With its words, or by itself; pictures of the same album follow the first."""
    claim = await file_claim(anna, database)
    await anna.says("/status")
    await anna.hears()
    await anna.presses("Дополнить")
    await anna.hears()
    await running.settles()
    await running.stop()
    await anna.sends_album("photo", "photo", caption="вот чеки")
    await running.start()
    assert f"Обращение {claim.number} дополнено" in (await anna.hears()).text
    await running.settles()
    assert [] == anna.unheard

    await anna.says("/status")
    await anna.hears()
    await anna.presses("Дополнить")
    await anna.hears()
    await anna.sends_document("акт.pdf")
    assert f"Обращение {claim.number} дополнено" in (await anna.hears()).text
    async with database.reading() as session:
        whole = await ticket_with_history(session, claim.number)
    assert ["вот чеки", "Приложен файл: акт.pdf"] == [each.text for each in whole.additions]
    assert [claim.id] * 3 == [file.ticket_id for file in await files(database)]


async def test_a_file_says_not_why_a_ticket_is_opened_again(anna: User, database: Database) -> None:
    """It is kept, and the reason is asked for once more."""
    claim = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, claim.number, AGENT)
        await resolve(session, claim.number, AGENT, "Вернули.")
    await anna.hears()
    await anna.presses("Открыть снова")
    await anna.hears()
    await anna.sends_voice()
    assert "почему обращение" in (await anna.hears()).text
    await anna.says("не вернули")
    assert "снова открыто" in (await anna.hears()).text
    assert [claim.id] == [file.ticket_id for file in await files(database)]


async def test_a_caption_is_answered_and_the_picture_is_said_to_be_unseen(anna: User, database: Database) -> None:
    """Outside of a request nothing of it is fetched."""
    await anna.sends_photo("сколько вы это храните?")
    said = await anna.hears()
    assert "Пункт 5.1" in said.text
    assert said.text.endswith("Вложение я не смотрел: понимаю только слова.")
    await anna.sends_voice()
    assert "Я понимаю только текст" in (await anna.hears()).text
    assert [] == await files(database)


async def test_whoever_is_answered_by_staff_sends_them_files(anna: User, running: Running, database: Database) -> None:
    """Kept with the message and its words; the bot is silent. A program goes nowhere, and that is said."""
    claim = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, claim.number, AGENT)
    await anna.sends_document("чек.pdf", caption="вот чек")
    await anna.sends_photo()
    await anna.sends_location()
    await running.settles()
    assert [] == anna.unheard
    await anna.sends_document("setup.exe", b"MZ")
    assert "но не архив и не программу" in (await anna.hears()).text

    kept = await files(database)
    async with database.reading() as session:
        query = select(StoredMessage).where(StoredMessage.author == "user").order_by(StoredMessage.at)
        said = (await session.execute(query)).scalars().all()
    assert ["вот чек", "", "Место на карте: 55.75, 37.62"] == [message.text for message in said]
    assert [(said[0].id, claim.id), (said[1].id, claim.id)] == [(file.message_id, file.ticket_id) for file in kept]


async def test_a_file_that_telegram_is_slow_to_give_is_fetched_again(
    anna: User, stand_in: StandIn, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Refused or cut off for a moment, it is attached once; no log line holds its address with the bot's token."""
    await anna.says("/claim")
    await anna.hears()
    stand_in.fail("getFile", refused(502, "Bad Gateway"))
    stand_in.fail("download", refused(404, "Not Found"))
    stand_in.fail("download", cut_midway)
    await anna.sends_voice()
    assert "Файл приложен, всего: 1." in (await anna.hears()).text
    assert 1 == len(await files(database))
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("aiohttp")]
    assert 3 == len([line for line in ours if "attempt" in line])
    assert [] == [line for line in ours if stand_in.token in line or "file_" in line]


async def test_an_album_without_a_request_is_answered_once(anna: User, running: Running) -> None:
    """By a sentence for all its pictures, or by the answer to the words of any of them."""
    await anna.sends_album("photo", "video", "photo")
    assert "Я понимаю только текст" in (await anna.hears()).text
    await running.settles()
    await running.stop()
    await anna.sends_photo(media_group_id="7")
    await anna.sends_photo("сколько вы это храните?", media_group_id="7")
    await anna.sends_photo(media_group_id="7")
    await running.start()
    assert "Пункт 5.1" in (await anna.hears()).text
    await running.settles()
    assert [] == anna.unheard


def _lying(running: Running) -> list[Path]:
    folder = running.shelf.path("x").parent
    return list(folder.iterdir()) if folder.is_dir() else []
