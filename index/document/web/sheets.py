"""What the style sheets inside a page declare for its elements; rules for some media are left alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import soupsieve
import tinycss2
from bs4 import BeautifulSoup, Tag

from index.document.visibility import DECLARED, Declared, declarations
from index.document.web.letters import Letters, letters_in

_PART = re.compile(r"::?(before|marker|[a-z-]+)\s*\Z", re.IGNORECASE)
_CLASS = re.compile(r"\.((?:[\w-]|[^\x00-\x7f])+)")
_NAME = re.compile(r"[a-z][a-z0-9]*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COMBINATORS = re.compile(r"\s*([\s>+~])\s*")
_AMONG_SIBLINGS = re.compile(r":(?:nth|first|last|only|has)|[+~]", re.IGNORECASE)
_MOST_TRIALS = 100_000  #: of an element against a selector; a page of a hundred lists has thousands
_SIBLINGS = 8  #: that are counted through in the time of one trial


@dataclass(slots=True)
class Sheets:
    """Declarations by id() of an element: for itself, and for what is generated before it."""

    own: dict[int, Declared] = field(default_factory=dict)
    important: dict[int, Declared] = field(default_factory=dict)
    before: dict[int, Declared] = field(default_factory=dict)
    marker: dict[int, Declared] = field(default_factory=dict)
    letters: dict[str, Letters] = field(default_factory=dict)
    incomplete: bool = False  #: there were too many rules for all of them to be followed

    def of(self, tag: Tag) -> Declared:
        """All that is declared for an element, by sheets and by its own attribute."""
        inline = declarations(str(tag.get("style") or ""))
        if id(tag) not in self.own and id(tag) not in self.important:
            return inline
        strong = {name: value for name, value in inline.items() if "!important" in value}
        return {**self.own.get(id(tag), {}), **inline, **self.important.get(id(tag), {}), **strong}


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    part: str  #: "" for the element itself
    declared: tuple[tuple[str, str], ...]
    weight: tuple[bool, int, int, int]  #: of important ones first, then ids, classes, names


def sheets_of(soup: BeautifulSoup) -> Sheets:
    """All that the <style> elements declare."""
    found = Sheets()
    parts = {"": found.own, "important": found.important, "before": found.before, "marker": found.marker}
    texts = [str(sheet.string or "") for sheet in soup.find_all("style")]
    found.letters.update(each for text in texts for each in letters_in(text))
    rules = [rule for text in texts for rule in _rules(text)]
    last_ones = reversed(dict.fromkeys(reversed(rules)))
    chosen = sorted(last_ones, key=lambda rule: rule.weight)
    selecting = _Selecting(soup) if chosen else None
    for rule in chosen:
        styles = parts[rule.part or ("important" if rule.weight[0] else "")]
        for tag in selecting.of(rule.selector) if selecting else ():
            declared = dict(rule.declared)
            if tag.name in {"html", "body"}:  # hidden until a script has made the page ready
                declared = {name: value for name, value in declared.items() if name not in {"display", "visibility"}}
            styles[id(tag)] = {**styles.get(id(tag), {}), **declared}
    found.incomplete = selecting is not None and selecting.left < 0
    return found


class _Selecting:
    """Elements by selector, looked for only where its classes can be, and not without end."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.tags: list[Tag] = soup.find_all(True)
        self.classed: dict[str, list[Tag]] = {}
        self.named: dict[str, list[Tag]] = {}
        for tag in self.tags:
            self.named.setdefault(tag.name, []).append(tag)
            for each in tag.get_attribute_list("class"):
                self.classed.setdefault(str(each), []).append(tag)
        self.widest = max((len(tag.contents) for tag in self.tags), default=0)
        self.left = _MOST_TRIALS

    def of(self, selector: str) -> Iterable[Tag]:
        """The elements that a selector means; none of one that is not understood."""
        among = self._candidates(_BRACKETS.sub("", _BRACKETS.sub("", selector)).strip())
        self.left -= len(among) * (1 + self.widest // _SIBLINGS * bool(_AMONG_SIBLINGS.search(selector)))
        if not among or self.left < 0:
            return ()
        try:
            return soupsieve.compile(selector).filter(among)
        except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError):
            return ()

    def _candidates(self, bare: str) -> list[Tag]:
        *above, last = _COMBINATORS.split(bare)
        if any(each not in self.classed for each in _CLASS.findall(bare)):
            return []
        among = [self.classed[each] for each in _CLASS.findall(last)]
        if name := _NAME.match(last):
            among.append(self.named.get(name[0].lower(), []))
        if len(above) > 1 and above[-1] == ">" and (classes := _CLASS.findall(above[-2])):
            parents = min((self.classed[each] for each in classes), key=len)
            if len(parents) < min(map(len, among), default=len(self.tags)):
                return [child for parent in parents for child in parent.contents if isinstance(child, Tag)]
        return min(among, key=len, default=self.tags)


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules for every medium that say something of what matters here, in order."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        usual, important = _declared(rule.content)
        if not usual and not important:
            continue
        for selector in _selectors(rule.prelude):
            plain, part = _parted(selector)
            if part is not None and plain:
                weight = _weight(plain)
                if usual:
                    yield _Rule(plain, part, usual, (False, *weight))
                if important:
                    yield _Rule(plain, part, important, (True, *weight))


def _declared(content: list[tinycss2.ast.Node]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    found: tuple[dict[str, str], dict[str, str]] = {}, {}
    for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in DECLARED:
            value = tinycss2.serialize(each.value).strip()
            found[each.important][each.lower_name] = value if each.lower_name == "content" else value.lower()
    return tuple(found[0].items()), tuple(found[1].items())


def _selectors(prelude: list[tinycss2.ast.Node]) -> Iterator[str]:
    """The selectors between the commas."""
    selector: list[tinycss2.ast.Node] = []
    for token in [*prelude, None]:
        if token is None or (token.type == "literal" and token.value == ","):
            yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(token)


def _parted(selector: str) -> tuple[str, str | None]:
    """A selector without its pseudo-element, and that one's name; None of one that shows nothing here."""
    match = _PART.search(selector)
    if match is None or (match[0].count(":") == 1 and match[1].lower() not in {"before", "marker"}):
        return selector, ""
    part = match[1].lower()
    bare = selector[: match.start()]
    if not bare or bare[-1] in " >+~":
        bare += "*"
    return bare, part if part in {"before", "marker"} else None


def _weight(selector: str) -> tuple[int, int, int]:
    bare = re.sub(r":not\(|:is\(|\)", " ", selector)
    ids = bare.count("#")
    classes = len(re.findall(r"\.|\[|(?<!:):(?!:)(?!where)", bare))
    return ids, classes, len(re.findall(r"(?<![\w.#:\[-])[a-z]", bare, re.IGNORECASE))
