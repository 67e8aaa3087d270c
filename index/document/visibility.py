"""What a browser does not show of an element, or shows struck through: by its name, its attributes and its styles."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from index.document.omitted import Left

Declared = Mapping[str, str]  #: properties of an element and their values, in small letters

#: The properties that matter to whoever reads a page.
DECLARED = frozenset(
    {
        *("display", "visibility", "text-decoration", "text-decoration-line", "mso-element", "mso-hide"),
        *("font-weight", "white-space", "text-transform", "content", "list-style", "list-style-type"),
        *("counter-reset", "counter-increment", "counter-set"),
    }
)
_STRUCK = frozenset({"del", "s", "strike"})
_DECLARATION = re.compile(rf"(?:^|[;{{])\s*({'|'.join(sorted(DECLARED, reverse=True))})\s*:\s*([^;}}]+)")
_NOTES = re.compile(r"(?<![a-z])(?:sd)?(?:foot|end)notes?(?![a-z])|сноск")
_NOTE_ROLES = frozenset({"doc-endnotes", "doc-endnote", "doc-footnote"})
_NOTE_TYPE = re.compile(r"\b(?:foot|end|rear)notes?\b")  #: of a book
_HIDDEN = frozenset({"template", "script", "style"})


def why_left_out(name: str, attributes: Mapping[str, Any], declared: Declared) -> Left | None:
    """Why the words of an element are no words of the document; `declared` is all that is declared for it."""
    decoration = declared.get("text-decoration-line", "") + declared.get("text-decoration", "")
    if name in _STRUCK or "line-through" in decoration:
        return Left.STRUCK
    if declared.get("mso-element", "").startswith("comment") or "msocomtxt" in str(attributes.get("class") or ""):
        return Left.COMMENT
    closed = name in _HIDDEN or (name == "dialog" and "open" not in attributes) or "hidden" in attributes
    if closed or declared.get("display", "").startswith("none") or declared.get("mso-hide", "").startswith("all"):
        return Left.HIDDEN
    return Left.HIDDEN if declared.get("visibility", "").startswith(("hidden", "collapse")) else None


def holds_notes(attributes: Mapping[str, Any], declared: Declared) -> bool:
    """Whether an element holds footnotes or one of them."""
    classes = attributes.get("class") or ""
    named = f"{attributes.get('id') or ''} {classes if isinstance(classes, str) else ' '.join(classes)}".lower()
    if _NOTES.search(named) or _NOTES.match(declared.get("mso-element", "")):
        return True
    return attributes.get("role") in _NOTE_ROLES or bool(_NOTE_TYPE.search(str(attributes.get("epub:type") or "")))


@lru_cache(maxsize=2000)
def declarations(style: str) -> Declared:
    """The properties that matter in a style attribute; the last one counts, and an important one above all."""
    found = [(name, value.strip()) for name, value in _DECLARATION.findall(style.lower())]
    return dict(sorted(found, key=lambda pair: "!important" in pair[1]))
