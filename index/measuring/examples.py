"""Evaluation sets: labelled messages and conversations, one JSON object a line."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, TypeAdapter

from index.understanding import TICKETS, Kind, Shape

Row = TypeVar("Row")


class Outcome(StrEnum):
    """What the person did with the tickets offered in reply to a message."""

    OPENED = "opened"
    DECLINED = "declined"


class EvaluationError(Exception):
    """The evaluation set cannot be used; the message says in Russian which line to put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labelled:
    text: str
    kind: Kind  #: of the one best reply
    gold: tuple[str, ...] = ()  #: clauses that answer; empty unless the kind is question
    also_ok: tuple[str, ...] = ()  #: clauses that a careful reader would let pass
    wishes: tuple[Kind, ...] | None = None  #: tickets that are to be offered; None where the set does not say
    request: Shape | None = None  #: what a request about data asks in the words of the law

    @property
    def accepted(self) -> frozenset[str]:
        """The clauses that count as a hit."""
        return frozenset(self.gold) | frozenset(self.also_ok)

    @property
    def wanted(self) -> frozenset[Kind]:
        """Claims and requests that must lie within one tap; the kind says it where nothing else does."""
        wishes = (self.kind,) if self.wishes is None else self.wishes
        return frozenset(wishes) & frozenset(TICKETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(_Labelled):
    """A labelled message that stands alone."""

    id: Annotated[str, BeforeValidator(str)]
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTurn(_Labelled):
    """A labelled message of a conversation."""

    also_kinds: tuple[Kind, ...] = ()  #: other kinds of reply that a careful reader would let pass
    then: Outcome | None = None  #: what the person did with the ticket offered in reply


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTalk:
    """A conversation of labelled messages."""

    id: Annotated[str, BeforeValidator(str)]
    turns: tuple[LabelledTurn, ...]
    style: str = ""


def load_examples(file: Path) -> tuple[Example, ...]:
    """The messages of a JSONL file with text, kind and, as far as it tells them, the rest. Raises EvaluationError."""
    return _load(file, TypeAdapter(Example), "нужны поля text и kind (вид сообщения).")


def load_talks(file: Path) -> tuple[LabelledTalk, ...]:
    """The conversations of a JSONL file with id and turns; raises EvaluationError."""
    return _load(file, TypeAdapter(LabelledTalk), "нужны поля id и turns, а в каждой реплике — text и kind.")


def load_texts(file: Path) -> tuple[tuple[str, str], ...]:
    """Id and text of every message of a set of either kind; raises EvaluationError."""
    if not holds_talks(file):
        return tuple((example.id, example.text) for example in load_examples(file))
    turns = ((talk.id, place, turn) for talk in load_talks(file) for place, turn in enumerate(talk.turns, start=1))
    return tuple((f"{talk}/{place}", turn.text) for talk, place, turn in turns)


def holds_talks(file: Path) -> bool:
    """Whether the file holds conversations rather than messages; raises EvaluationError."""
    return any("turns" in row for _, row in _rows(file))


def _load(file: Path, adapter: TypeAdapter[Row], needed: str) -> tuple[Row, ...]:
    loaded = []
    for number, row in _rows(file):
        try:
            loaded.append(adapter.validate_python({"id": number, **row}))
        except (ValueError, TypeError):
            raise EvaluationError(f"{file}, строка {number}: {needed}") from None
    if not loaded:
        raise EvaluationError(f"В файле {file} нет ни одного сообщения.")
    return tuple(loaded)


def _rows(file: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise EvaluationError(f"Файл {file} не читается: нужен JSONL в UTF-8.") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise EvaluationError(f"{file}, строка {number}: нужен один объект JSON с полями text и kind.")
        rows.append((number, row))
    return rows
