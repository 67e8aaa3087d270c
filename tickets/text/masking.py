"""Masking: what a person could be found by, taken out of free text before it is embedded or shown in a list."""

import re
from collections.abc import Callable, Iterable, Iterator

from tickets.text.folding import Found, Personal, fold
from tickets.text.id_numbers import bare_papers, bare_passports, cards, named_papers
from tickets.text.phones import other_phones, prefixed_phones

_TOLD_APART = (Personal.PHONE, Personal.CARD)  #: by two digits that are left of them
#: What is left of a number; the text between two of them is masked for itself, which makes masking twice change nothing
PLACEHOLDER = re.compile(
    rf"(\[(?:{'|'.join(each for each in Personal if each not in _TOLD_APART)}"
    rf"|(?:{'|'.join(_TOLD_APART)}) …[0-9]{{2}})\])"
)
_WINDOW = 3  #: times the length of a glimpse that is looked at: masking takes its time, and blanks are folded
_PARTS_OF_NUMBERS = "0123456789 ()+-–."
_WORTH_A_LOOK = re.compile(r"[0-9@]")
_NAME = r"[\w.!#$%'*+^`{|}~-]"  #: of what an address may begin with, all but what stands before one in links
_EMAIL = re.compile(
    rf"(?<!{_NAME}){_NAME}++(?:@| {{1,2}}@ {{1,2}})(?:[\w-]{{1,63}}\.){{1,8}}(?:xn--[\w-]{{1,59}}|[^\W\d_]{{2,24}})"
)


def mask(text: str) -> str:
    """The text with e-mail addresses and the numbers of telephones, papers and bank cards replaced by placeholders.

    «[телефон …67]» and «[карта …11]» keep two digits, «[паспорт]», «[СНИЛС]», «[ИНН]», «[водительское удостоверение]»
    and «[почта]» keep nothing. Clauses, dates, sums, numbers of tickets, orders and laws stay. A pure function.
    """
    return "".join(part if place % 2 else _masked(part) for place, part in enumerate(PLACEHOLDER.split(text)))


def leave_out(text: str) -> str:
    """The text with a space where `mask` puts a placeholder: for a reader whom even the placeholder would mislead."""
    return PLACEHOLDER.sub(" ", mask(text))


def window(text: str, start: int, end: int) -> str:
    """A part of a text in whole words, for masking: what a cut goes through would not be known for a number."""
    part = text[start:end]
    if start > 0:
        part = part.partition(" ")[2].lstrip(_PARTS_OF_NUMBERS)
    if end < len(text):
        part = part.rpartition(" ")[0].rstrip(_PARTS_OF_NUMBERS)
    return part


def glimpse(text: str, length: int) -> str:
    """The beginning of a text, masked, in one line of whole words: at most `length` characters and an ellipsis."""
    looked_at = _WINDOW * length
    line = " ".join(mask(window(text, 0, looked_at)).split())
    if len(text) <= looked_at and len(line) <= length:
        return line
    return f"{line[:length].rpartition(' ')[0] or line[:length]}…"


def _masked(text: str) -> str:
    folded = fold(text)
    if not _WORTH_A_LOOK.search(folded.plain):
        return text
    for rule in _RULES:
        found = _apart(rule(folded.plain))
        if found:
            pieces, done = [], 0
            for one in found:
                start, end = folded.span(one.start, one.end)
                pieces += [_masked(text[done:start]), _placeholder(one)]
                done = end
            return "".join([*pieces, _masked(text[done:])])
    return text


def _apart(found: Iterable[Found]) -> list[Found]:
    """Those that do not overlap: of two that do, the one that begins first, of two that begin together the longer."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _placeholder(found: Found) -> str:
    left = f" …{found.digits[-2:]}" if found.what in _TOLD_APART else ""
    return f"[{found.what}{left}]"


def _emails(plain: str) -> Iterator[Found]:
    return (Found(*found.span(), Personal.EMAIL) for found in _EMAIL.finditer(plain))


#: In this order: what is surer of itself first.
_RULES: tuple[Callable[[str], Iterator[Found]], ...] = (
    _emails,
    cards,
    named_papers,
    prefixed_phones,
    bare_passports,
    other_phones,
    bare_papers,
)
