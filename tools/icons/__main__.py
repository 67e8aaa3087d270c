"""Draws the icons of the console that is installed as an application: `make icons`.

Their sign is that of `api/assets/icon.svg`. Chromium draws them, as it draws the pages.
"""

import asyncio
import re
from pathlib import Path

from playwright.async_api import async_playwright

ASSETS = Path(__file__).parents[2] / "api/assets"
GROUND = "#0b5f53"


def drawing(*, round_: float = 0, scale: float = 1.25, ground: str | None = GROUND) -> str:
    """The sign on its ground, as SVG; `scale` 1 is that of the icon of the pages."""
    [path] = re.findall(r'<path d="([^"]+)"', (ASSETS / "icon.svg").read_text("utf-8"))
    plate = f'<rect width="32" height="32" rx="{round_}" fill="{ground}"/>' if ground else ""
    sign = f'<path d="{path}" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/>'
    moved = f'<g transform="translate(16 16) scale({scale}) translate(-16 -16)">{sign}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{plate}{moved}</svg>\n'


ROUND = drawing(round_=8)
WHOLE = drawing()  #: telephones cut their own shape out of it, and leave a circle of four fifths
SIGN = drawing(ground=None, scale=1.6)  #: of a badge only the shape is shown
PICTURES = {
    "console-180.png": (WHOLE, 180),
    "console-192.png": (ROUND, 192),
    "console-512.png": (ROUND, 512),
    "console-maskable-512.png": (WHOLE, 512),
    "badge-96.png": (SIGN, 96),
}


async def draw(folder: Path) -> None:
    """Write every icon into the folder."""
    (folder / "console.svg").write_text(ROUND, "utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (svg, size) in PICTURES.items():
            page = await browser.new_page(viewport={"width": size, "height": size})
            await page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100%}}</style>{svg}")
            await page.screenshot(path=folder / name, omit_background=True)
            await page.close()
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw(ASSETS / "icons"))
