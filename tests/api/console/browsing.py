"""A browser without scripts: it reads pages and sends the forms that stand on them."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import httpx
from bs4 import BeautifulSoup, Tag

SAME_SITE = {"Origin": "http://punkt.test", "Sec-Fetch-Site": "same-origin"}
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Page:
    """A page as it came."""

    status: int
    path: str
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """What can be read on it, in one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def fault(self) -> str:
        """The sentence that says why something was refused."""
        told = self.soup.find(role="alert")
        return told.get_text(" ", strip=True) if told else ""

    @property
    def steps(self) -> list[str]:
        """The forms that stand on it, by the last word of their addresses, and those that another button sends."""
        forms = [str(form["action"]) for form in self.soup.main.find_all("form")]
        buttons = [str(button["formaction"]) for button in self.soup.main.select("button[formaction]")]
        return sorted({address.rsplit("/", 1)[-1] for address in [*forms, *buttons]} - {"compose", "forget"})

    def form(self, step: str) -> Tag:
        """The form whose address, or that of one of its buttons, ends so."""
        return next(
            form
            for form in self.soup.find_all("form")
            if str(form["action"]).endswith(f"/{step}") or form.select(f'button[formaction$="/{step}"]')
        )

    def address(self, step: str) -> str:
        """Where it is sent."""
        own = str(self.form(step)["action"])
        return own if own.endswith(f"/{step}") else own.rsplit("/", 1)[0] + f"/{step}"

    def choices(self, step: str, field: str) -> list[str]:
        """What may be chosen in a field."""
        found = self.form(step).find_all(["option", "input"])
        return [
            str(one["value"])
            for one in found
            if "disabled" not in one.attrs and field in {one.get("name"), one.parent.get("name")}
        ]

    def filled(self, step: str) -> dict[str, list[str]]:
        """What the form sends when nobody touches it."""
        values: dict[str, list[str]] = {}
        for field in self.form(step).find_all(["input", "textarea", "select"]):
            if field.name == "select":
                chosen = field.find("option", selected=True) or field.find("option", disabled=False)
                sends = [str(chosen["value"])] if chosen else []
            elif field.get("type") == "checkbox":
                sends = [str(field["value"])] if "checked" in field.attrs and "disabled" not in field.attrs else []
            else:
                sends = [field.get_text().removeprefix("\n") if field.name == "textarea" else field.get("value", "")]
            values[field["name"]] = values.get(field["name"], []) + sends
        return values

    def section(self, name: str) -> str:
        """What stands under a heading with this id."""
        heading = self.soup.find(id=name)
        return " ".join((heading.find_parent("section") or heading.parent).get_text(" ").split()) if heading else ""


@dataclass(frozen=True)
class Browser:
    """A member of staff at work."""

    client: httpx.AsyncClient
    email: str

    async def open(self, path: str = "/console") -> Page:
        return _page(await self.client.get(path))

    async def ticket(self, number: str) -> Page:
        return await self.open(f"/console/tickets/{quote(number)}")

    async def do(self, number: str, step: str, **fields: str | list[str]) -> Page:
        """Open the page of a ticket, fill in a form that stands on it, and send it."""
        return await self.send(await self.ticket(number), step, **fields)

    async def send(
        self, page: Page, step: str, press: tuple[str, str] | None = None, **fields: str | list[str]
    ) -> Page:
        """Fill in a form of a page that is already open; `press` is the name and value of the button."""
        data = page.filled(step)
        assert fields.keys() <= data.keys(), f"{step} has no {fields.keys() - data.keys()}"
        data |= {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
        if press:
            data[press[0]] = [press[1]]
        return await self.post(page.address(step), data)

    async def post(self, path: str, data: dict[str, list[str]]) -> Page:
        """Send a form whether it stands on a page or not."""
        return _page(await self.client.post(path, data=data, headers=SAME_SITE, follow_redirects=True))

    async def token(self) -> dict[str, list[str]]:
        """What proves that a form is of this session, and a key that no form was sent with."""
        page = await self.open()
        return {"form": page.filled("sign-out")["form"], "key": [str(page.soup.select_one("input[name=key]")["value"])]}


async def sign_in(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/console/sign-in", data={"email": email, "password": password}, headers=SAME_SITE)


def _page(response: httpx.Response) -> Page:
    return Page(response.status_code, response.url.path, response.text)
