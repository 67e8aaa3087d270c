"""docs/screens.md, written from the list of states."""

from pathlib import Path

from tools.screenshots.pictures import FOLDER, shots
from tools.screenshots.state import STATES, Part, State

FILE = Path("docs/screens.md")
HEAD = """# Screens

Every main state of the website, as `make screenshots` takes it: the real house with a temporary folder, a real
Chromium, and people who never were. Desktop is 1440 × 900, phone 375 × 812.
"""
WIDTHS = {"desktop": 620, "phone": 160}


def document() -> str:
    """The whole text."""
    lines = [HEAD]
    for part in Part:
        lines += [f"## {part}\n", *(_entry(one) for one in STATES if one.part is part)]
    return "\n".join(lines)


def _entry(one: State) -> str:
    pictures = [
        f'<img src="{FOLDER.name}/{shot.file.name}" width="{WIDTHS[shot.size]}" alt="{shot.size}, {shot.scheme}">'
        for shot in shots(one)
    ]
    return f"**{one.name}**: {one.sentence}\n\n" + "\n".join(pictures) + "\n"
