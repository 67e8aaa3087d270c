"""What a browser does not show of an element, or shows struck through: by its name, its attributes and its styles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import soupsieve
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from index.document.omitted import Left

_STRUCK = frozenset({"del", "s", "strike"})
_DECLARATION = re.compile(r"(?:^|[;{])\s*(display|visibility|text-decoration(?:-line)?|mso-element)\s*:\s*([^;}]+)")
_NOTES = re.compile(r"(?<![a-z])(?:foot|end)notes?(?![a-z])|сноск")
_NOTE_ROLES = frozenset({"doc-endnotes", "doc-endnote", "doc-footnote"})
_HIDDEN = frozenset({"template", "script", "style"})
_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr"])
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:\s[^<>]{0,600})?)/?>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\Z")
_CLASS = re.compile(r"\.[\w-]+")
_NAME = re.compile(r"[a-z][a-z0-9]*", re.IGNORECASE)
_COMBINATORS = re.compile(r"[\s>+~]+")
_FUNCTION = re.compile(r"\([^()]*\)")
_MOST_RULES = 500  #: of those that hide, show or strike; a page has dozens


def why_left_out(name: str, attributes: Mapping[str, Any], style: str) -> Left | None:
    """Why the words of an element are no words of the document; `style` is all that is declared for it."""
    declared = declarations(style)
    decoration = declared.get("text-decoration-line", "") + declared.get("text-decoration", "")
    if name in _STRUCK or "line-through" in decoration:
        return Left.STRUCK
    closed = name in _HIDDEN or (name == "dialog" and "open" not in attributes) or "hidden" in attributes
    if closed or declared.get("display", "").startswith("none"):
        return Left.HIDDEN
    return Left.HIDDEN if declared.get("visibility", "").startswith(("hidden", "collapse")) else None


def holds_notes(attributes: Mapping[str, Any], style: str) -> bool:
    """Whether an element holds footnotes or one of them."""
    classes = attributes.get("class") or ""
    named = f"{attributes.get('id') or ''} {classes if isinstance(classes, str) else ' '.join(classes)}".lower()
    of_word = declarations(style).get("mso-element", "")
    return bool(_NOTES.search(named) or _NOTES.match(of_word)) or attributes.get("role") in _NOTE_ROLES


def declarations(style: str) -> dict[str, str]:
    """The properties that matter here, in small letters; the last one counts, and an important one above all."""
    found = [(name, value.strip()) for name, value in _DECLARATION.findall(style.lower())]
    return dict(sorted(found, key=lambda pair: "!important" in pair[1]))


def hidden_elements(text: str) -> Iterator[tuple[int, int, Left]]:
    """The elements inside Markdown that are left out; one that is never closed ends with its paragraph."""
    tags = list(_TAG.finditer(text))
    closed = {tag[2].lower(): tag.end() for tag in tags if tag[1]}
    start, name, depth, why, over = 0, "", 0, Left.HIDDEN, 0
    for tag in tags:
        own = tag[2].lower()
        if depth and own == name:
            depth += -1 if tag[1] else 1
            if not depth:
                yield start, tag.end(), why
        elif not depth and not tag[1] and own not in _VOID and tag.start() >= over:
            found = {key.lower(): quoted or single or bare for key, quoted, single, bare in _ATTRIBUTE.findall(tag[3])}
            reason = why_left_out(own, found, found.get("style", ""))
            if reason and closed.get(own, 0) > tag.start():
                start, name, depth, why = tag.start(), own, 1, reason
            elif reason and (end := _PARAGRAPH_END.search(text, tag.end())):
                over = end.start()
                yield tag.start(), over, reason
    if depth:
        yield start, closed[name], why


def sheet_styles(soup: BeautifulSoup) -> dict[int, str]:
    """What the style sheets in a page declare for its elements, by their id(); rules for some media are left alone."""
    named: dict[str, list[Tag]] = {}
    for tag in soup.find_all(class_=True):
        for each in tag.get_attribute_list("class"):
            named.setdefault(f".{each}", []).append(tag)
    rules = {rule: None for sheet in soup.find_all("style") for rule in _rules(str(sheet.string or ""))}
    styles: dict[int, str] = {}
    for selector, style in islice(rules, _MOST_RULES):
        for tag in _selected(soup, selector, named):
            if tag.name in {"html", "body"}:  # hidden until a script has made the page ready
                continue
            styles[id(tag)] = f"{styles.get(id(tag), '')};{style}"
    return styles


def _selected(soup: BeautifulSoup, selector: str, named: Mapping[str, list[Tag]]) -> Iterable[Tag]:
    """The elements of a selector, looked for only among those of its rarest class."""
    last = _COMBINATORS.split(_FUNCTION.sub("", selector).strip())[-1]
    among = [named.get(each, []) for each in _CLASS.findall(last)]
    name = _NAME.match(last)
    try:
        pattern = soupsieve.compile(selector)
    except (SelectorSyntaxError, NotImplementedError):  # such as p::before, which is no element
        return ()
    if not among:
        return pattern.filter(soup.find_all(name[0] if name else True))
    rarest = min(among, key=len)
    return pattern.filter(rarest)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule that holds for every medium and hides, shows or strikes something."""
    first, *rest = sheet.replace("<!--", "").replace("-->", "").split("/*")
    bare = first + "".join(part.partition("*/")[2] for part in rest)
    above: list[str] = []
    for words, brace in re.findall(r"([^{}]*)([{}])", bare):
        if brace == "{":
            above.append(words.rpartition(";")[2].strip())
        elif above:
            if len(above) == 1 and not above[0].startswith("@"):
                selectors = [above[0]] if "(" in above[0] else above[0].split(",")
                yield from ((each, words) for each in selectors if declarations(words))
            above.pop()
