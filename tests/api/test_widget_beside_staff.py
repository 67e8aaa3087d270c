"""Asking in the widget while staff hold the ticket, in a real browser."""

from playwright.async_api import expect

from tests.api.visits import ask, open_claim, violations
from tickets.staff.member import add_staff
from tickets.steps.by_staff import take

ANNA = "anna@example.ru"


async def test_a_sure_question_is_answered_by_the_policy_while_staff_work(page, database):
    """The clause stands under a line that says whose it is; asked again, it is for staff, and nothing is lost."""
    number = await open_claim(page)
    async with database.transaction() as session:
        await add_staff(session, ANNA)
        await take(session, number, ANNA)
    await ask(page, "сколько вы храните мои данные?")
    reply = page.locator(".theirs", has_text="Сообщение передано сотруднику")
    await expect(reply).to_contain_text("говорит сама Политика")
    await expect(reply.get_by_role("article", name="Пункт 5.1")).to_be_visible()
    await expect(reply).to_contain_text("а не юридическая консультация")
    await expect(reply.get_by_role("button", name="Позвать сотрудника")).to_have_count(0)
    await reply.get_by_role("button", name="Помогло", exact=True).click()
    await expect(reply.get_by_text("Спасибо, учтём.")).to_be_visible()
    assert [] == await violations(page)

    await ask(page, "сколько вы храните мои данные?")
    await expect(page.get_by_text(f"Передал сотруднику, который ведёт обращение {number}.")).to_be_visible()
    await page.reload()
    await page.evaluate("() => Punkt('open')")
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_have_count(1)
