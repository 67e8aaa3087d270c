"""A person's own tickets: what /status shows of them, and what its buttons do."""

import pytest
from running import STAFF_CHAT, Running
from talks import file_claim, file_request, tickets

from bot.words.russian import RUSSIAN
from stand_in import StandIn, User
from tickets.life import hold
from tickets.queue.lists import ticket_with_history
from tickets.record.ticket import Outcome, Status, Ticket
from tickets.steps.by_staff import ask, take
from tickets.steps.deciding import Kept, asks_to_erase, refuse, resolve
from tickets.store.database import Database

AGENT = "olga@example.org"


@pytest.fixture
async def claim(anna: User, database: Database) -> Ticket:
    return await file_claim(anna, database)


async def whole(database: Database, number: str) -> Ticket:
    async with database.reading() as session:
        return await ticket_with_history(session, number)


async def decided(database: Database, number: str) -> None:
    async with database.transaction() as session:
        await take(session, number, AGENT)
        data = Kept("Идёт договор.") if asks_to_erase(await hold(session, number)) else None
        await resolve(session, number, AGENT, "Деньги вернули.", data=data)


async def test_the_status_of_an_open_ticket_names_its_dates_and_what_can_be_done(anna: User, claim: Ticket) -> None:
    await anna.says("/status")
    said = await anna.hears()

    assert (
        f"{claim.number} · претензия · ждёт сотрудника\n\n"
        f"Получено: {RUSSIAN.day(claim.received_on)}\n"
        f"Срок: до {RUSSIAN.day(claim.due_on)}\n"
        f"Основание: {claim.basis}"
    ) == said.text
    assert ["Дополнить", "Отозвать обращение", "Отозвать согласие"] == list(said.buttons)


async def test_a_refusal_is_shown_with_its_reason_and_norm(anna: User, claim: Ticket, database: Database) -> None:
    """And can be opened again."""
    async with database.transaction() as session:
        await take(session, claim.number, AGENT)
        await refuse(session, claim.number, AGENT, "Оплаты не было.", "ст. 22 закона № 2300-1")
    await anna.hears()
    await anna.says("/status")
    said = await anna.hears()

    assert (
        f"{claim.number} · претензия · отказано\n\n"
        f"Получено: {RUSSIAN.day(claim.received_on)}\n"
        "Решение: Оплаты не было.\n"
        "Основание: ст. 22 закона № 2300-1"
    ) == said.text
    assert ["Открыть снова", "Отозвать согласие"] == list(said.buttons)


async def test_of_several_tickets_one_is_chosen(anna: User, claim: Ticket, database: Database) -> None:
    """Open ones first, each by its number."""
    request = await file_request(anna, database)
    await decided(database, request.number)
    await anna.hears()
    await anna.says("/status")
    said = await anna.hears()

    assert (
        f"{claim.number} · претензия · ждёт сотрудника\nСрок: до {RUSSIAN.day(claim.due_on)}\n\n"
        f"{request.number} · удалить мои данные · решено\n\n"
        "Чтобы дополнить обращение, отозвать его или открыть снова, выберите номер."
    ) == said.text
    assert [claim.number, request.number] == list(said.buttons)

    await anna.presses(request.number)
    card = await anna.hears()
    assert f"{request.number} · удалить мои данные · решено" in card.text
    assert "Решение: Деньги вернули." in card.text
    assert ["Открыть снова", "Отозвать согласие"] == list(card.buttons)


async def test_no_ticket_is_out_of_reach_in_a_long_list(anna: User, database: Database) -> None:
    """Ten at a time; the consent of the oldest can be withdrawn, too."""
    numbers = [(await file_claim(anna, database)).number for _ in range(12)]
    await anna.says("/status")
    first = await anna.hears()
    assert [*reversed(numbers[2:]), "Ещё обращения: 2"] == list(first.buttons)

    await anna.presses("Ещё обращения: 2")
    assert [numbers[1], numbers[0]] == list((await anna.hears()).buttons)


