"""A question where people ask it, and what is read there."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from playwright.async_api import Browser, Page, expect

from stand_in import User
from tests.api.visits import ask, come
from tests.punkt.afternoon.owners_place import Place
from tests.signing_in import sign_in

STAFF, PASSWORD = "anna@romashka.example", "correct horse battery"


@dataclass(frozen=True, slots=True)
class Clause:
    """What an answer has to give: a clause word for word, with where it stands."""

    document: str
    title: str = field(compare=False)  #: is not said as long as there is no other document
    edition: str
    number: str
    text: str

    def __str__(self) -> str:
        return f"Пункт {self.number} · {self.title}"

    def missing_in(self, said: str, since: date | None = None) -> list[str]:
        """What of it cannot be read there; titles within quotation marks have inner ones.

        Staff name an edition to a person by the day `since` which it is in force.
        """
        plain = " ".join(said.replace("„", "«").replace("“", "»").split()).casefold()
        edition = f"редакция от {since:%d.%m.%Y}" if since else f"редакция {self.edition}"
        wanted = (f"пункт {self.number}", self.title, edition, " ".join(self.text.split()))
        return [words for words in wanted if words.casefold() not in plain]


async def in_telegram(person: User, question: str) -> str:
    person.hears_no_more()
    await person.says(question)
    return (await person.hears()).text


async def in_terminal(place: Place, question: str) -> str:
    return await place.types("ask", question)


async def in_widget(page: Page, question: str, clause: Clause) -> str:
    """The card of that clause in the answer."""
    answers = page.locator(".turn.theirs")
    before = await answers.count()
    await ask(page, question)
    card = answers.nth(before).get_by_role("article", name=str(clause))
    await expect(card).to_be_visible()
    return await card.inner_text()


async def in_console(page: Page, question: str, clause: Clause) -> str:
    """What is put into an answer to a person when that clause is chosen from what a slash and the question find."""
    field, found = page.get_by_label("Ответ человеку"), page.get_by_role("listbox", name="Что вставить")
    await field.fill("")
    await field.press_sequentially(f"/{question}")
    await found.get_by_role("option").filter(has_text=str(clause)).click()
    await expect(found).to_be_hidden()
    return await field.input_value()


async def visit(browser: Browser, place: Place) -> Page:
    """A visitor's browser, the window open."""
    page = await _page(browser, place)
    await page.goto("/demo")
    await come(page)
    return page


async def console(browser: Browser, place: Place) -> Page:
    """Anna's browser; she is signed in."""
    page = await _page(browser, place)
    await sign_in(page, STAFF, PASSWORD)
    return page


async def answer_somebody(page: Page, place: Place) -> None:
    """Take the ticket of somebody who wants a person."""
    wish = {"kind": "human", "text": "Позовите сотрудника", "contact": {}, "consent": True}
    opened = await place.web.post("/api/v1/tickets", json=wish, headers={"Idempotency-Key": "one"})
    number = opened.json()["number"]
    await page.goto(f"/console/tickets/{quote(number)}")
    await page.get_by_role("button", name="Взять").first.click()
    await expect(page.get_by_label("Ответ человеку")).to_be_visible()


async def _page(browser: Browser, place: Place) -> Page:
    context = await browser.new_context(
        base_url=place.desk.address, locale="ru-RU", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    return await context.new_page()
