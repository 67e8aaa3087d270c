"""What happens to a ticket, as a visitor reads it in a real browser."""

from playwright.async_api import expect

from tests.api.visits import open_claim
from tickets.life import hold
from tickets.post.outbox import OutboxRow

DUE = {"due_on": "2026-12-04", "basis": "ч. 5.1 ст. 21"}
NORM = "п. 5 ч. 1 ст. 6 Федерального закона № 152-ФЗ"
#: Topic, what comes with it, and what is read of it.
TOLD = [
    ("staff_answered", {"text": "Слушаю вас."}, ["Ответ сотрудника по обращению {number}", "Слушаю вас."]),
    (
        "staff_answered",
        {"text": "Здравствуйте.", "by": "Анна"},
        ["Анна, поддержка", "Ответ по обращению {number}", "Здравствуйте."],
    ),
    ("staff_asked", {"text": "Какой номер?"}, ["Вопрос сотрудника по обращению {number}", "Какой номер?"]),
    (
        "ticket_resolved",
        {"text": "Удалили."},
        ["{number} принято решение", "Удалили.", "можно открыть снова"],
    ),
    ("ticket_refused", {"text": "Нельзя.", "norm": NORM}, ["отказано", "Причина: Нельзя.", f"Основание: {NORM}"]),
    ("identity_needed", {}, ["нужно убедиться, что просите именно вы"]),
    ("ticket_closed", {}, ["Обращение {number} закрыто."]),
    ("ticket_reopened", DUE, ["{number} снова открыто", "до 4 декабря 2026.", "Основание: ч. 5.1 ст. 21"]),
    ("ticket_retracted", {}, ["Обращение {number} отозвано"]),
    ("ticket_duplicate", {"into": "П-2026-000009"}, ["{number} повторяет обращение П-2026-000009"]),
    ("ticket_merged", {"into": "П-2026-000009"}, ["{number} объединено с обращением П-2026-000009"]),
    ("request_confirmed", {"requests": ["erase", "stop"], **DUE}, ["удалить мои данные, прекратить обработку."]),
    ("term_extended", {"text": "Архив.", **DUE}, ["Новый срок: до 4 декабря 2026.", "Причина: Архив."]),
    ("consent_withdrawn", DUE, ["Согласие по обращению {number} отозвано.", "Уничтожат до 4 декабря 2026."]),
    ("data_erased", {"on": "2026-12-04"}, ["данные по обращению {number} уничтожены.", "4 декабря 2026"]),
    ("a_topic_of_tomorrow", {}, []),
]


async def test_whatever_happens_is_told_as_a_sentence(page, database):
    """As it happens, and after a reload once more; what this widget does not know breaks nothing."""
    number = await open_claim(page)
    async with database.transaction() as session:
        ticket = await hold(session, number)
        lane, cause = ticket.conversation_id, f"ticket:{ticket.id}"
        for topic, data, _ in TOLD:
            told = {"number": number, "language": "ru", "message": "m1", **data}
            session.add(OutboxRow(channel="web", lane=lane, topic=topic, data=told, cause=cause))
            await session.flush()  # so that they stay in this order
    turns = page.locator(".staff, .note")
    for _ in range(2):
        await expect(turns).to_have_count(len(TOLD) - 1)
        for place, (_, _, sentences) in enumerate(TOLD[:-1]):
            for sentence in sentences:
                await expect(turns.nth(place)).to_contain_text(sentence.format(number=number))
        await page.reload()
