"""The page of a ticket in a real browser: newest words first, one menu by keyboard, everything in reach of a thumb."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from playwright.async_api import Page, expect

from tests.api.console.browsing import PASSWORD
from tests.api.test_console_composing import signed_in, violations
from tests.conftest import MOSCOW
from tests.thirty_days import THIRTY_DAYS
from tickets.life import hold
from tickets.record.contact import Contact
from tickets.record.conversation import Author, begin_conversation, store_message
from tickets.record.ticket import TicketKind
from tickets.staff.face import show_as
from tickets.staff.member import add_staff
from tickets.steps.by_staff import answer, take
from tickets.steps.opening import Opening, open_ticket
from tickets.store.base import now
from tickets.store.database import Database

ANNA = "anna@example.ru"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
BEFORE = 299  #: pixels over the talk on a phone that there were when the number was the heading
SMALL = """() => [...document.querySelectorAll(
    'main :is(button, a.button, summary, textarea, .to-queue, .modes label)')]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
  .map(([one, box]) => `${one.className} ${one.textContent.trim()} ${box.width}x${box.height}`)"""


@pytest.fixture
async def number(database: Database) -> str:
    """A claim in Anna's hands, from a visitor of the site."""
    fast = PasswordHasher(1, 8, 1).hash(PASSWORD)
    async with database.transaction() as session:
        await add_staff(session, ANNA, fast)
        wish = Opening(
            conversation_id=(await begin_conversation(session, "web")).id, channel="web", origin="web:1",
            kind=TicketKind.CLAIM, requests=(), text="Сколько вы храните мои данные?",
            contact=Contact(name="Ян", email="yan@example.ru"), consent="Я согласен", edition="1",
            edition_sha256="0" * 64,
            claim_term=THIRTY_DAYS,
        )  # fmt: skip
        number = (await open_ticket(session, wish, MOSCOW)).number
        await take(session, number, ANNA)
    return number


@pytest.fixture
async def anna(page: Page, live, number: str, database: Database) -> Page:
    """Her browser, signed in."""
    async with database.transaction() as session:
        await show_as(session, ANNA, "Анна", by=ANNA)
    return await signed_in(page, live.url, ANNA)


@pytest.fixture
async def long_talk(number: str, database: Database) -> str:
    """The ticket after 300 messages."""
    async with database.transaction() as session:
        ticket = await hold(session, number)
        for turn in range(299):
            said = await store_message(session, ticket.conversation_id, Author.USER, f"сообщение {turn}: когда же?")
            said.at = now() + timedelta(milliseconds=turn)
        last = await store_message(session, ticket.conversation_id, Author.USER, "самые новые слова")
        last.at = now() + timedelta(seconds=1)
        await answer(session, number, ANNA, "Проверяем")
    return number


def path(number: str) -> str:
    return f"/console/tickets/{quote(number)}"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_a_long_talk_opens_at_its_newest_words(anna: Page, long_talk: str, size) -> None:
    """With the composer below them, and nothing to scroll sideways; also when it is opened again."""
    await anna.set_viewport_size(size)
    for _ in range(2):
        await anna.goto(path(long_talk))
        await expect(anna.get_by_text("самые новые слова")).to_be_in_viewport()
        await expect(anna.get_by_label("Ответ человеку")).to_be_in_viewport()
        await expect(anna.get_by_role("button", name="Отправить ответ")).to_be_in_viewport()
        assert await anna.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    await expect(anna.get_by_role("heading", name=f"Ян {long_talk}")).to_be_in_viewport()


async def test_on_a_phone_little_stands_above_the_talk(anna: Page, long_talk: str) -> None:
    """Two fifths less than before, and whatever is pressed is as large as a thumb."""
    await anna.set_viewport_size(PHONE)
    await anna.goto(path(long_talk))
    box = await anna.locator(".reel").bounding_box()
    assert box
    assert box["y"] <= BEFORE * 0.6
    await anna.get_by_label("Ответ человеку").focus()
    await anna.locator(".all-deeds > summary").click()
    assert [] == await anna.evaluate(SMALL)


