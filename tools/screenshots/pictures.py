"""Taking pictures, and keeping them small."""

import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, Page, StorageState, ViewportSize

from tools.screenshots.state import State
from tools.screenshots.story import Story

FOLDER = Path("docs/screenshots")
COLOURS = 96
LARGEST = 2600  #: pixels of a picture's height
SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 375, "height": 812}}


Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a state."""

    state: State
    size: str
    scheme: Scheme

    @property
    def file(self) -> Path:
        dark = "-dark" if self.scheme == "dark" else ""
        return FOLDER / f"{self.state.name}-{self.size}{dark}.png"


def shots(state: State) -> Iterator[Shot]:
    """Desktop and phone; the main states also dark."""
    schemes: tuple[Scheme, ...] = ("light", "dark") if state.dark else ("light",)
    for scheme in schemes:
        for size in SIZES:
            yield Shot(state, size, scheme)


async def take(shot: Shot, browser: Browser, story: Story, session: StorageState | None) -> None:
    """Bring a new page into the state, and write the picture."""
    async with _page(shot, browser, story, session) as page:
        await shot.state.act(page, story)
        if shot.state.print:
            await page.emulate_media(media="print")
        await page.wait_for_timeout(250)  # what moves comes to rest
        picture = await page.screenshot(full_page=shot.state.whole, animations="disabled", caret="hide")
    shot.file.write_bytes(small(picture))


def small(picture: bytes) -> bytes:
    """The picture with a palette of its own, and not longer than can be looked at."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, LARGEST)))
    out = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@asynccontextmanager
async def _page(shot: Shot, browser: Browser, story: Story, session: StorageState | None) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport=SIZES[shot.size],
        color_scheme=shot.scheme,
        base_url=story.address,
        locale="ru-RU",
        timezone_id="Europe/Moscow",
        reduced_motion="reduce",
        storage_state=session if shot.state.staff else None,
    )
    page = await context.new_page()
    page.set_default_timeout(20_000)
    try:
        yield page
    finally:
        await context.close()
