"""Running headers, footers and numbers of pages: what stands at one place on page after page."""

import re
from collections import Counter
from collections.abc import Sequence

from index.document.numbering import label_at_start
from index.formats.pdf.rows import Row
from index.formats.pdf.sheet import Sheet

_DEEPEST = 6  #: rows at either end of a page
_SAME_PLACE = 4.0  #: points
_ZONE, _LOWEST = 0.2, 110.0  #: of the page at either end: a share of it, and points
_NUMBER = re.compile(
    r"[-–—\s\[(]*(?:стр(?:аница|\.)?|лист|л\.|с\.|page)?\s*№?\s*(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:из|/|of|\|)\s*\d{1,4})?[-–—\s\])]*",
    re.IGNORECASE,
)


def without_margins(pages: Sequence[tuple[Sheet, list[Row]]]) -> tuple[list[list[Row]], list[list[str]]]:
    """Rows of each page without running headers and footers, and the words of these, once, where they come first."""
    kept = [list(rows) for _, rows in pages]
    told: list[list[str]] = [[] for _ in pages]
    known: set[str] = set()
    for end in (0, -1):
        for _ in range(_DEEPEST):
            outer = [
                rows[end] if rows and _in_zone(rows[end], sheet, end) else None
                for rows, (sheet, _) in zip(kept, pages, strict=True)
            ]
            running = _running(outer) | _numbers(outer, kept, end)
            if not running:
                break
            for page in running:
                words = kept[page].pop(end).text
                if not is_page_number(words) and shape(words) not in known:
                    known.add(shape(words))
                    told[page].append(words)
    return kept, told


def _in_zone(row: Row, sheet: Sheet, end: int) -> bool:
    zone = max(_ZONE * sheet.height, _LOWEST)
    return row.base > sheet.height - zone if end == 0 else row.base < zone


def is_page_number(text: str) -> bool:
    """Whether a text says no more than which page this is."""
    return bool(_NUMBER.fullmatch(text))


def shape(text: str) -> str:
    """A text as running headers are compared: numbers may change from page to page, but not that of a clause."""
    words = " ".join(text.split()).casefold()
    return words if label_at_start(text) else re.sub(r"\d+", "#", words)


def _running(outer: Sequence[Row | None]) -> set[int]:
    """Pages whose outer row says the same as that of most pages, or of three, at the same height."""
    places = [(shape(row.text), row.base, page) for page, row in enumerate(outer) if row is not None]
    alike: dict[tuple[str, int], set[int]] = {}
    for words, base, page in places:
        for height in (-1, 0, 1):
            alike.setdefault((words, round(base / _SAME_PLACE) + height), set()).add(page)
    most = [pages for pages in alike.values() if len(pages) >= 3 or (len(pages) == 2 and len(outer) <= 3)]
    return set().union(*most)


def _numbers(outer: Sequence[Row | None], kept: Sequence[list[Row]], end: int) -> set[int]:
    """Pages whose outer row is a number that goes up with the pages, or stands well apart from the text."""
    matches = {page: _NUMBER.fullmatch(row.text) for page, row in enumerate(outer) if row is not None}
    offsets = {page: _value(match[1]) - page for page, match in matches.items() if match}
    common = Counter(offsets.values())
    return {page for page, offset in offsets.items() if common[offset] > 1 or _is_apart(kept[page], end)}


def _is_apart(rows: Sequence[Row], end: int) -> bool:
    """Whether the outer row stands well away from the next."""
    return len(rows) < 2 or abs(rows[end].base - rows[1 if end == 0 else -2].base) > 1.8 * rows[end].size


def _value(printed: str) -> int:
    return int(printed) if printed.isdigit() else 0
