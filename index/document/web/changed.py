"""Tracked changes that Word leaves in the pages it saves."""

from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import Tag

from index.document.changes import Change, Choice, How

_HOW = {"ins": How.INSERTED, "del": How.DELETED}


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, and whether its words stay in the document."""

    change: Change
    stays: bool


def change_of(tag: Tag, number: int, choice: Choice) -> Changed | None:
    """The change that an element is; None of any other one, and of <ins> and <del> without a date or author."""
    how = _HOW.get(tag.name)
    if how is None or not (tag.get("datetime") or tag.get("cite")):
        return None
    words = " ".join(tag.get_text().split())
    author = unquote(str(tag.get("cite") or "").removeprefix("mailto:"))
    change = Change(number, how, words, author, str(tag.get("datetime") or "")[:10])
    return Changed(change, stays=(how is How.INSERTED) == (choice is Choice.ACCEPT))
