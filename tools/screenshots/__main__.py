"""Start the house, tell the story, take the pictures; 1 when a state could not be reached, with its name."""

import argparse
import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, StorageState, async_playwright
from pydantic import SecretStr

from api.app import create_app
from api.http.server import Server
from desk.settings import Settings
from punkt.house import open_house
from punkt.listening import listen
from punkt.secret import secret_key
from tools.screenshots import talks, tickets
from tools.screenshots.document import FILE, document
from tools.screenshots.pictures import shots, take
from tools.screenshots.state import STATES, State
from tools.screenshots.states import console, office, public, widget
from tools.screenshots.story import ANNA, PASSWORD, Story

PARTS = (widget, public, console, office)  #: imported for the states that they put on the list
AT_ONCE = 3  #: pages
VAR = Path("var").resolve()
WITHOUT = ("index", "cache")  #: of the data folder: made once, and only read here


@asynccontextmanager
async def told(folder: Path) -> AsyncIterator[Story]:
    """The house at a free port, with the whole story in a folder that is thrown away."""
    for name in WITHOUT:
        (folder / name).symlink_to(VAR / name)
    listening = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = Settings.model_construct(
        data=folder,
        public_url=address,
        rate_limit="off",
        secret_key=SecretStr("k" * 40),
        smtp_url=SecretStr("smtp://127.0.0.1:9"),  # nobody carries letters; pages offer codes as where somebody does
        mail_from="help@example.org",
    )
    async with open_house(settings) as house:
        story = Story(house, address)
        await story.hire()
        await story.prepare()
        await talks.fill(story)
        await tickets.fill(story)
        server = Server(create_app(house.desk, house.database, settings, secret_key(settings)))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.05)
        yield story
        server.should_exit = True
        await serving


async def sign_in(browser: Browser, story: Story) -> StorageState:
    """What Anna's browser keeps when she has signed in."""
    context = await browser.new_context(base_url=story.address)
    page = await context.new_page()
    await page.goto("/console/sign-in")
    await page.get_by_label("Почта").fill(ANNA)
    await page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Войти").click()
    await page.wait_for_url(lambda url: "sign-in" not in url)
    kept = await context.storage_state()
    await context.close()
    return kept


async def run(states: Sequence[State]) -> list[str]:
    """What could not be reached, each with why."""
    with TemporaryDirectory(prefix="punkt-screenshots-") as folder:
        async with told(Path(folder)) as story, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
            session = await sign_in(browser, story)
            at_once = asyncio.Semaphore(AT_ONCE)

            async def picture(state: State) -> str | None:
                async with at_once:
                    return await _take_all(state, browser, story, session)

            missing: list[str | None] = []
            # Staff first: what visitors do for their pictures would be seen on theirs.
            for staff in (True, False):
                missing += await asyncio.gather(*(picture(state) for state in states if state.staff is staff))
            await browser.close()
    return [one for one in missing if one]


async def _take_all(state: State, browser: Browser, story: Story, session: StorageState) -> str | None:
    """Every picture of a state; why not, at the first that fails."""
    for shot in shots(state):
        try:
            await take(shot, browser, story, session)
        except Exception as error:  # noqa: BLE001 - a page that is not there yet does not stop the others
            return f"{shot.file.stem}: {str(error).splitlines()[0]}"
    return None


def _chromium() -> str | None:
    return shutil.which("chromium")  # where there is none, Playwright looks for its own


def main() -> None:
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these states")
    parser.add_argument("--document", action="store_true", help="only write docs/screens.md")
    wanted = parser.parse_args()
    FILE.write_text(document(), "utf-8")
    if wanted.document:
        return
    missing = asyncio.run(run([state for state in STATES if not wanted.names or state.name in wanted.names]))
    sys.stdout.writelines(f"missing: {one}\n" for one in missing)
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
