"""Numbers of nested lists in pages of office suites, where «2.1» of the document is «1.» inside of item 2."""

import re
from collections import Counter
from dataclasses import dataclass

import tinycss2
from bs4 import BeautifulSoup, Tag

from index.document.attributes import whole_number
from index.document.references import mentions

_SUITES = re.compile(r"(?:libre|open|my|r7-|only)office|microsoft word|word\.document", re.IGNORECASE)
_DEEPEST = 10  #: levels of a list, in every suite
_QUOTES = "«\"“„'("
_OF_WORD = re.compile(r"mso-list:\s*(l\d+)\s+level(\d)", re.IGNORECASE)


@dataclass(slots=True)
class _Level:
    decimal: bool
    composite: bool  #: its items bear the number of the item above before their own
    path: tuple[int, ...] = ()  #: of the last item


class Levels:
    """Which numbers stand above a number, for items of decimal lists inside one another.

    Word tells it for a list of several levels. Where no suite tells it, an item has the number of the one above before
    its own, unless that one announces a list with a colon. What the text refers to («п. 2.1») decides before that, and
    whether the items of such lists begin with capitals: printers set «1. Срок», but «1) срок».
    """

    def __init__(self, soup: BeautifulSoup, sure: int | None = None) -> None:
        """`sure`: levels down to which numbers are composite, whatever stands above them; None: as the text tells."""
        self._told = _told_by_word(soup)
        self._suite = bool(self._told) or _is_of_a_suite(soup)
        lost = sure is None and self._suite and soup.select_one("ol ol") is not None
        self._sure = _sure_levels(soup) if lost else sure or 0
        self._levels: list[_Level] = []
        self._aside: list[tuple[list[_Level], dict[int, int]]] = []
        self._last: dict[int, int] = {}  #: by depth, of lists that ended, too
        self.rebuilt: tuple[int, str] | None = None  #: line and number of the first item

    def open(self, tag: Tag, start: int | None, *, decimal: bool) -> int | None:
        """A list begins; what it counts from."""
        depth = len(self._levels)
        above = self._levels[-1] if self._levels else None
        around = tag.find_parent(["ol", "ul"])
        nested = self._suite and decimal and above is not None and above.decimal and bool(above.path)
        nested = nested and around is not None and around.name == "ol"
        composite = nested and (depth < self._sure or not _announced(tag))
        path: tuple[int, ...] = ()
        first = next((child for child in tag.contents if isinstance(child, Tag)), None)
        if self._suite and start is None and first is not None and first.name == "ol":
            # LibreOffice goes on so inside of the last item of the list before; without one, of an item 1 with no words
            before = self._last.get(depth, 1)
            path, start = (*(above.path if above and composite else ()), before), before + 1
        self._levels.append(_Level(decimal, composite, path))
        return start

    def apart(self) -> None:
        """A table begins, whose cells stand in no list around it; a list goes on in it from cell to cell."""
        self._aside.append((self._levels, dict(self._last)))
        self._levels = []

    def back(self) -> None:
        """The table ends."""
        self._levels, self._last = self._aside.pop()

    def close(self) -> None:
        """The list that was opened last ends."""
        if self._levels:
            self._levels.pop()

    def number(self, item: Tag, number: int) -> str:
        """The number of an item as it is shown, with its full stop."""
        if not self._levels:
            return f"{number}."
        level = self._levels[-1]
        self._last[len(self._levels) - 1] = number
        above = self._levels[-2].path if len(self._levels) > 1 else ()
        told = self._told.get(_of_word(item))
        composite = level.composite if told is None else told and bool(above)
        level.path = (*above, number) if composite else (number,)
        shown = ".".join(map(str, level.path)) + "."
        if composite and told is None and self.rebuilt is None:
            self.rebuilt = (item.sourceline or 0, shown[:-1])
        return shown


def _sure_levels(soup: BeautifulSoup) -> int:
    """Down to which level numbers are composite whatever stands above them.

    So deep is the longest number that the text refers to and that only composite numbers can give, and so deep are the
    lists behind colons most items of which begin with a capital.
    """
    levels = Levels(soup, sure=_DEEPEST)
    known: dict[str, int] = {}
    opened: list[Tag] = []
    counts: list[int] = []
    capitals: Counter[int] = Counter()
    for tag in soup.find_all(["ol", "li"]):
        while opened and not any(above is opened[-1] for above in tag.parents):
            opened.pop()
            counts.pop()
            levels.close()
        if tag.name == "ol":
            start = levels.open(tag, whole_number(tag.get("start")), decimal=tag.get("type") in {None, "1"})
            opened.append(tag)
            counts.append((1 if start is None else start) - 1)
        elif tag.parent is not None and opened and tag.parent is opened[-1]:
            value = whole_number(tag.get("value"))
            counts[-1] = counts[-1] + 1 if value is None else value
            number = levels.number(tag, counts[-1]).removesuffix(".")
            known[number] = level = number.count(".") + 1
            if level > 1 and _announced(opened[-1]):
                capitals[level] += 1 if _begins_with_a_capital(tag) else -1
    found = (number for pair in mentions(soup.get_text(" ")) for number in pair)
    referred = (known.get(number, 0) for number in found if "." in number)
    return max([0, *referred, *(level for level, more in capitals.items() if more > 0)])


def _begins_with_a_capital(item: Tag) -> bool:
    words = next((words for words in item.stripped_strings), "")
    return words.lstrip(_QUOTES)[:1].isupper()


def _is_of_a_suite(soup: BeautifulSoup) -> bool:
    generators = soup.find_all("meta", attrs={"name": re.compile(r"(?i)^(?:generator|progid)$")})
    return any(_SUITES.search(str(each.get("content") or "")) for each in generators)


def _announced(nested: Tag) -> bool:
    """Whether the words before a list inside an item end with a colon."""
    for before in nested.find_all_previous(string=True, limit=20):
        if words := before.strip():
            return words.endswith(":")
    return False


def _of_word(item: Tag) -> tuple[str, int] | None:
    match = _OF_WORD.search(str(item.get("style") or ""))
    return (match[1].lower(), int(match[2])) if match else None


def _told_by_word(soup: BeautifulSoup) -> dict[tuple[str, int] | None, bool]:
    """List and level of Word → whether its numbers are composite."""
    told: dict[tuple[str, int] | None, bool] = {}
    for sheet in soup.find_all("style"):
        text = str(sheet.string or "")
        if "@list" not in text:
            continue
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type == "at-rule" and rule.lower_at_keyword == "list" and rule.content:
                name, _, level = tinycss2.serialize(rule.prelude).strip().lower().partition(":level")
                shape = re.search(r"mso-level-text:([^;]*)", tinycss2.serialize(rule.content))
                if shape and (depth := whole_number(level)) is not None:
                    told[name, depth] = shape[1].count("%") > 1
    return told
