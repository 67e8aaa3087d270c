"""Edited messages: what was filed stays, and what was changed is added to it."""

from running import STAFF_CHAT, Running
from sqlalchemy import select
from talks import file_claim, tickets

from stand_in import StandIn, User
from tests.conftest import both_stores
from tickets.record.addition import Addition
from tickets.steps.by_staff import take
from tickets.steps.deciding import resolve
from tickets.store.database import Database

pytestmark = both_stores
AGENT = "olga@example.org"


async def additions(database: Database) -> list[tuple[int, str, str]]:
    async with database.reading() as session:
        rows = (await session.execute(select(Addition).order_by(Addition.id))).scalars()
        return [(row.version, row.text, row.origin) for row in rows]


async def test_a_change_of_a_filed_claim_becomes_a_version_of_it(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """The person hears it in one sentence, staff by number; the same edit delivered again changes nothing."""
    first = await anna.says("это претензия, верните 100 рублей")
    await anna.hears()
    await anna.presses("Да, подать претензию")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    await anna.edits(first, "это претензия, верните 200 рублей", after=60)
    said = await anna.hears()

    [ticket] = await tickets(database)
    assert f"Первоначальные слова в обращении {ticket.number} остались, ваша правка добавлена к ним." == said.text
    assert "это претензия, верните 100 рублей" == ticket.text
    number, date = first["message"]["message_id"], first["message"]["date"] + 60
    assert [(2, "это претензия, верните 200 рублей", f"telegram:{anna.id}:{number}:edit:{date}")] == (
        await additions(database)
    )
    await running.settles()
    assert f"Обращение {ticket.number} (претензия) дополнено, теперь это версия 2." == (
        stand_in.chats[str(STAFF_CHAT)][-1].text
    )

    await anna.edits(first, "это претензия, верните 200 рублей", after=60)
    await running.settles()
    assert [] == anna.unheard
    assert 1 == len(await additions(database))


async def test_a_change_that_is_none_is_passed_over(anna: User, running: Running, database: Database) -> None:
    """Telegram calls it an edit, too, when only the preview of a link has changed."""
    update = await anna.says("/claim верните деньги, https://example.org")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    await anna.edits(update, "/claim верните деньги, https://example.org")
    await running.settles()

    assert [] == await additions(database)
    assert [] == anna.unheard


async def test_the_message_that_told_a_claim_is_known_by_its_own_words(anna: User, database: Database) -> None:
    """Not the command before it; of two tickets the edit goes to the one it belongs to."""
    await anna.says("/claim")
    await anna.hears()
    told = await anna.says("верните деньги")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    second = await file_claim(anna, database)
    await anna.edits(told, "верните деньги и проценты")
    said = await anna.hears()

    newest, claim = await tickets(database)
    assert second.number == newest.number
    assert claim.number in said.text
    assert ["верните деньги и проценты"] == [text for _, text, _ in await additions(database)]


async def test_a_change_before_the_consent_is_what_is_filed(anna: User, running: Running, database: Database) -> None:
    """Nothing is filed yet, so there is nothing to add to."""
    told = await anna.says("/claim верните 100 рублей")
    await anna.hears()
    await anna.edits(told, "/claim верните 200 рублей")
    await running.settles()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()

    [ticket] = await tickets(database)
    assert "верните 200 рублей" == ticket.text
    assert [] == await additions(database)


async def test_a_change_of_what_was_added_goes_to_the_same_ticket(anna: User, database: Database) -> None:
    claim = await file_claim(anna, database)
    await anna.says("/status")
    await anna.hears()
    await anna.presses("Дополнить")
    await anna.hears()
    added = await anna.says("и верните проценты")
    await anna.hears()
    await file_claim(anna, database)
    await anna.edits(added, "и верните проценты за год")

    assert claim.number in (await anna.hears()).text
    assert [(2, "и верните проценты"), (3, "и верните проценты за год")] == [
        (version, text) for version, text, _ in await additions(database)
    ]


async def test_staff_learn_that_a_message_to_them_was_changed(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    claim = await file_claim(anna, database)
    async with database.transaction() as session:
        await take(session, claim.number, AGENT)
    said = await anna.says("заказ 15")
    await running.settles()
    await anna.edits(said, "заказ 16")
    assert claim.number in (await anna.hears()).text
    await running.settles()
    assert f"Обращение {claim.number} (претензия) дополнено, теперь это версия 2." == (
        stand_in.chats[str(STAFF_CHAT)][-1].text
    )


async def test_a_change_that_belongs_to_no_open_ticket_is_passed_over(
    anna: User, running: Running, database: Database
) -> None:
    """A question that was answered stays answered, and what was decided stays decided."""
    question = await anna.says("сколько храните?")
    await anna.hears()
    await anna.edits(question, "сколько вы храните?")
    await running.settles()
    assert [] == anna.unheard

    claim = await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()
    [ticket] = await tickets(database)
    async with database.transaction() as session:
        await take(session, ticket.number, AGENT)
        await resolve(session, ticket.number, AGENT, "Вернули.")
    await anna.hears()
    await anna.edits(claim, "/claim верните проценты")
    await running.settles()
    assert [] == anna.unheard
    assert [] == await additions(database)
