"""Telegram asks under which document a claim is made, where that is not clear."""

from sqlalchemy import select
from talks import tickets

from stand_in import User
from tickets.record.consent import Consent
from tickets.store.database import Database

OPERATOR = "Я даю ООО «Информационные Бизнес Технологии» согласие"


async def chosen(anna: User, database: Database, button: str):
    """Text of the receipt, the ticket, and the consent that was asked for."""
    await anna.says("/claim верните деньги")
    asked = await anna.hears()
    assert asked.text.startswith("Шаг 1 из 4\n\nПо какому документу ваша претензия?")
    assert ["Политика конфиденциальности", "Публичная оферта", "Не знаю", "Отмена"] == list(asked.buttons)
    await anna.presses(button)
    assert (await anna.hears()).text.startswith("Шаг 3 из 4")
    await anna.presses("Ответить мне здесь")
    await anna.hears()  # what is to be checked
    consent = await anna.hears()
    await anna.presses("Согласен")
    receipt = await anna.hears()
    return receipt.text, (await tickets(database))[0], consent.text


async def test_the_offer_gives_its_own_date(anna: User, confirmed, database: Database) -> None:
    receipt, ticket, _ = await chosen(anna, database, "Публичная оферта")
    assert "15 рабочих дней: п. 5.2 Публичной оферты" in receipt
    assert "offer" == ticket.document


async def test_the_consent_is_given_to_the_operator_of_that_document(anna: User, lavka, database: Database) -> None:
    """By name in the dative, with where to write to; these very words are kept."""
    _, ticket, consent = await chosen(anna, database, "Публичная оферта")
    assert "Я даю индивидуальному предпринимателю Иванову Ивану Ивановичу согласие" in consent
    assert "письмом на pismo@lavka.example.ru" in consent
    assert "Публичная оферта, редакция 2026-11" in consent
    async with database.reading() as session:
        kept = (await session.scalars(select(Consent).where(Consent.ticket_id == ticket.id))).one()
    assert kept.text in consent


async def test_whoever_refuses_is_told_where_that_operator_is_written_to(anna: User, lavka) -> None:
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.presses("Публичная оферта")
    await anna.hears()
    await anna.presses("Ответить мне здесь")
    await anna.hears()
    await anna.hears()
    await anna.presses("Не согласен")
    assert "pismo@lavka.example.ru" in (await anna.hears()).text


async def test_who_does_not_know_is_promised_no_date(anna: User, confirmed, database: Database) -> None:
    receipt, ticket, consent = await chosen(anna, database, "Не знаю")
    assert OPERATOR in consent, "that of the first document"
    assert "Срок: до" not in receipt
    assert "Дату ответа пока назвать не могу: о ней скажет сотрудник." in receipt
    assert (None, None) == (ticket.document, ticket.due_on)


async def test_a_term_that_nobody_confirmed_is_not_promised(anna: User, lavka, database: Database) -> None:
    receipt, ticket, _ = await chosen(anna, database, "Публичная оферта")
    assert "Срок: до" not in receipt
    assert "никто не подтвердил" in str(ticket.undated)


async def test_words_instead_of_a_button_are_asked_again(anna: User, lavka) -> None:
    await anna.says("/claim верните деньги")
    await anna.hears()
    await anna.says("по оферте")
    assert "Выберите, пожалуйста, одну из кнопок." in (await anna.hears()).text
    assert "По какому документу" in (await anna.hears()).text


async def test_with_one_document_nothing_is_asked(anna: User) -> None:
    await anna.says("/claim верните деньги")
    assert (await anna.hears()).text.startswith("Шаг 2 из 3")
