"""Search: a ticket is found by whatever was said in it, in any form of the words, and never by a part of a contact."""

import unicodedata

from sqlalchemy import delete, func, select

from tests.conftest import MOSCOW
from tests.tickets.conftest import ANNA, BORIS, do, opened, opening, put
from tickets.queue.search import found_by, index_older, sought
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import Ticket
from tickets.steps.by_staff import answer, note, take
from tickets.steps.confirming import confirm, meet
from tickets.steps.deciding import refuse, resolve
from tickets.steps.own_steps import add
from tickets.store.base import now
from tickets.store.database import Database
from tickets.store.findable import INDEXED, UNCOMPOSED, TicketWord


async def found(database: Database, typed: str) -> list[str]:
    """Numbers, oldest first."""
    async with database.reading() as session:
        query = select(Ticket.number).where(await found_by(session, typed)).order_by(Ticket.id)
        return list((await session.execute(query)).scalars())


async def words(database: Database) -> set[str]:
    async with database.reading() as session:
        return set((await session.execute(select(TicketWord.word))).scalars())


async def test_words_are_found_in_every_form(any_database, conversation) -> None:
    """Lemmas meet, «е» is «ё», and the beginning of a word is enough."""
    texts = {
        "Верните деньги за звонки, они всё ещё чужие": ["вернуть деньги", "ДЕНЕГ ЗВОНОК", "все еще", "верн чуж"],
        "Мне звонили люди, пока я шёл мимо Самары": ["человек звонит", "идти", "самар", "мне я мимо"],
        f"Удалите аккаунт vip-клиента {'ы' * 60} Вайлдберриз": ["VIP клиенты", "вайлд удалить", "Вайлдберриз"],
    }
    for place, (text, typed) in enumerate(texts.items()):
        number = await opened(any_database, opening(conversation, text=text, origin=f"web:{place}"))
        for words_typed in typed:
            assert [number] == await found(any_database, words_typed), words_typed
    assert [] == await found(any_database, "возврат денег")
    assert [] == await found(any_database, "ернуть")


async def test_letters_of_two_characters_find_and_are_found(any_database, conversation) -> None:
    """Macs and phones type «й» and «ё» as a letter and its mark: search and ticket may each be either."""
    composed, decomposed = (unicodedata.normalize(form, "Ещё хороший йогурт, моё") for form in ("NFC", "NFD"))
    numbers = [
        await opened(any_database, opening(conversation, text=text, origin=f"web:{place}"))
        for place, text in enumerate((composed, decomposed))
    ]
    for typed in ("хорошего йогурта", "йог", "еще мое", "Ещё моё"):
        for form in ("NFC", "NFD"):
            assert numbers == await found(any_database, unicodedata.normalize(form, typed)), (typed, form)


async def test_all_words_must_be_there_wherever_they_were_said(any_database, conversation, number) -> None:
    """Every path by which something is said of a ticket leads into the index."""
    said = {
        "text": "утечь",
        "addition": "дополнительная просьба",
        "message": "алло абонент",
        "answer": "проверка идёт",
        "note": "созвониться завтра",
        "met": "прекратили рассылку",
        "outcome": "вычеркнули из выгрузки",
    }
    await do(any_database, take, number, ANNA)
    await do(any_database, add, number, said["addition"], "web:add")
    async with any_database.transaction() as session:
        await store_message(session, conversation, Author.USER, said["message"], "9")
        await store_message(session, conversation, Author.BOT, "робот отвечает")
    await do(any_database, answer, number, ANNA, said["answer"])
    await do(any_database, note, number, BORIS, said["note"])
    await do(any_database, confirm, number, ANNA, ["claim", "stop"], MOSCOW)
    await do(any_database, meet, number, ANNA, "stop", said["met"])
    await do(any_database, resolve, number, ANNA, said["outcome"])

    for place, words_there in said.items():
        assert [number] == await found(any_database, words_there), place
    assert [number] == await found(any_database, "просьбы абонентов завтра утекли")
    assert [] == await found(any_database, "робот")
    assert [] == await found(any_database, "утёк слон")


async def test_a_refusal_is_found_by_its_reason(any_database, number) -> None:
    await do(any_database, take, number, ANNA)
    await do(any_database, refuse, number, ANNA, "Повторный запрос", "ч. 6 ст. 14")
    assert [number] == await found(any_database, "повторные запросы")


async def test_words_of_another_talk_are_not_of_this_ticket(any_database, conversation, number) -> None:
    """What was said before a ticket, or in another conversation, does not find it."""
    async with any_database.transaction() as session:
        other = (await begin_conversation(session, "web")).id
        await store_message(session, other, Author.USER, "жираф")
    second = await opened(any_database, opening(conversation, origin="web:2", text="второе"))
    async with any_database.transaction() as session:
        await store_message(session, conversation, Author.USER, "бегемот")

    assert [] == await found(any_database, "жираф")
    assert [number, second] == await found(any_database, "бегемоты")


