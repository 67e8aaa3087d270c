"""The tickets of the story: each in a state of its own, and a quarter of a year of those that are done."""

import random
from datetime import timedelta

from sqlalchemy import update

from tickets.post.outbox import OutboxRow
from tickets.record.ticket import Request
from tickets.steps.by_staff import answer, ask, note, take
from tickets.steps.deciding import Kept, asks_to_erase, close, refuse, resolve
from tickets.steps.extending import extend
from tickets.steps.own_steps import add, retract
from tickets.store.base import now
from tools.screenshots.people import EARLIER, claim, question, request
from tools.screenshots.story import ANNA, BORIS, VERA, Story, spread, writes

NORM = "ч. 8 ст. 14 Федерального закона № 152-ФЗ"
NEW = claim(
    "Мне третий день звонят с предложением кредита и называют по имени и отчеству. Номер я оставлял только у вас. "
    "Прошу проверить, кому вы его передали, и остановить звонки.",
    "Анна Примерова",
    "telegram",
)
WORKED = claim(
    "С меня списали деньги за месяц, которым я не пользовался. В договоре ссылка на политику, а в ней об этом ничего.",
    "Сергей Образцов",
)
ERASURE = request(
    "Я давно не пользуюсь сервисом. Удалите, пожалуйста, всё, что обо мне сохранили: номер, записи, переписку.",
    "Лидия Придуманная",
    Request.ERASE,
    Request.WITHDRAW,
)


async def fill(story: Story) -> None:
    """All of them."""
    await _open_ones(story)
    await _done_ones(story)
    await _undelivered(story)


async def _open_ones(story: Story) -> None:
    zone = story.house.settings.zone
    async with story.house.database.transaction() as session:
        await story.open(session, NEW, "new", 0.01)
        late = await story.open(session, claim("Месяц жду ответа. Где он?", "Игорь Примеров"), "late", 33)
        await take(session, late.number, BORIS)
        await answer(session, late.number, BORIS, "Здравствуйте! Передали вопрос юристам, ответим на этой неделе.")
        await spread(session, late, [20, 22])

        worked = await story.open(session, WORKED, "worked", 26.5)
        await take(session, worked.number, ANNA)
        await answer(session, worked.number, ANNA, "Здравствуйте, Сергей! Проверяем списание, это займёт день.")
        await writes(session, worked, "Хорошо, жду. Вот ещё номер операции: 4417.")
        await note(session, worked.number, ANNA, "Бухгалтерия подтвердила: списали по старому тарифу.")
        await add(session, worked.number, "Прошу вернуть деньги на ту же карту.", "story:addition")
        await spread(session, worked, [3, 4, 30, 31])
        await writes(session, worked, "Скажите, по какому пункту вы вообще храните мои платежи?")

        erasure = await story.open(session, ERASURE, "erasure", 6)
        await take(session, erasure.number, ANNA)
        await answer(session, erasure.number, ANNA, "Здравствуйте! Удалим и пришлём подтверждение.")
        await spread(session, erasure, [1.5, 2])

        checking = request("Что вы обо мне знаете?", "Вадим Неизвестный", Request.ACCESS, channel="web", proven=False)
        await take(session, (await story.open(session, checking, "checking", 2)).number, BORIS)
        waiting = await story.open(session, question("Нужен человек: вопрос по счёту.", "Зоя Пример"), "waiting", 1.2)
        await take(session, waiting.number, ANNA)
        await ask(session, waiting.number, ANNA, "Подскажите, пожалуйста, номер счёта.")
        await spread(session, waiting, [0.4, 0.5])

        copies = request("Пришлите копию всех моих данных.", "Роман Черновиков", Request.ACCESS)
        longer = await story.open(session, copies, "longer", 8)
        await take(session, longer.number, BORIS)
        await extend(session, longer.number, BORIS, "access", "Часть записей в архиве: нужно время.", zone)
        twice = request("Пришлите копию данных, уже просил.", "Роман Черновиков", Request.ACCESS)
        await story.open(session, twice, "second", 0.4)
        await story.open(
            session, question("Позовите сотрудника, пожалуйста.", "Юлия Эскизова", "telegram"), "human", 0.05
        )
        undo = await story.open(session, request("Уберите рекламу.", "Инна Эталонова", Request.MARKETING), "undo", 0.8)
        await take(session, undo.number, ANNA)
        ads = request("Хватит рекламы!", "Фёдор Наброскин", Request.MARKETING)
        await story.open(session, ads, "ads", 0.2)
        await story.open(session, claim("Почему данные у вашего партнёра?", "Майя Чертежова"), "partner", 28.2)


async def _done_ones(story: Story) -> None:
    """Most were kept to time, as where people work well; some were not."""
    chance = random.Random(7)
    for place in range(46):
        told = EARLIER[place % len(EARLIER)]
        days = 88 - place * 1.8 + chance.random()
        wait = chance.choice([0.4, 0.7, 1.5, 2, 3, 5, 7, 20, 26, 40, 90])
        async with story.house.database.transaction() as session:
            ticket = await story.open(session, told, f"earlier-{place}", days)
            actor = chance.choice([ANNA, BORIS, BORIS, VERA])
            await take(session, ticket.number, actor)
            await answer(session, ticket.number, actor, "Здравствуйте! Разбираемся, напишем сегодня.")
            if place % 11 == 9:
                await retract(session, ticket.number)
            elif place % 7 == 3:
                await refuse(session, ticket.number, actor, "Запрос повторный, ответ уже был.", NORM)
            else:
                data = Kept("Данные нужны для договора.") if asks_to_erase(ticket) else None
                await resolve(session, ticket.number, actor, "Сделали, как вы просили.", data=data)
                if place % 3:
                    await close(session, ticket.number, actor)
            hours = chance.choice([30, 60, 90, 150, 24 * 13]) if place % 9 else 24 * 40
            ends = min(hours, (days - 0.2) * 24)
            await spread(session, ticket, [wait * 0.5, wait, max(ends, wait), max(ends, wait)])


async def _undelivered(story: Story) -> None:
    """Two letters that did not arrive."""
    reasons = {"late": "the mail server refuses the letter: 550", "worked": "TimeoutError"}
    async with story.house.database.transaction() as session:
        await session.execute(update(OutboxRow).values(delivered_at=now()))
        for name, reason in reasons.items():
            row = OutboxRow(
                channel="email",
                lane=name,
                topic="staff_answered",
                cause=f"story:{name}",
                data={"number": story.numbers[name]},
                attempts=30 if name == "late" else 4,
                error=reason,
                created_at=now() - timedelta(hours=5),
                dead_at=now() - timedelta(hours=1) if name == "late" else None,
                not_before=now() + timedelta(hours=1),
            )
            session.add(row)