async def test_the_composer_grows_with_its_text_and_stays_in_reach(anna: Page, long_talk: str) -> None:
    await anna.set_viewport_size(PHONE)
    await anna.goto(path(long_talk))
    field = anna.get_by_label("Ответ человеку")
    send = anna.get_by_role("button", name="Отправить ответ")
    heights = []
    for lines in (1, 4, 40):
        await field.fill("\n".join(["строка"] * lines))
        box = await field.bounding_box()
        assert box
        heights.append(box["height"])
        await expect(send).to_be_in_viewport(ratio=1)
    assert heights == sorted(set(heights))
    assert heights[-1] < PHONE["height"] / 2
    await send.click()
    await expect(anna.locator(".pending")).to_be_in_viewport()


async def test_the_menu_is_walked_by_keys(anna: Page, number: str, database: Database) -> None:
    """Arrows open it and go round, Enter unfolds a form, Esc closes it and gives the focus back."""
    async with database.transaction() as session:
        await add_staff(session, "boris@example.ru", PasswordHasher(1, 8, 1).hash(PASSWORD))
    await anna.goto(path(number))
    summary, menu = anna.locator(".all-deeds > summary"), anna.locator(".all-deeds .deeds-card")
    await summary.focus()
    await anna.keyboard.press("Enter")
    await expect(menu).to_be_visible()
    await anna.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await anna.keyboard.press("ArrowDown")
    await expect(menu).to_be_visible()
    first, last = (menu.locator(".item, .fold > summary").nth(place) for place in (0, -1))
    await expect(first).to_be_focused()
    await anna.keyboard.press("ArrowUp")
    await expect(last).to_be_focused()
    await anna.keyboard.press("ArrowDown")
    await expect(first).to_be_focused()
    await anna.keyboard.press("Enter")
    await expect(menu.get_by_label("Кому")).to_be_visible()
    await anna.keyboard.press("Tab")
    await expect(menu.get_by_label("Кому")).to_be_focused()
    await anna.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(summary).to_be_focused()


async def test_a_press_elsewhere_closes_the_menu_unless_words_would_be_lost_from_sight(anna: Page, number: str) -> None:
    """And only one of the two is open."""
    await anna.goto(path(number))
    menu, decision = anna.locator(".all-deeds .deeds-card"), anna.locator(".decide .deeds-card")
    await anna.locator(".all-deeds > summary").click()
    await anna.locator(".decide > summary").click()
    await expect(menu).to_be_hidden()
    await expect(decision.get_by_label("Что сделано")).to_be_focused()
    await anna.get_by_role("heading", level=1).click(position={"x": 2, "y": 2})
    await expect(decision).to_be_hidden()
    await anna.keyboard.press("d")
    await decision.get_by_label("Что сделано").fill("Вернули деньги")
    await anna.locator("#facts .terms").click()
    await expect(decision.get_by_label("Что сделано")).to_have_value("Вернули деньги")
    await expect(decision).to_be_visible()


async def test_to_answer_is_one_press(anna: Page, number: str) -> None:
    await anna.goto(path(number))
    await anna.get_by_text("Пометка для своих").click()
    await anna.get_by_role("link", name="Ответить").click()
    await expect(anna.get_by_label("Ответ человеку")).to_be_focused()


async def test_what_is_known_of_the_person_is_a_line_on_a_phone(anna: Page, number: str) -> None:
    """Unfolded by a press on the name; on a desk it stands open."""
    card = anna.get_by_role("region", name="Человек").get_by_text("yan@example.ru")
    await anna.goto(path(number))
    await expect(card).to_be_visible()
    await anna.set_viewport_size(PHONE)
    await anna.goto(path(number))
    await expect(card).to_be_hidden()
    await anna.get_by_role("link", name="Ян").click()
    await expect(card).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_everybody_can_read_it(anna: Page, long_talk: str, scheme, size) -> None:
    """The page, its menu, the decision, and the profile, in both themes; pictures of every colour."""
    await anna.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await anna.set_viewport_size(size)
    await anna.goto(path(long_talk))
    assert [] == await violations(anna)
    for opened in (".all-deeds", ".decide"):
        await anna.locator(f"{opened} > summary").click()
        assert [] == await violations(anna)
        await anna.keyboard.press("Escape")
    await anna.goto("/console/account")
    await anna.evaluate(
        """() => document.querySelector('.seen-as').append(...Array.from({ length: 8 }, (_, tone) => {
          const made = document.createElement('span');
          made.className = `picture-of tone-${tone}`;
          made.textContent = 'АБ';
          return made;
        }))"""
    )
    assert [] == await violations(anna)
