"""Comments of a page, of Markdown or of JSX, which nobody sees."""

import re
from collections.abc import Iterable

from index.document.omitted import Left

_OPENING = re.compile(r"<!--|\{/\*|<(script|style|textarea|title)\b", re.IGNORECASE)


def comments(text: str) -> Iterable[tuple[int, int, Left]]:
    """The comments of a page, of Markdown or of JSX; one that is never closed goes on to the end, as in a browser."""
    lower = text.lower()
    place, closable = 0, True
    while opening := _OPENING.search(text, place):
        if opening[1]:
            place = lower.find(f"</{opening[1].lower()}", opening.end())
            if place < 0:
                return
            continue
        closing = "-->" if opening[0] == "<!--" else "*/}"
        end = text.find(closing, opening.end() - 2) if closable or closing == "-->" else -1  # <!--> is a whole one
        if end < 0 and closing == "*/}":
            closable, place = False, opening.end()
            continue
        place = len(text) if end < 0 else end + 3
        yield opening.start(), place, Left.COMMENT
