"""Requests: from a wish to a receipt, one step at a time."""

from dataclasses import replace

from scripted import scripted_knowledge
from talks import file_claim, tickets

from bot.words.russian import RUSSIAN
from desk.desk import Desk
from index.policy import Policy
from stand_in import User
from tests.conftest import both_stores
from tickets.queue.lists import ticket_with_history
from tickets.record.ticket import Identity, Request, TicketKind
from tickets.store.base import Base
from tickets.store.database import Database

pytestmark = both_stores


async def test_a_claim_becomes_a_ticket_with_number_and_date(anna: User, database: Database, policy: Policy) -> None:
    """Asked, confirmed, contact, consent in a message of its own, receipt."""
    await anna.says("Это претензия: мой номер утёк, верните деньги!")
    offer = await anna.hears()
    assert "Похоже, это претензия. Зарегистрировать её?" == offer.text

    await anna.presses("Да, подать претензию")
    contact = await anna.hears()
    assert contact.text.startswith("Шаг 2 из 3")
    assert "e-mail или телефон" in contact.text
    assert "Фото паспорта" in contact.text

    await anna.says("anna@example.org, +7 (900) 123-45-67")
    assert (
        "Шаг 3 из 3\n\n"
        "Проверьте: претензия\n\n"
        "Это претензия: мой номер утёк, верните деньги!\n\n"
        "Ответ: anna@example.org, +79001234567\n\n"
        "Если всё верно, осталось согласие — оно в следующем сообщении."
    ) == (await anna.hears()).text
    consent = await anna.hears()
    assert consent.text.startswith(f"Я даю {policy.operator} согласие")
    assert f'<a href="{policy.published_at}">' in consent.html
    assert ["Согласен", "Не согласен"] == list(consent.buttons)

    await anna.presses("Согласен")
    receipt = await anna.hears()
    [ticket] = await tickets(database)
    assert "Претензия зарегистрирована." in receipt.text
    assert f"Номер: {ticket.number}" in receipt.text
    assert f"до {RUSSIAN.day(ticket.due_on)}" in receipt.text
    assert "п. 8.2 Политики" in receipt.text
    assert (TicketKind.CLAIM, "anna@example.org", "+79001234567") == (ticket.kind, ticket.email, ticket.phone)
    assert "Это претензия: мой номер утёк, верните деньги!" == ticket.text
    async with database.reading() as session:
        whole = await ticket_with_history(session, ticket.number)
    assert whole.consent is not None
    assert consent.text.startswith(whole.consent.text)


async def test_a_question_taken_for_a_claim_goes_back_to_the_clauses(anna: User, database: Database) -> None:
    await anna.says("как подаётся претензия?")
    await anna.hears()
    await anna.presses("Нет, это вопрос")
    said = await anna.hears()

    assert ["Пункт 8.1", "Пункт 8.2", "Пункт 7.1", "Позвать сотрудника"] == list(said.buttons)
    assert [] == await tickets(database)


async def test_a_deletion_request_asks_for_its_legal_shape(anna: User, database: Database) -> None:
    """Seven shapes in plain words, the one that the words propose marked; here another is chosen instead."""
    await anna.says("/delete отпишите меня от рекламы")
    shapes = await anna.hears()
    assert "☑️ Не присылать рекламу" in shapes.buttons
    assert len(Request) + len(["Дальше", "Назад", "Отмена"]) == len(shapes.buttons)

    await anna.presses("☑️ Не присылать рекламу")
    await anna.presses("▫️ Отозвать согласие", shapes)
    await anna.presses("Дальше")
    assert "Вы выбрали: отозвать согласие." in (await anna.hears()).text
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Согласен")
    receipt = await anna.hears()

    [ticket] = await tickets(database)
    assert (Request.WITHDRAW,) == ticket.requests
    assert Identity.TELEGRAM == ticket.identity
    assert (None, None) == (ticket.email, ticket.phone)
    assert "отозвать согласие" in receipt.text
    assert "ст. 21" in receipt.text


async def test_an_english_request_is_led_through_in_english(anna: User, database: Database) -> None:
    """The consent stays in the language of the document."""
    await anna.says("delete my account")
    await anna.hears()
    await anna.presses("Yes, register it")
    await anna.hears()
    await anna.presses("Next")
    await anna.hears()
    await anna.presses("Answer me here")
    assert (await anna.hears()).text.startswith("Step 4 of 4\n\nPlease check: delete my data")
    assert "Я даю" in (await anna.hears()).text
    await anna.presses("I agree")
    receipt = await anna.hears()

    [ticket] = await tickets(database)
    assert f"Number: {ticket.number}" in receipt.text


