"""How a clause is called, in sentences, in lists, in links, and in what staff write.

By its number; where the document repeats it, with the part it stands in.
"""

import hashlib
from urllib.parse import quote

from index.document.address import parted, printed, slug
from index.document.clause import PREAMBLE
from index.policy import Edition, Policy
from tickets.record.labels import Name, capital

_PREAMBLE = Name("преамбула", "the preamble")
_CLAUSE = Name("пункт {number}", "clause {number}")
_IN_PART = Name("{part}, п. {number}", "{part}, cl. {number}")
SHORT = Name("п. {number}", "cl. {number}")  #: how a clause is called in a sentence
BARE = Name("{number}", "{number}")  #: in a list


def clause_name(address: str, language: object = "ru", alone: Name = _CLAUSE) -> str:
    """«пункт 5.1», «Приложение 1, п. 2.1», or what the unnumbered beginning is called.

    `alone` says how a clause is called whose number is its address.
    """
    part, number = parted(address)
    name = _PREAMBLE if address == PREAMBLE else _IN_PART if part else alone
    return name.to(language).format(part=part, number=number)


def titled(name: str, title: str) -> str:
    """What a clause is called with the title of its document, where there is one to say: «пункт 5.1 · Оферта»."""
    return f"{name} · {title}" if title else name


def within_quotes(title: str) -> str:
    """A title as it stands within «»: what it has quoted itself gets the inner marks."""
    return title.replace("«", "„").replace("»", "“")


def clause_label(address: str, language: object = "ru") -> str:
    """The same where there is little room: «5.1», «Приложение 1, п. 2.1»."""
    return clause_name(address, language, BARE)


def clause_numbered(address: str) -> str:
    """The number as it stands behind «пункт» in any case: «5.1», «2.1 (Приложение 1)»."""
    part, number = parted(address)
    return f"{number} ({part})" if part else number


def is_preamble(address: str) -> bool:
    """Whether it is what stands before the first number."""
    return address == PREAMBLE


def clause_within(address: str) -> str:
    """What it is called among the clauses of its part: «2.1», «2.3 (второй)»."""
    return parted(address)[1]


def clause_names(*named: tuple[str, str]) -> str:
    """«пункт 5.1, Приложение 1, п. 2.1», of addresses, each with the title of its document or ""."""
    return ", ".join(titled(clause_name(address), title) for address, title in named)


def clause_in_answer(address: str, text: str, edition: Edition, of: str) -> str:
    """Word for word, with its number and edition, as staff write it to a person; `of` which document: «Политики»."""
    since = f"редакция от {edition.effective:%d.%m.%Y}" if edition.effective else f"редакция {edition.id}"
    return f"{capital(clause_name(address))} {of}, {since}:\n«{text}»"


def anchor(address: str) -> str:
    """The clause on the page of the policy: «5.1», «приложение-1/2.1»."""
    return slug(address)


def in_link(address: str) -> str:
    """The same as links bear it, percent-encoded where a part is named."""
    return quote(slug(address), "/") if parted(address)[0] else slug(address)


def key(address: str, document: str = "") -> str:
    """The clause where there is room for few signs, none of them «:»: «5.1», or «2.1~1f0a93c2».

    The latter is also how a clause of another document than the first is called.
    """
    number = printed(address)
    if number == address and not document:
        return address
    named = f"{document}/{address}" if document else address
    return f"{number}~{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def keyed(policy: Policy, word: str) -> str | None:
    """The clause that a key means; None where there is none."""
    return next((address for address in policy.clauses if key(address) == word), None)
