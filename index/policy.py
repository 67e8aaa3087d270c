"""A policy: the facts about a document, the edition in force and its clauses as they are quoted."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from index.document.clause import PREAMBLE, Clause, Document
from index.document.parser import parse

FACTS = "policy.toml"


class PolicyError(Exception):
    """The folder of a policy cannot be read; the message says in Russian what to put right."""


class UnknownEditionError(KeyError):
    """The policy never had an edition of that name."""


class UnknownClauseError(KeyError):
    """The policy has no clause of that number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition as the folder names it."""

    id: str
    effective: date | None


@dataclass(frozen=True, slots=True)
class Edition:
    """A text of the policy as it was received."""

    id: str
    effective: date | None  #: the day it took force, where that is known
    sha256: str  #: of the file, hexadecimal
    text: str


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

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Clauses by number in document order, the preamble first; of a repeated number the first one."""
        found: dict[str, Clause] = {}
        if self.document.preamble:
            found[PREAMBLE] = self.document.preamble
        for clause in self.document.clauses:
            found.setdefault(clause.number, clause)
        return found

    @cached_property
    def quotable(self) -> tuple[str, ...]:
        """Numbers of the clauses that say something themselves, in document order."""
        return tuple(number for number, clause in self.clauses.items() if clause.text)

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """Item of a list → the clause whose text leads the list."""
        return {
            number: clause.parent
            for number, clause in self.clauses.items()
            if clause.parent is not None and _leads(self.clause(clause.parent))
        }

    def clause(self, number: str) -> Clause:
        """The clause of that number; raises UnknownClauseError."""
        try:
            return self.clauses[number]
        except KeyError:
            raise UnknownClauseError(number) from None

    def children(self, number: str) -> tuple[Clause, ...]:
        """The clauses directly below, in document order."""
        return tuple(clause for clause in self.document.clauses if clause.parent == number)

    def section(self, number: str) -> Clause:
        """The topmost clause above this one; itself, when nothing is above."""
        return self.ancestry(number)[0]

    def ancestry(self, number: str) -> tuple[Clause, ...]:
        """The clauses from the section down to this one, inclusive."""
        line = [self.clause(number)]
        while line[0].parent is not None:
            line.insert(0, self.clause(line[0].parent))
        return tuple(line)

    def path(self, number: str) -> str:
        """Where the clause stands, for people: «5. СПОСОБЫ И СРОКИ … → 5.1»."""
        return " → ".join(_title(clause) for clause in self.ancestry(number))

    def quote(self, number: str) -> str:
        """The clause word for word.

        An item of a list comes with the lead-in of the list; a lead-in comes with all its items; a section
        without a text of its own gives its heading. Items bear their labels, each on a line of its own.
        """
        clause = self.clause(number)
        if clause.parent is not None and _leads(above := self.clause(clause.parent)):
            return f"{above.text}\n{_item(clause)}"
        if _leads(clause):
            return "\n".join([clause.text, *(_item(item) for item in self.children(number))])
        return clause.text or clause.heading


def _title(clause: Clause) -> str:
    return f"{clause.number}. {clause.heading}" if clause.heading else clause.number


def _leads(clause: Clause) -> bool:
    return clause.text.rstrip().endswith(":")


def _item(clause: Clause) -> str:
    return f"{clause.number}. {clause.text}"


def listed_editions(folder: Path) -> tuple[Listed, ...]:
    """The editions of the policy that lies in a folder, newest last; raises PolicyError."""
    facts = _facts(folder / FACTS)
    return tuple(Listed(each["id"], each.get("effective")) for each in facts.get("editions", ()))


def load_policy(folder: Path, edition_id: str | None = None) -> Policy:
    """The policy that lies in a folder, in its newest edition (the last one listed) or in the one that is named.

    Raises PolicyError and UnknownEditionError.
    """
    facts = _facts(folder / FACTS)
    try:
        edition = _edition(folder, _chosen(facts["editions"], edition_id))
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
            document=_document(folder, edition),
        )
    except UnknownEditionError:
        raise
    except KeyError as missing:
        raise PolicyError(f"В файле {folder / FACTS} не хватает поля {missing}: допишите его.") from None
    except (IndexError, TypeError):
        raise PolicyError(f"В файле {folder / FACTS} нет ни одной редакции: опишите её в [[editions]].") from None


def _facts(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PolicyError(f"Нет файла {file}: в нём должны быть сведения о документе.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"Файл {file} не читается как TOML ({error}): исправьте его.") from None


def _chosen(editions: list[dict[str, Any]], edition_id: str | None) -> dict[str, Any]:
    if edition_id is None:
        return editions[-1]
    found = next((each for each in editions if each["id"] == edition_id), None)
    if found is None:
        raise UnknownEditionError(edition_id)
    return found


def _edition(folder: Path, facts: dict[str, Any]) -> Edition:
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
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError(f"Текст {file} записан не в UTF-8: сохраните его в этой кодировке.") from None
    return Edition(facts["id"], facts.get("effective"), sha256, text)


def _document(folder: Path, edition: Edition) -> Document:
    document = parse(edition.text)
    if not document.clauses:
        raise PolicyError(f"В тексте редакции {edition.id} ({folder}) не нашлось ни одного пункта: проверьте файл.")
    return document