async def test_the_next_message_is_added_and_the_first_wording_stays(
    anna: User, claim: Ticket, running: Running, stand_in: StandIn, database: Database
) -> None:
    """Also when the bot was restarted in between; staff hear of it, without a word of it."""
    await anna.says("/status")
    await anna.hears()
    await anna.presses("Дополнить")
    assert (
        f"Напишите одним сообщением, чем дополнить обращение {claim.number}. "
        "Первоначальные слова в нём останутся без изменений."
    ) == (await anna.hears()).text
    await running.settles()
    await running.stop()
    await running.start()
    await anna.says("и верните проценты")
    assert (
        f"Обращение {claim.number} дополнено, сотрудники об этом узнают. Первоначальные слова остались без изменений."
    ) == (await anna.hears()).text

    kept = await whole(database, claim.number)
    assert ("верните деньги", [(2, "и верните проценты")]) == (
        kept.text,
        [(each.version, each.text) for each in kept.additions],
    )
    await running.settles()
    assert f"Обращение {claim.number} (претензия) дополнено, теперь это версия 2." == (
        stand_in.chats[str(STAFF_CHAT)][-1].text
    )
    await anna.says("сколько храните?")
    assert "Пункт 5.1" in (await anna.hears()).text


async def test_adding_works_while_staff_answer(anna: User, claim: Ticket, running: Running, database: Database) -> None:
    """Whoever waits for an answer has it then; the words after it go to staff as ever."""
    async with database.transaction() as session:
        await take(session, claim.number, AGENT)
        await ask(session, claim.number, AGENT, "Какой был номер заказа?")
    await anna.hears()
    await anna.says("/status")
    assert "ждём вашего ответа" in (await anna.hears()).text
    await anna.presses("Дополнить")
    await anna.hears()
    await anna.says("Заказ 15")
    assert "дополнено" in (await anna.hears()).text
    await anna.says("спасибо")
    await running.settles()

    kept = await whole(database, claim.number)
    assert (Status.TAKEN, ["Заказ 15"]) == (kept.status, [each.text for each in kept.additions])
    assert [] == anna.unheard


async def test_adding_can_be_thought_better_of(anna: User, claim: Ticket, database: Database) -> None:
    """By word and by button; the ticket is not what is cancelled."""
    for way in (anna.says, anna.presses):
        await anna.says("/status")
        await anna.hears()
        await anna.presses("Дополнить")
        await anna.hears()
        await way("Отмена")
        assert f"Хорошо, обращение {claim.number} остаётся как было." == (await anna.hears()).text

    kept = await whole(database, claim.number)
    assert (Status.NEW, []) == (kept.status, kept.additions)


async def test_a_claim_half_told_is_not_lost_for_an_addition(anna: User, claim: Ticket) -> None:
    await anna.says("/claim второе дело")
    await anna.hears()
    await anna.says("/status")
    await anna.hears()
    assert "Сначала закончите начатое обращение или прервите его командой /cancel." == await anna.presses("Дополнить")

    await anna.says("anna@example.org")
    await anna.hears()  # what is to be checked
    assert "Согласен" in (await anna.hears()).buttons


async def test_a_ticket_is_taken_back_after_asking_once(anna: User, claim: Ticket, database: Database) -> None:
    await anna.says("/status")
    await anna.hears()
    await anna.presses("Отозвать обращение")
    asked = await anna.hears()
    assert f"Точно отозвать обращение {claim.number}? Работа над ним прекратится." == asked.text
    assert f"Хорошо, обращение {claim.number} остаётся как было." == await anna.presses("Нет, оставить")
    assert Status.NEW == (await whole(database, claim.number)).status

    await anna.presses("Отозвать обращение")
    again = await anna.hears()
    await anna.presses("Да, отозвать")
    said = await anna.hears()
    assert (
        f"Обращение {claim.number} отозвано, работа над ним прекращена.\n\nЕсли передумаете, его можно открыть снова."
    ) == said.text
    assert ["Открыть снова"] == list(said.buttons)
    kept = await whole(database, claim.number)
    assert (Status.CLOSED, Outcome.RETRACTED) == (kept.status, kept.outcome)
    assert f"С обращением {claim.number} этого уже не сделать, сейчас оно в состоянии «закрыто»." == (
        await anna.presses("Да, отозвать", again)
    )


