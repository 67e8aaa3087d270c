"""Open tracked changes: what was typed in or crossed out while a document was negotiated, and nobody's law yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What is done with the changes of a document that has some."""

    ACCEPT = "accept"
    REJECT = "reject"


class How(StrEnum):
    """What a change does, as its owner reads it."""

    INSERTED = "вставлено"
    DELETED = "удалено"
    MOVED = "перенесено"


@dataclass(frozen=True, slots=True)
class Change:
    """One change that nobody accepted or rejected; equal neighbours of one author are one."""

    line: int  #: in the source, counted from 1
    how: How
    words: str  #: what was inserted, deleted or moved
    author: str = ""
    day: str = ""  #: YYYY-MM-DD, "" where the file tells none


_LONGEST = 80  #: characters of a change that are shown
_FIRST = 3  #: changes that a refusal names


def described(change: Change) -> str:
    """«удалено «30» (Юрист, 03.11.2026)»."""
    words = change.words if len(change.words) <= _LONGEST else f"{change.words[:_LONGEST]}…"
    day = ".".join(reversed(change.day.split("-")))
    by = ", ".join(filter(None, (change.author, day)))
    return f"{change.how} «{words}»{f' ({by})' if by else ''}"


def undecided(changes: Sequence[Change]) -> str:
    """How many there are and what the first of them are, as a part of a sentence."""
    first = "; ".join(f"строка {each.line}: {described(each)}" for each in changes[:_FIRST])
    return f"{len(changes)} ({first}{'; …' if len(changes) > _FIRST else ''})"
