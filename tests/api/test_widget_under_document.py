"""The window asks under which document a claim is made, where that is not clear, and speaks of what it answers from."""

from playwright.async_api import Page, expect

from tests.api.visits import fill_in, send, violations

ASKED = "По какому документу претензия"


async def test_a_claim_has_the_date_of_the_document_that_was_chosen(page: Page, confirmed) -> None:
    """Nothing is chosen beforehand, and without a choice nothing goes on."""
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    choices = page.get_by_role("group", name=ASKED)
    await expect(choices.get_by_role("radio")).to_have_count(3)
    await page.get_by_role("button", name="Далее").click()
    await expect(choices.get_by_role("alert")).to_have_text("Выберите документ или «Не знаю».")
    assert await violations(page) == []
    await choices.get_by_text("Публичная оферта").click()
    receipt = await send(page)
    await expect(receipt).to_contain_text("п. 5.2 Публичной оферты")


async def test_who_does_not_know_is_promised_no_date(page: Page, confirmed) -> None:
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    await page.get_by_role("group", name=ASKED).get_by_text("Не знаю").click()
    receipt = await send(page)
    await expect(receipt).to_contain_text("П-")
    await expect(receipt).not_to_contain_text("рабочих дней")


async def test_with_one_document_nothing_is_asked(page: Page) -> None:
    await fill_in(page, "хочу подать претензию, мне звонят", "Подать претензию")
    await expect(page.get_by_role("group", name=ASKED)).to_have_count(0)


async def test_the_window_speaks_of_its_documents(page: Page, confirmed) -> None:
    """And offers a question about each."""
    await page.goto("/demo")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Что документы говорят по вашему вопросу")
    await expect(page.get_by_text("Отвечаем словами документов")).to_be_attached()
    await expect(page.get_by_role("button", name="Что сказано в разделе „Оплата“?").first).to_be_attached()
