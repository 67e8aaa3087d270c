"""One step with several tickets: each goes its own way, and the page says what became of it."""

from datetime import timedelta

from tests.api.console.browsing import Browser, Page
from tests.api.console.conftest import ANNA, BORIS, VERA
from tickets.queue.lists import ticket_with_history
from tickets.staff.member import Role, find_staff, go_away
from tickets.steps.by_staff import take
from tickets.store.base import now


async def step(browser: Browser, name: str, *tickets: str, path: str = "/console", **fields: str) -> Page:
    data = await browser.token() | {"step": [name], "ticket": list(tickets)}
    return await browser.post(path, data | {key: [value] for key, value in fields.items()})


def told(page: Page) -> str:
    return " ".join(page.soup.select_one(".notice[role=status]").get_text(" ", strip=True).split())


def holders(page: Page) -> dict[str, str]:
    rows = page.soup.select("table.rows tbody tr")
    return {row.select_one(".number").get_text(): row.select_one(".who").get_text(strip=True) for row in rows}


async def has_role(database, email: str, role: Role) -> None:
    async with database.transaction() as session:
        (await find_staff(session, email)).role = role


async def test_tickets_are_taken_together_and_what_cannot_be_is_named(anna, boris, opens, database):
    """Each in its own transaction: one that a colleague was faster with does not keep the others back."""
    first, second, his = await opens(), await opens(), await opens()
    page = await anna.open()
    form = page.soup.select_one("form.several")
    assert [box["value"] for box in form.select("[name=ticket]")] == [first, second, his]
    assert form["action"] == "/console"
    async with database.transaction() as session:
        await take(session, his, BORIS)

    page = await step(anna, "take", first, his, second, first, "П-2026-999999", path="/console?show=mine")
    assert page.status == 200
    assert told(page) == (
        f"Взято в работу: 2. {his}: Обращением занимается {BORIS}. "
        "П-2026-999999: Такого обращения нет: проверьте номер."
    )
    assert page.soup.select_one("nav.lists [aria-current]")["href"] == "/console?show=mine"
    assert set(holders(page)) == {first, second}

    page = await step(boris, "return", first, his)
    assert told(page).startswith(f"Возвращено в очередь: 1. {first}: Обращением занимается {ANNA}")
    assert told(await step(boris, "return")) == "Ничего не отмечено. Отметьте обращения слева от номера."


async def test_only_a_lead_hands_tickets_to_others(anna, boris, opens, database):
    """An agent may take them over; who is away is given nothing."""
    number, other = await opens(), await opens(by=BORIS)
    await has_role(database, BORIS, Role.AGENT)
    page = await boris.open()
    assert [option["value"] for option in page.soup.select(".several [name=assignee] option")] == [BORIS]
    refused = await step(boris, "assign", number, assignee=ANNA)
    assert refused.status == 403

    await has_role(database, ANNA, Role.LEAD)
    async with database.transaction() as session:
        await go_away(session, VERA, now() + timedelta(days=365))
    page = await anna.open()
    assert [option["value"] for option in page.soup.select(".several [name=assignee] option")] == [ANNA, BORIS]
    assert told(await step(anna, "assign", number, other, assignee=BORIS)) == "Передано boris: 2."
    assert told(await step(anna, "assign", number, assignee=VERA)) == (
        f"Передано vera: 0. {number}: Этот сотрудник сейчас отсутствует: выберите другого."
    )
    assert told(await step(boris, "assign", other, assignee=BORIS)).startswith("Передано boris: 1.")


async def test_other_steps_are_none(anna, number):
    """And without the token of the session nothing is done."""
    assert (await step(anna, "burn", number)).status == 404
    refused = await anna.post("/console", {"step": ["take"], "ticket": [number]})
    assert refused.status in {403, 422}
    assert holders(await anna.open()) == {number: "Отвечает:никто"}


async def test_what_is_sent_again_is_not_done_again(anna, boris, opens, database):
    """A colleague who took over meanwhile keeps the ticket; without a key nothing is done."""
    first, second = await opens(), await opens()
    form = await anna.token() | {"step": ["assign"], "ticket": [first, second], "assignee": [ANNA]}
    done = told(await anna.post("/console", form))
    await step(boris, "assign", first, assignee=BORIS)
    assert done == told(await anna.post("/console", form))
    async with database.reading() as session:
        holds = [(await ticket_with_history(session, number)).assignee for number in (first, second)]
    assert [BORIS, ANNA] == holds
    refused = told(await anna.post("/console", form | {"key": [""]}))
    assert 2 == refused.count("У формы нет ключа")
