"""Editing: what the console asks of whoever keeps documents and their editions, and what it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from index.editions.reading import ChangeRead


class Refused(Exception):
    """It cannot be done; the sentence says in Russian why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ChangesUndecided(Refused):
    """A file has open changes, and nobody has said what becomes of them."""


class Standing(StrEnum):
    """How an edition stands today."""

    DRAFT = "draft"
    COMING = "coming"
    IN_FORCE = "in_force"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class EditionKept:
    """An edition of a document."""

    id: str
    standing: Standing
    effective: date | None
    unsure: tuple[str, ...]  #: addresses of the clauses that are only suggested
    lapsed: str  #: what became of a confirmed term that it says no longer, in sentences; "" where nothing did


@dataclass(frozen=True, slots=True)
class DocumentKept:
    """A document with its editions in the order of its facts."""

    id: str
    title: str
    editions: tuple[EditionKept, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A clause of the former edition whose phrases a reader has to assign: its text, and those that it may be."""

    address: str
    text: str
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a file would become; nothing of it is written down but the file, under the name `staged`."""

    staged: str
    document: str
    title: str
    operator: str
    edition: str
    former: str | None  #: the edition that it is compared with; None of a new document
    tree: tuple[tuple[int, str], ...]  #: depth and words of each clause
    counts: tuple[str, ...]  #: how many clauses there are and how much of the text they hold
    warnings: tuple[str, ...]
    changes: tuple[ChangeRead, ...]
    doubtful: tuple[Doubtful, ...]
    questions: tuple[tuple[str, str], ...]  #: address and question to try
    named: str  #: the title that was asked for; "" where it comes from the text
    claim_term: str  #: how soon it says that a claim is answered, and where, in a sentence


@dataclass(frozen=True, slots=True)
class Doing:
    """A publication that runs, or how the last one went."""

    name: str
    is_over: bool
    told: str


class Editing(Protocol):
    """All of it may take seconds, and belongs off the event loop; each raises Refused."""

    def documents(self) -> Sequence[DocumentKept]:
        """The first one first."""

    def stage(self, name: str, content: bytes, *, accept: bool | None) -> str:
        """Keep a file for a day; the name it is kept under. `accept` says what to do with open changes."""

    def preview(self, staged: str, document: str, title: str) -> Previewed:
        """Read it as an edition of that document, or as a new one of this id and title; "": as its text says."""

    def add(self, staged: str, document: str, title: str, answers: Mapping[str, str]) -> str:
        """Write it down as a draft; gives «document@edition»."""

    def publish(self, name: str, effective: date | None) -> None:
        """Begin to publish a draft, beside all else."""

    def undo(self) -> str:
        """Take the last publication back; gives «document@edition»."""

    @property
    def doing(self) -> Doing | None:
        """The publication that was begun last here."""
