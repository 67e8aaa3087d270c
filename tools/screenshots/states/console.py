"""What staff see of the queue and of tickets."""

from urllib.parse import quote

from playwright.async_api import Page, expect
from sqlalchemy import delete

from tickets.steps.pending import PendingReply
from tools.screenshots.state import Part, state
from tools.screenshots.story import Story


async def ticket(page: Page, story: Story, name: str) -> None:
    await page.goto(f"/console/tickets/{quote(story.numbers[name])}")


@state(
    Part.QUEUE,
    "who requires an answer: calls and new words on top, then who waits longest; what nobody has read is bold",
    dark=True,
    staff=True,
)
async def queue(page: Page, story: Story) -> None:
    await story.look()
    await page.goto("/console")


@state(Part.QUEUE, "filters that stay in the address, with words in any form", staff=True)
async def queue_filtered(page: Page, story: Story) -> None:
    await page.goto("/console?show=all&q=" + quote("звонок"))


@state(Part.QUEUE, "nothing there", staff=True)
async def queue_empty(page: Page, story: Story) -> None:
    await page.goto("/console?show=open&q=" + quote("такого слова нет нигде"))


@state(Part.QUEUE, "the keys, with «?»", staff=True)
async def queue_keys(page: Page, story: Story) -> None:
    await page.goto("/console")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_be_visible()


@state(Part.TICKET, "new, nobody has taken it", staff=True)
async def ticket_new(page: Page, story: Story) -> None:
    await ticket(page, story, "new")


@state(Part.TICKET, "in work: the conversation, the composer, the dates", dark=True, staff=True)
async def ticket_worked(page: Page, story: Story) -> None:
    await ticket(page, story, "worked")


@state(Part.TICKET, "a clause is put into the answer by «/» and a word", staff=True)
async def ticket_clauses(page: Page, story: Story) -> None:
    await ticket(page, story, "worked")
    field = page.get_by_label("Ответ человеку")
    await field.click()
    await field.press_sequentially("Это сказано в политике. /храни")
    await expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()


@state(Part.TICKET, "an answer waits ten seconds, and can be taken back", staff=True)
async def ticket_undo(page: Page, story: Story) -> None:
    async with story.house.database.transaction() as session:
        await session.execute(delete(PendingReply))
    await ticket(page, story, "undo")
    await page.get_by_label("Ответ человеку").fill("Здравствуйте! Рекламу отключили, больше она не придёт.")
    await page.get_by_role("button", name="Отправить ответ").click()
    await expect(page.get_by_role("button", name="Отменить")).to_be_visible()


@state(Part.TICKET, "who asks must be known first", staff=True)
async def ticket_checking(page: Page, story: Story) -> None:
    await ticket(page, story, "checking")


@state(Part.TICKET, "over its date", staff=True)
async def ticket_late(page: Page, story: Story) -> None:
    await story.look()
    await ticket(page, story, "late")


@state(Part.TICKET, "a request to erase, with everything that is asked and its dates", staff=True)
async def ticket_erasure(page: Page, story: Story) -> None:
    await ticket(page, story, "erasure")


@state(Part.TICKET, "resolving it: what would be destroyed is shown first", dark=True, staff=True)
async def ticket_resolve(page: Page, story: Story) -> None:
    await ticket(page, story, "erasure")
    await page.locator("summary").filter(has_text="Решить").click()
    await page.get_by_label("Что сделано").first.fill("Удалили номер, записи и переписку.")
    await page.get_by_role("button", name="Решить", exact=True).click()
    await expect(page.get_by_role("heading", name="Решить и удалить данные?")).to_be_visible()


@state(Part.TICKET, "done and closed", staff=True)
async def ticket_closed(page: Page, story: Story) -> None:
    await ticket(page, story, "earlier-1")


@state(Part.TICKET, "a number that is not there", staff=True)
async def ticket_missing(page: Page, story: Story) -> None:
    await page.goto(f"/console/tickets/{quote('П-2020-000001')}")
