"""Mirroring: changed words and reactions on one side are seen on the other."""

from rooms import taken, ticket
from running import Running

from stand_in import Group, StaffMember, User
from tests.conftest import both_databases
from tickets.queue.lists import talk_since
from tickets.steps.deciding import resolve
from tickets.store.database import Database


async def talk(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        return [(each.author, each.text) for each in await talk_since(session, await ticket(database))]


async def test_a_corrected_answer_is_corrected_where_the_person_reads_it(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """As often as it is corrected; what was said before stays in the history."""
    topic = await taken(vera, staff, database, olga)
    reply = await olga.replies(topic.pinned[0], "Ответим в понидельник.")
    said = await vera.hears()
    await olga.edits(reply, "Ответим в понедельник.")
    await running.settles()
    await olga.edits(reply, "Ответим во вторник.", after=2)
    await running.settles()
    number = (await ticket(database)).number
    assert f"Ответ сотрудника по обращению {number}\n\nОтветим во вторник." == said.text
    assert [] == vera.unheard
    assert [
        ("staff", "Ответим в понидельник."), ("staff", "Ответим в понедельник."), ("staff", "Ответим во вторник.")
    ] == await talk(database)  # fmt: skip
    assert ["👌"] == olga.reactions_on(reply)
    await vera.replies(said, "Хорошо")
    assert reply["message"]["message_id"] == (await staff.hears(topic)).reply.id


async def test_the_words_of_a_command_and_a_caption_are_corrected_too(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    reply = await olga.says("/reply Здраствуйте", topic)
    said = await vera.hears()
    photo = await olga.sends_photo(caption="скрин", reply_to=topic.pinned[0])
    await vera.hears()
    picture = await vera.hears()
    await olga.edits(reply, "/reply Здравствуйте")
    await olga.edits(photo, "скриншот <1>")
    await running.settles()
    assert said.text.endswith("\n\nЗдравствуйте")
    assert "скриншот <1>" == picture.text
    assert [] == vera.unheard


async def test_an_answer_that_the_person_deleted_is_said_anew(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    topic = await taken(vera, staff, database, olga)
    reply = await olga.replies(topic.pinned[0], "Раз")
    said = await vera.hears()
    said.deleted = True
    await olga.edits(reply, "Раз, два")
    assert (await vera.hears()).text.endswith("\n\nРаз, два")


async def test_talk_among_staff_is_edited_among_staff(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """And what was decided is not changed behind the person's back."""
    topic = await taken(vera, staff, database, olga)
    talk_of_staff = await olga.says("между нами", topic)
    await olga.edits(talk_of_staff, "между нами, коллеги")
    reply = await olga.replies(topic.pinned[0], "Раз")
    await vera.hears()
    async with database.transaction() as session:
        await resolve(session, (await ticket(database)).number, "olga@example.org", "Готово.")
    await vera.hears()
    await running.settles()
    staff.hears_no_more(topic)
    await olga.edits(reply, "Раз, два")
    assert "Так нельзя: сейчас обращение в состоянии «решено»." == (await staff.hears(topic)).text
    await running.settles()
    assert [] == vera.unheard


@both_databases
async def test_what_the_person_changes_is_shown_under_what_it_was(
    vera: User, olga: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """Both versions stay readable, and a reply to the new one reaches them."""
    topic = await taken(vera, staff, database, olga)
    said = await vera.says("Заказ 15")
    first = await staff.hears(topic)
    await vera.edits(said, "Заказ 16")
    await vera.hears()
    changed = await staff.hears(topic)
    assert "Изменено:\n\nЗаказ 16" == changed.text
    assert first.id == changed.reply.id
    await olga.replies(changed, "Поняли, 16.")
    assert "Поняли, 16." in (await vera.hears()).text


async def test_reactions_go_both_ways(
    vera: User, olga: StaffMember, boris: StaffMember, staff: Group, running: Running, database: Database
) -> None:
    """From whoever holds the ticket only; taken away, they go, and the sign that the words arrived is back."""
    topic = await taken(vera, staff, database, olga)
    said = await vera.says("Спасибо!")
    heard = await staff.hears(topic)
    await boris.reacts(heard, "👎")
    await running.settles()
    assert [] == vera.reactions_on(said)
    await olga.reacts(heard, "❤")
    await running.settles()
    assert ["❤"] == vera.reactions_on(said)
    await olga.reacts(heard)
    await running.settles()
    assert [] == vera.reactions_on(said)

    reply = await olga.replies(heard, "Пожалуйста.")
    answer = await vera.hears()
    await vera.reacts(answer, "🙏")
    await running.settles()
    assert ["🙏"] == olga.reactions_on(reply)
    await vera.reacts(answer)
    await running.settles()
    assert ["👌"] == olga.reactions_on(reply)
