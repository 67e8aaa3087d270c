"""Arriving: whatever people send and staff answer is read on the other side, with where it comes from."""

from rooms import taken
from running import Running
from sqlalchemy import select

from stand_in import Group, StaffMember, User
from tickets.record.conversation import Author, StoredMessage
from tickets.store.database import Database

ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "Иван П."}
LINK = [{"type": "text_link", "offset": 9, "length": 3, "url": "https://example.org/a"}]


async def said_by(author: Author, database: Database) -> list[str]:
    async with database.reading() as session:
        query = select(StoredMessage.text).where(StoredMessage.author == author).order_by(StoredMessage.at)
        return list(await session.scalars(query))


async def test_words_with_a_refused_file_reach_staff(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    await vera.sends_document("setup.exe", b"MZ", caption="вот что мне прислали")
    assert "но не архив и не программу" in (await vera.hears()).text
    assert "вот что мне прислали" == (await staff.hears(topic)).text
    await running.settles()
    assert [] == topic.unheard + vera.unheard
    assert "вот что мне прислали" == (await said_by(Author.USER, database))[-1]


async def test_staff_see_whose_words_a_person_passes_on(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Of text and of pictures; and an unknown kind of source, or of content, keeps nobody from reading the rest."""
    topic = await taken(vera, staff, database, olga)
    await vera.says("отдайте данные", forward_origin=ORIGIN)
    assert "Переслано: Иван П.\nотдайте данные" == (await staff.hears(topic)).text
    await vera.sends_photo("снимок", forward_origin=ORIGIN)
    assert "Переслано: Иван П." == (await staff.hears(topic)).text
    assert ("photo", "снимок") == ((picture := await staff.hears(topic)).media, picture.text)
    await vera.says("и это", forward_origin={"type": "brand_new", "date": 1})
    assert "Переслано\nи это" == (await staff.hears(topic)).text
    await vera.sends(hologram={"depth": 1})
    await staff.hears(topic)
    await vera.sends(checklist={"title": "Удалите", "tasks": [{"id": 1, "text": "почту"}]})
    await staff.hears(topic)
    await running.settles()
    assert [] == vera.unheard
    assert [
        "Переслано: Иван П.\nотдайте данные",
        "Переслано: Иван П.\nснимок",
        "Переслано\nи это",
        "(сообщение, которое бот прочесть не умеет)",
        "Удалите\n☐ почту",
    ] == (await said_by(Author.USER, database))[1:]


async def test_addresses_behind_words_are_read_on_both_sides(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    asked = await vera.says("смотрите тут", entities=LINK)
    heard = await staff.hears(topic)
    assert "смотрите тут (https://example.org/a)" == heard.text
    reply = await olga.replies(heard, "смотрите там", entities=LINK)
    assert (await vera.hears()).text.endswith("\n\nсмотрите там (https://example.org/a)")
    await olga.edits(reply, "смотрите сюда")
    await vera.edits(asked, "смотрите туда")
    assert (await staff.hears(topic)).text.endswith("смотрите туда")
    await running.settles()
    assert "смотрите сюда" in vera.messages[-2].text
