"""Addresses: what each clause of a document is called by, alone, where its number alone does not tell.

A number that stands once is its own address. A repeated one is addressed with its part, «Приложение 1, 2.1», and where
two clauses of a part bear it, by their order, «2.3 (второй)». Addresses are labels of the bank and of the index, and
stand in the journal; nothing in them may hold «:» or «+», which the bank reads otherwise.
"""

import re
from collections import Counter
from collections.abc import Sequence

from index.document.clause import Clause

MAIN = "Основной текст"  #: the part of what stands in no other, where there are others
_ORDINALS = ["первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый"]
_COMMA = ", "
_WORD = re.compile(r"[\w.]*\w")


def addresses(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """The address of each clause, in the same order; no two are alike."""
    numbers = Counter(clause.number for clause in clauses)
    parts = any(clause.part for clause in clauses)
    stand = Counter((alike(clause.part), clause.number) for clause in clauses)
    before: Counter[tuple[str, str]] = Counter()
    found = []
    for clause in clauses:
        here = (alike(clause.part), clause.number)
        own = clause.number
        if stand[here] > 1:
            own = f"{own} ({_ordinal(before[here])})"
            before[here] += 1
        part = (clause.part or MAIN) + _COMMA if parts and numbers[clause.number] > 1 else ""
        found.append(part + own)
    return tuple(found)


def parted(address: str) -> tuple[str, str]:
    """The part, "" where none is named, and the number with its order."""
    part, _, own = address.rpartition(_COMMA)
    return part, own


def printed(address: str) -> str:
    """The number as the document prints it."""
    return parted(address)[1].partition(" (")[0]


def slug(address: str) -> str:
    """The address in a link, not yet percent-encoded: «5.1», «приложение-1/2.1», «2.3-второй»."""
    part, own = parted(address)
    number = "-".join(_WORD.findall(own))
    return f"{'-'.join(_words(part))}/{number}" if part else number


def alike(words: str) -> str:
    """The same for all ways to write a part or a number: «Приложение № 1» and «приложение-1», «2.3 (второй)»."""
    return " ".join(_words(words))


def _words(words: str) -> list[str]:
    return [word.replace("ё", "е") for word in _WORD.findall(words.casefold())]


def _ordinal(place: int) -> str:
    """Of a clause, from 0."""
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}-й"
