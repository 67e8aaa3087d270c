"""What a visitor sees of the widget."""

from playwright.async_api import Locator, Page, expect

from tickets.steps.by_staff import answer, take
from tools.screenshots.state import Part, state
from tools.screenshots.story import ANNA, Story

CLAIM, REQUEST = "Подать претензию", "Оформить запрос о данных"
MAIL = "primer@example.org"


async def come(page: Page) -> None:
    """On wide screens the demo page opens the window itself, sooner or later."""
    await page.goto("/demo")
    await page.evaluate("Punkt('open')")
    await expect(page.get_by_role("textbox", name="Ваш вопрос")).to_be_visible()


async def write(page: Page, question: str) -> None:
    await page.get_by_label("Ваш вопрос").fill(question)
    await page.keyboard.press("Enter")


async def ask(page: Page, question: str) -> None:
    await come(page)
    await write(page, question)


async def offered(page: Page, words: str, offer: str, email: str = "") -> None:
    """The first step of a ticket."""
    await ask(page, words)
    await page.get_by_role("button", name=offer).click()
    await page.get_by_label("Почта").fill(email)


async def send(page: Page) -> Locator:
    """The consent, then the receipt."""
    await page.get_by_role("button", name="Далее").click()
    await page.get_by_role("checkbox").check()
    await page.get_by_role("button", name="Отправить").click()
    receipt = page.get_by_role("region", name="Обращение принято")
    await expect(receipt).to_be_visible()
    return receipt


@state(Part.WIDGET, "closed, on a page of somebody's site")
async def widget_closed(page: Page, story: Story) -> None:
    await come(page)
    await page.get_by_role("button", name="Закрыть").click()
    await expect(page.get_by_role("button", name="Спросить о данных")).to_be_visible()


@state(Part.WIDGET, "the greeting, with what people often ask", dark=True)
async def widget_greeting(page: Page, story: Story) -> None:
    await come(page)
    await expect(page.get_by_text("О чём хотите узнать?")).to_be_visible()


@state(Part.WIDGET, "an everyday question, and the clause word for word", dark=True)
async def widget_answer(page: Page, story: Story) -> None:
    await ask(page, "а долго мое досье у вас пролежит")
    await expect(page.get_by_role("article", name="Пункт 5.1")).to_be_visible()


@state(Part.WIDGET, "why it is this clause: the words and phrases that decided")
async def widget_why(page: Page, story: Story) -> None:
    await ask(page, "мыло моё продаёте?")
    await page.get_by_text("Почему этот пункт").first.click()
    await expect(page.get_by_text("Об этом же спрашивают так").first).to_be_visible()


@state(Part.WIDGET, "not sure: several clauses to choose from")
async def widget_suggestions(page: Page, story: Story) -> None:
    await ask(page, "снилс вам зачем")
    await expect(page.get_by_text("один из этих пунктов")).to_be_visible()


@state(Part.WIDGET, "the policy is silent, and it says so")
async def widget_no_answer(page: Page, story: Story) -> None:
    await ask(page, "Под каким номером вы внесены в реестр операторов Роскомнадзора?")
    await expect(page.get_by_text("ничего не сказано")).to_be_visible()


@state(Part.WIDGET, "no connection: what was written is kept")
async def widget_offline(page: Page, story: Story) -> None:
    await ask(page, "кому вы передаёте мои данные?")
    await expect(page.get_by_role("article", name="Пункт 5.2")).to_be_visible()
    await page.context.set_offline(True)
    await write(page, "а рекламу пришлёте?")
    await expect(page.get_by_text("Нет связи").first).to_be_visible(timeout=20_000)


@state(Part.OWN_TICKET, "a claim: the first step of the form", dark=True)
async def widget_claim(page: Page, story: Story) -> None:
    await offered(page, "хочу подать претензию, мне звонят каждый день", CLAIM, MAIL)
    await page.get_by_label("Имя").fill("Анна Примерова")


@state(Part.OWN_TICKET, "a request about one's data: several things may be asked at once")
async def widget_request(page: Page, story: Story) -> None:
    await offered(page, "отзываю согласие, удалите мои данные", REQUEST)


@state(Part.OWN_TICKET, "the consent, on a screen of its own")
async def widget_consent(page: Page, story: Story) -> None:
    await offered(page, "удалите мои данные", REQUEST, MAIL)
    await page.get_by_role("button", name="Далее").click()
    await expect(page.get_by_role("heading", name="Согласие на обработку данных")).to_be_visible()


@state(Part.OWN_TICKET, "the receipt: number, date, and a code to prove the address")
async def widget_receipt(page: Page, story: Story) -> None:
    await offered(page, "удалите мои данные", REQUEST, MAIL)
    await send(page)


@state(Part.OWN_TICKET, "one's own tickets")
async def widget_mine(page: Page, story: Story) -> None:
    await offered(page, "хочу подать претензию, мне звонят", CLAIM)
    await send(page)
    await page.get_by_role("button", name="Мои обращения").click()
    await expect(page.get_by_role("article").first).to_be_visible()


@state(Part.OWN_TICKET, "staff answer, and the visitor reads it as it is sent", dark=True)
async def widget_staff(page: Page, story: Story) -> None:
    await offered(page, "хочу подать претензию, мне звонят", CLAIM)
    number = await (await send(page)).locator(".ticket-number").inner_text()
    async with story.house.database.transaction() as session:
        await take(session, number, ANNA)
        await answer(
            session, number, ANNA, "Здравствуйте! Проверили: ваш номер из обзвона убрали, звонков больше не будет."
        )
    await expect(page.get_by_text("звонков больше не будет")).to_be_visible(timeout=20_000)