async def test_a_decided_ticket_is_opened_again_with_a_reason(
    anna: User, claim: Ticket, running: Running, stand_in: StandIn, database: Database
) -> None:
    """The next message says why, and its dates start anew."""
    await decided(database, claim.number)
    resolved = await anna.hears()
    await anna.presses("Открыть снова", resolved)
    assert f"Напишите одним сообщением, почему обращение {claim.number} нужно открыть снова." == (
        (await anna.hears()).text
    )
    await anna.says("деньги не пришли")
    said = await anna.hears()

    kept = await whole(database, claim.number)
    assert (
        f"Обращение {claim.number} снова открыто и ждёт сотрудника.\n\n"
        f"Срок: до {RUSSIAN.day(kept.due_on)}\nОснование: {kept.basis}"
    ) == said.text
    assert (Status.NEW, "деньги не пришли") == (kept.status, kept.events[-1].detail["reason"])
    await running.settles()
    assert f"Обращение {claim.number} открыто снова: претензия." == stand_in.chats[str(STAFF_CHAT)][-1].text
    assert "сейчас оно в состоянии «ждёт сотрудника»" in (await anna.presses("Открыть снова", resolved) or "")


async def test_what_was_decided_meanwhile_cannot_be_added_to(anna: User, claim: Ticket, database: Database) -> None:
    """The words are not kept, and the person knows where the ticket stands."""
    await anna.says("/status")
    await anna.hears()
    await anna.presses("Дополнить")
    await anna.hears()
    await decided(database, claim.number)
    await anna.hears()
    await anna.says("и верните проценты")
    assert f"С обращением {claim.number} этого уже не сделать, сейчас оно в состоянии «решено»." == (
        (await anna.hears()).text
    )


async def test_the_consent_is_withdrawn_right_under_the_receipt(
    anna: User, running: Running, stand_in: StandIn, database: Database
) -> None:
    """As easily as it was given: a press, a yes; then the date of the destruction runs."""
    ticket = await file_claim(anna, database)
    receipt = anna.messages[-1]
    assert ["Отозвать согласие"] == list(receipt.buttons)
    await anna.presses("Отозвать согласие", receipt)
    asked = await anna.hears()
    assert (
        f"Точно отозвать согласие по обращению {ticket.number}? Данные, которые вы в нём указали, "
        "перестанут обрабатывать и уничтожат."
    ) == asked.text
    await anna.presses("Да, отозвать")
    said = await anna.hears()

    kept = await whole(database, ticket.number)
    assert kept.consent is not None
    assert kept.consent.withdrawn_at is not None
    assert ["claim", "withdraw"] == [clock.period for clock in kept.clocks]
    due = kept.clocks[-1]
    assert (
        f"Согласие по обращению {ticket.number} отозвано. Данные, указанные в нём, будут уничтожены.\n\n"
        f"Срок: до {RUSSIAN.day(due.due_on)}\nОснование: {due.basis}"
    ) == said.text
    await running.settles()
    assert f"По обращению {ticket.number} (претензия) отозвано согласие на обработку данных." == (
        stand_in.chats[str(STAFF_CHAT)][-1].text
    )
    assert "Это согласие уже отозвано." == await anna.presses("Отозвать согласие", receipt)
    assert "Это согласие уже отозвано." == await anna.presses("Да, отозвать", asked)
    await anna.says("/status")
    assert ["Дополнить", "Отозвать обращение"] == list((await anna.hears()).buttons)


async def test_who_called_a_person_gave_no_consent_and_can_take_the_call_back(anna: User) -> None:
    await anna.says("/human")
    await anna.hears()
    await anna.presses("Да, позвать сотрудника")
    assert {} == (await anna.hears()).buttons
    await anna.says("/status")
    assert ["Дополнить", "Отозвать обращение"] == list((await anna.hears()).buttons)


async def test_nobody_touches_anothers_ticket(anna: User, claim: Ticket, stand_in: StandIn, database: Database) -> None:
    """A number is easily guessed, so it opens nothing."""
    boris = stand_in.user("Борис")
    await boris.says("привет")
    answer = await boris.hears()
    number = claim.number
    for step in ("own:add", "own:retract", "own:reopen", "own:withdraw", "sure:retract", "sure:withdraw", "ticket"):
        answer.first_buttons[step] = f"{step}:{number}"
        assert "Эта кнопка уже не действует." == await boris.presses(step, answer)

    kept = await whole(database, number)
    assert (Status.NEW, None) == (kept.status, kept.consent and kept.consent.withdrawn_at)
    assert [] == boris.unheard
    assert 1 == len(await tickets(database))
