"""A policy: the facts about a document, the edition in force and its clauses as they are quoted."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from index.document.address import MAIN, addresses, alike, parted
from index.document.changes import Choice, undecided
from index.document.clause import PREAMBLE, Clause, Document
from index.document.parser import parse
from index.document.references import references_with_parts
from index.document.source import Source
from index.facts import FACTS, Listed, PolicyError, UnknownEditionError, facts_of, in_force, listed_editions
from index.formats.reading import FileUnreadable, read_file

__all__ = ["FACTS", "Listed", "PolicyError", "UnknownEditionError", "facts_of", "in_force", "listed_editions"]
PHRASES = "phrases"  #: folder of the bank of all editions that name none of their own
LINKS = "links.toml"  #: what the owner says of topics and clauses: beside that folder, of an edition's own in it
_HOW = f'впишите в {FACTS} у этой редакции changes = "accept" (принять) или changes = "reject" (отклонить)'


class UnknownClauseError(KeyError):
    """The policy has no clause of that address."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of the policy as it was received."""

    id: str
    effective: date | None  #: the day it took force, where that is known
    sha256: str  #: of the file, hexadecimal
    text: str  #: what a reader sees of it


@dataclass(frozen=True)
class Policy:
    """A document that Punkt answers from, in its newest edition."""

    id: str
    title: str
    operator: str
    sites: tuple[str, ...]
    services: tuple[str, ...]
    published_at: str
    contact: str
    folder: Path
    edition: Edition
    document: Document
    phrases: Path  #: folder of its bank
    links: Path  #: file of the owner's word on its topics
    home: str  #: the edition by whose clauses that bank and that file go

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Clauses by address in document order, the preamble first."""
        beginning = {PREAMBLE: self.document.preamble} if self.document.preamble else {}
        stated = self.document.clauses
        return {**beginning, **dict(zip(addresses(stated), stated, strict=True))}

    @cached_property
    def quotable(self) -> tuple[str, ...]:
        """Addresses of the clauses that say something themselves, in document order."""
        return tuple(address for address, clause in self.clauses.items() if clause.text)

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """Item of a list → the clause whose text leads the list."""
        return {item: above for item, above in self._above.items() if _leads(self.clause(above))}

    @cached_property
    def _above(self) -> Mapping[str, str]:
        """Address of a clause → that of the clause above: of those of that number the last one before it."""
        last: dict[str, str] = {}
        above = {}
        for address, clause in self.clauses.items():
            if clause.parent is not None and clause.parent in last:
                above[address] = last[clause.parent]
            last[clause.number] = address
        return above

    @cached_property
    def _below(self) -> Mapping[str, Sequence[str]]:
        below: dict[str, list[str]] = {}
        for address, above in self._above.items():
            below.setdefault(above, []).append(address)
        return below

    def clause(self, address: str) -> Clause:
        """The clause of that address; raises UnknownClauseError."""
        try:
            return self.clauses[address]
        except KeyError:
            raise UnknownClauseError(address) from None

    def named(self, number: str, part: str = "") -> tuple[str, ...]:
        """Addresses that a number means, however they are written; several where it is repeated and no part is told.

        An address as a whole means itself.
        """
        found = self._written.get(alike(number), ())
        where = alike(part)
        return tuple(each for each in found if not part or where == alike(self.clause(each).part or MAIN))

    @cached_property
    def _written(self) -> Mapping[str, Sequence[str]]:
        """What may be written of a clause → the addresses that this means."""
        written: dict[str, list[str]] = {}
        for address, clause in self.clauses.items():
            for words in {alike(clause.number), alike(parted(address)[1]), alike(address)}:
                written.setdefault(words, []).append(address)
        return written

    def referred(self, address: str) -> tuple[str, ...]:
        """Addresses of other clauses that the quote of this one refers to, in reading order.

        A repeated number means the clause of the part that is named with it, else that of the same part, else that of
        the main text.
        """
        numbers = [clause.number for clause in self.clauses.values()]
        found: dict[str, None] = {}
        for number, part in references_with_parts(self.quote(address), numbers):
            known = self.named(number, part) or self.named(number)
            for here in (self.clause(address).part, ""):
                if len(known) > 1:
                    known = tuple(each for each in known if self.clause(each).part == here) or known
            if len(known) == 1 and known[0] != address:
                found[known[0]] = None
        return tuple(found)

    def parent(self, address: str) -> str | None:
        """The clause directly above."""
        return self._above.get(address)

    def children(self, address: str) -> Sequence[str]:
        """The clauses directly below, in document order."""
        return self._below.get(address, ())

    def sections(self) -> tuple[str, ...]:
        """The clauses that nothing is above, in document order; the preamble is none of them."""
        return tuple(address for address in self.clauses if address not in self._above and address != PREAMBLE)

    def section(self, address: str) -> str:
        """The topmost clause above this one; itself, when nothing is above."""
        return self.ancestry(address)[0]

    def ancestry(self, address: str) -> tuple[str, ...]:
        """From the section down to this clause, inclusive; raises UnknownClauseError."""
        self.clause(address)
        line = [address]
        while (above := self.parent(line[0])) is not None:
            line.insert(0, above)
        return tuple(line)

    def path(self, address: str) -> str:
        """Where the clause stands, for people: «5. СПОСОБЫ И СРОКИ … → 5.1», after the part if the address has one."""
        part = parted(address)[0]
        return " → ".join([*([part] if part else []), *(_title(self.clause(each)) for each in self.ancestry(address))])

    def quote(self, address: str) -> str:
        """The clause word for word.

        An item of a list comes with the lead-in of the list; a lead-in comes with all its items; a section
        without a text of its own gives its heading. Items bear their labels, each on a line of its own.
        """
        clause, above = self.clause(address), self.parent(address)
        if above is not None and _leads(lead := self.clause(above)):
            return f"{lead.text}\n{_item(clause)}"
        if _leads(clause):
            return "\n".join([clause.text, *(_item(self.clause(item)) for item in self.children(address))])
        return clause.text or clause.heading


def _title(clause: Clause) -> str:
    return f"{clause.number}. {clause.heading}" if clause.heading else clause.number


def _leads(clause: Clause) -> bool:
    return clause.text.rstrip().endswith(":")


def _item(clause: Clause) -> str:
    return f"{clause.number}. {clause.text}"


def load_policy(folder: Path, edition_id: str | None = None, day: date | None = None) -> Policy:
    """The policy that lies in a folder, in its edition in force on a day (today), or in the one that is named.

    Raises PolicyError and UnknownEditionError.
    """
    facts = facts_of(folder)
    try:
        named = in_force(folder, day)[1].id if edition_id is None else edition_id
        of_edition = next((each for each in facts["editions"] if each["id"] == named), None)
        if of_edition is None:
            raise UnknownEditionError(named)
        edition, text = _edition(folder, of_edition)
        own = of_edition.get("phrases")
        return Policy(
            id=facts["id"],
            title=facts["title"],
            operator=facts["operator"],
            sites=tuple(facts["sites"]),
            services=tuple(facts["services"]),
            published_at=facts["published_at"],
            contact=facts["contact"],
            folder=folder,
            edition=edition,
            document=_document(folder, edition, text),
            phrases=folder / (own or PHRASES),
            links=folder / own / LINKS if own else folder / LINKS,
            home=named if own else next(each["id"] for each in facts["editions"] if not each.get("phrases")),
        )
    except UnknownEditionError:
        raise
    except KeyError as missing:
        raise PolicyError(f"В файле {folder / FACTS} не хватает поля {missing}: допишите его.") from None
    except (IndexError, TypeError):
        raise PolicyError(f"В файле {folder / FACTS} нет ни одной редакции: опишите её в [[editions]].") from None


def _edition(folder: Path, facts: dict[str, Any]) -> tuple[Edition, Source]:
    file = folder / facts["file"]
    try:
        content = file.read_bytes()
    except OSError:
        raise PolicyError(f"Нет текста редакции {file}: положите его на место.") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != facts["sha256"]:
        raise PolicyError(
            f"Текст {file} изменён: его SHA-256 — {sha256}, а в {FACTS} записан другой. "
            "Верните прежний текст или опишите новую редакцию."
        )
    text = _read(file, content, facts.get("changes"))
    return Edition(facts["id"], facts.get("effective"), sha256, text.text), text


def _read(file: Path, content: bytes, choice: Any) -> Source:
    """The text of an edition; open changes in it need a choice."""
    if choice not in [None, *Choice]:
        raise PolicyError(f"В {file.name} правки можно только принять или отклонить: {_HOW}.")
    try:
        text = read_file(content, Choice(choice or Choice.ACCEPT))
    except FileUnreadable as reason:
        raise PolicyError(f"Текст {file} прочитать не удалось: {reason}.") from None
    if text.changes and not choice:
        raise PolicyError(
            f"В тексте {file} остались открытые правки: {undecided(text.changes)}. Примите или отклоните их в самом "
            f"документе или скажите, как с ними быть: {_HOW}."
        )
    return text


def _document(folder: Path, edition: Edition, text: Source) -> Document:
    document = parse(text)
    if not document.clauses:
        raise PolicyError(f"В тексте редакции {edition.id} ({folder}) не нашлось ни одного пункта: проверьте файл.")
    return document