async def test_a_command_begins_a_claim_and_asks_for_its_words(anna: User, database: Database) -> None:
    """What comes next is the claim, whatever it looks like."""
    await anna.says("/claim")
    assert "Опишите одним сообщением" in (await anna.hears()).text
    await anna.says("сколько вы ещё будете мне звонить?")
    assert "Куда прислать ответ?" in (await anna.hears()).text
    await anna.says("не скажу")
    assert "Не вижу здесь ни e-mail, ни телефона" in (await anna.hears()).text
    await anna.says("ivanov@mаil.ru")
    assert "смешаны буквы двух алфавитов" in (await anna.hears()).text
    await anna.says("8 900 123 45 67")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.says("согласна")
    assert "Выберите, пожалуйста, одну из кнопок." == (await anna.hears()).text
    await anna.hears()
    await anna.hears()
    await anna.presses("Согласен")
    await anna.hears()

    [ticket] = await tickets(database)
    assert ("сколько вы ещё будете мне звонить?", "89001234567") == (ticket.text, ticket.phone)


async def test_words_after_the_command_are_the_request(anna: User, database: Database) -> None:
    await anna.says("/delete пришлите копию моих данных")
    shapes = await anna.hears()
    assert "☑️ Показать мои данные" in shapes.buttons


async def test_without_consent_nothing_is_kept(anna: User, database: Database) -> None:
    """No ticket, no contact; the person learns where else to write."""
    await anna.says("это претензия")
    await anna.hears()
    await anna.presses("Да, подать претензию")
    await anna.hears()
    await anna.says("anna@example.org")
    await anna.hears()  # what is to be checked
    await anna.hears()
    await anna.presses("Не согласен")
    said = await anna.hears()

    assert "Без согласия зарегистрировать обращение нельзя" in said.text
    assert [] == await tickets(database)
    assert "anna@example.org" not in await _everything(database)


async def test_consent_is_to_the_words_that_were_shown(
    anna: User, scripted_desk: Desk, policy: Policy, database: Database
) -> None:
    """When the document changed before the press, the new words are shown and the press counts for nothing."""
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    await anna.hears()
    changed = replace(policy, contact="new@example.org")
    scripted_desk.knowledge = scripted_knowledge(changed)
    await anna.presses("Согласен")
    await anna.hears()  # what is to be checked
    assert "new@example.org" in (await anna.hears()).text
    assert [] == await tickets(database)

    await anna.presses("Согласен")
    await anna.hears()
    assert 1 == len(await tickets(database))


async def test_a_draft_can_be_cancelled_by_word_command_and_button(anna: User, database: Database) -> None:
    """And then a question is a question again."""
    for way in ("Отмена", "/cancel"):
        await anna.says("/claim")
        await anna.hears()
        await anna.says(way)
        assert "Обращение отменено" in (await anna.hears()).text
    await anna.says("/claim")
    await anna.hears()
    await anna.presses("Отмена")
    assert "Обращение отменено" in (await anna.hears()).text

    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text
    await anna.says("/cancel")
    assert "отменять нечего" in (await anna.hears()).text


async def test_commands_work_in_the_middle_of_a_draft(anna: User) -> None:
    """And the draft goes on."""
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.says("/help")
    assert "/status" in (await anna.hears()).text
    await anna.says("anna@example.org")
    await anna.hears()  # what is to be checked
    assert "Согласен" in (await anna.hears()).buttons


async def test_a_person_is_called_with_one_press(anna: User, database: Database) -> None:
    """No contact, no consent; a second call while the first waits is not needed."""
    await anna.says("хочу говорить с человеком")
    offer = await anna.hears()
    assert ["Да, позвать сотрудника"] == list(offer.buttons)
    await anna.presses("Да, позвать сотрудника")
    said = await anna.hears()

    [ticket] = await tickets(database)
    assert (TicketKind.HUMAN, None, "хочу говорить с человеком") == (ticket.kind, ticket.due_on, ticket.text)
    assert ticket.number in said.text
    await anna.says("сколько храните?")
    await anna.hears()
    assert ticket.number in (await anna.presses("Позвать сотрудника") or "")
    await anna.says("/human")
    assert ticket.number in (await anna.hears()).text
    assert 1 == len(await tickets(database))


async def test_the_command_for_a_person_passes_on_the_words_after_it(anna: User, database: Database) -> None:
    """Without words, the ticket holds those of the button."""
    await anna.says("/human потеряла доступ к кабинету")
    await anna.hears()
    await anna.presses("Да, позвать сотрудника")
    await anna.hears()
    boris = anna._stand_in.user("Борис")
    await boris.says("/human")
    await boris.hears()
    await boris.presses("Да, позвать сотрудника")
    await boris.hears()

    assert ["Позвать сотрудника", "потеряла доступ к кабинету"] == [ticket.text for ticket in await tickets(database)]


async def test_the_status_lists_tickets_with_dates(anna: User, database: Database) -> None:
    await anna.says("/status")
    assert "пока нет обращений" in (await anna.hears()).text
    ticket = await file_claim(anna, database)

    await anna.says("/status")
    said = await anna.hears()
    assert f"{ticket.number} · претензия · ждёт сотрудника" in said.text
    assert f"до {RUSSIAN.day(ticket.due_on)}" in said.text


async def _everything(database: Database) -> str:
    """All that the database holds, as one text."""
    async with database.reading() as session:
        rows = [row for table in Base.metadata.sorted_tables for row in (await session.execute(table.select())).all()]
    return "\n".join(map(str, rows))