async def test_a_number_is_found_however_it_is_typed(any_database, number) -> None:
    year = number.split("-")[1]
    for typed in (number, number.lower(), f"{year}-1", "1", "000001", f" П-{year}-1 ", f"№ {year}-000001"):
        assert [number] == await found(any_database, typed), typed
    assert [] == await found(any_database, "2")
    assert [] == await found(any_database, "П-2020-000001")


async def test_a_contact_is_found_only_as_a_whole(any_database, conversation) -> None:
    """Neither a part of it nor what somebody wrote into their text finds the person."""
    contact = Contact("Анна", "Anna@Example.org", "+7 912 345-67-89")
    wish = opening(conversation, contact=contact, text="Пишите на anna@example.org или звоните 8 912 345-67-89")
    number = await opened(any_database, wish)

    for whole in ("anna@example.org", " ANNA@example.ORG ", "+79123456789", "8 (912) 345-67-89", "9123456789"):
        assert [number] == await found(any_database, whole), whole
    for part in ("anna", "example.org", "anna@example", "3456789", "912", "Анна", "345-67-89"):
        assert [] == await found(any_database, part), part
    assert {"anna", "912", "9123456789", "example", "org"}.isdisjoint(await words(any_database))


HOSTILE = (
    *("", " ", "%", "_", "' OR 1=1 --", '"', "\x00", "\\", "a" * 5000, "и", "!!!", "🙂", "ퟻ", "㌖" * 100, "(" * 300),
    *("NEAR(x)", "*", "999999999999", "@", "a@b", "+", "П-", "1" * 300, "слово " * 300, "㌖\u0301" * 90),
)


async def test_whatever_is_typed_is_only_looked_for(any_database, number) -> None:
    """It breaks nothing and finds nothing."""
    for typed in HOSTILE:
        assert [] == await found(any_database, typed), typed


def test_typed_words_are_few_and_known() -> None:
    """So that one search stays one search."""
    assert 8 == len(sought(" ".join(f"слово{n}" for n in range(30))))
    assert ["деньги"] == [term.word for term in sought("деньги деньги")]
    assert {"деньги", "деньга"} <= sought("деньги")[0].forms


async def test_tickets_from_before_the_index_are_filled_in_once(any_database, conversation, number) -> None:
    """Also those with nothing to index; a second call finds nothing to do."""
    await do(any_database, take, number, ANNA)
    await do(any_database, answer, number, ANNA, "проверяем выгрузку")
    empty = await opened(any_database, opening(conversation, origin="web:2", text="?"))
    erased = await opened(any_database, opening(conversation, origin="web:3", text="стёртое"))
    async with any_database.reading() as session:
        rows = select(TicketWord.ticket_id, TicketWord.word).join(Ticket).where(Ticket.number != erased)
        before = set(map(tuple, (await session.execute(rows)).all()))
    async with any_database.transaction() as session:
        await session.execute(delete(TicketWord))
    await put(any_database, erased, erased_at=now())

    assert 2 == await index_older(any_database)
    assert 0 == await index_older(any_database)
    async with any_database.reading() as session:
        after = set(map(tuple, (await session.execute(rows)).all()))
        kept = await session.scalar(select(func.count()).select_from(TicketWord).where(TicketWord.word == INDEXED))
    assert before == after
    assert 2 == kept
    assert [number] == await found(any_database, "выгрузка")
    assert [empty] == await found(any_database, empty)


async def test_words_from_before_letters_were_composed_are_filled_in_once(any_database, conversation) -> None:
    """Only what was typed with marks is read word by word again."""
    texts = ("йогурт мой", unicodedata.normalize("NFD", "второй йогурт"))
    numbers = [
        await opened(any_database, opening(conversation, text=text, origin=f"web:{place}"))
        for place, text in enumerate(texts)
    ]
    async with any_database.transaction() as session:
        await session.execute(delete(TicketWord).where(TicketWord.word != "мой"))
        ids = (await session.execute(select(Ticket.id))).scalars().all()
        session.add_all(TicketWord(word=UNCOMPOSED, ticket_id=ticket) for ticket in ids)

    assert 2 == await index_older(any_database)
    assert 0 == await index_older(any_database)
    assert [numbers[1]] == await found(any_database, "вторым йогуртом")
    assert [numbers[0]] == await found(any_database, "мой")


async def test_an_erased_ticket_gets_no_words_again(any_database, conversation, number) -> None:
    """Whatever is said in the conversation later."""
    async with any_database.transaction() as session:
        await session.execute(delete(TicketWord))
    await put(any_database, number, erased_at=now())
    async with any_database.transaction() as session:
        await store_message(session, conversation, Author.USER, "снова я")
    assert set() == await words(any_database)
