"""Elements inside Markdown, or inside the literals of a program, that a browser would not show."""

import re
from collections.abc import Iterator

from index.document.omitted import Left
from index.document.visibility import declarations, why_left_out

_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "wbr"])
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:\s[^<>]{0,600})?)/?>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\Z")


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
            reason = why_left_out(own, found, declarations(found.get("style", "")))
            if reason and closed.get(own, 0) > tag.start():
                start, name, depth, why = tag.start(), own, 1, reason
            elif reason and (end := _PARAGRAPH_END.search(text, tag.end())):
                over = end.start()
                yield tag.start(), over, reason
    if depth:
        yield start, closed[name], why
