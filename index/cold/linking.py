"""Topics linked to clauses: proposed by likeness and by words that meet, judged by the owner."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import numpy as np

from index.cold.lexical import Lexical
from index.head import Floats

SHOWN = 3  #: topics that are proposed of a clause at most
_SHARPNESS = 5.0  #: of the shares among clauses and among topics
_OWNERS_WORD = 1.0  #: what it adds to the strength of a link
_LEAST = 0.12  #: strength of a proposal


class LinksError(Exception):
    """The file of links cannot be used; the message says in Russian what to put right."""


class Verdict(StrEnum):
    """What the owner says of a link."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Link:
    """A clause that a topic is about."""

    topic: str
    clause: str
    #: Geometric mean of the shares of the clause in the topic and of the topic in the clause, 0..1; of the owner's
    #: links 1 more.
    strength: float
    likeness: float  #: cosine of the topic's title and markers to the clause on its path, centred
    words: tuple[str, ...]  #: markers of the topic that stand in the clause, in any form
    verdict: Verdict


Verdicts = Mapping[tuple[str, str], Verdict]


def load_verdicts(file: Path, topics: Sequence[str], clauses: Sequence[str]) -> Verdicts:
    """What the owner wrote into the file, by topic and clause; nothing where there is none.

    Under [confirmed], [refused] and [added] stand clauses with lists of topics: `"5.1" = ["data-retention"]`. Raises
    LinksError.
    """
    if not file.exists():
        return {}
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LinksError(f"Файл {file} не читается как TOML ({error}): исправьте его.") from None
    verdicts: dict[tuple[str, str], Verdict] = {}
    for name, table in tables.items():
        if name not in {Verdict.CONFIRMED, Verdict.REFUSED, Verdict.ADDED} or not isinstance(table, dict):
            raise LinksError(f"{file}: раздел [{name}] не понят, бывают [confirmed], [refused] и [added].")
        for clause, named in table.items():
            if clause not in clauses:
                raise LinksError(f"{file}: в документе нет пункта «{clause}».")
            for topic in named if isinstance(named, list) else [named]:
                if topic not in topics:
                    raise LinksError(f"{file}: в библиотеке нет темы «{topic}».")
                verdicts[topic, clause] = Verdict(name)
    return verdicts


@dataclass(frozen=True)
class Linking:
    """How topics and clauses belong together; shapes (topics, clauses)."""

    topics: tuple[str, ...]
    clauses: tuple[str, ...]
    likeness: Floats
    affinity: Floats  #: likeness in several views, and words that meet
    met: Mapping[tuple[int, int], tuple[str, ...]]  #: markers that stand in a clause
    verdicts: Verdicts

    @cached_property
    def strengths(self) -> Floats:
        """Of every topic and clause, 0..1 as proposed; a refused link has none, one of the owner's 1 more."""
        strengths = np.sqrt(_shares(self.affinity, axis=1) * _shares(self.affinity, axis=0))
        for (topic, clause), verdict in self.verdicts.items():
            place = self.topics.index(topic), self.clauses.index(clause)
            strengths[place] = 0 if verdict is Verdict.REFUSED else strengths[place] + _OWNERS_WORD
        return np.asarray(strengths, np.float32)

    def links(self) -> tuple[Link, ...]:
        """All that the owner judged, and the strongest proposals of each clause, in the order of the document."""
        found = []
        for column, clause in enumerate(self.clauses):
            best = np.argsort(-self.strengths[:, column], kind="stable")
            shown = 0
            for row in best:
                verdict = self.verdicts.get((self.topics[row], clause), Verdict.PROPOSED)
                strong = shown < SHOWN and self.strengths[row, column] >= _LEAST
                if verdict is Verdict.PROPOSED and not strong:
                    continue
                shown += 1
                found.append(self.link(int(row), column))
        return tuple(found)

    def link(self, row: int, column: int) -> Link:
        """The link of a topic and a clause by their places."""
        topic, clause = self.topics[row], self.clauses[column]
        return Link(
            topic,
            clause,
            strength=float(self.strengths[row, column]),
            likeness=float(self.likeness[row, column]),
            words=self.met.get((row, column), ()),
            verdict=self.verdicts.get((topic, clause), Verdict.PROPOSED),
        )


def words_met(
    markers: Sequence[Sequence[Sequence[str]]], clauses: Sequence[Sequence[str]]
) -> dict[tuple[int, int], tuple[int, ...]]:
    """Topic and clause → places of the markers of the topic all of whose lemmas stand in the clause, near each other.

    `markers` holds lemmas of the markers of each topic, `clauses` lemmas of each clause.
    """
    found = {}
    for column, lemmas in enumerate(clauses):
        there: dict[str, list[int]] = {}
        for place, lemma in enumerate(lemmas):
            there.setdefault(lemma, []).append(place)
        for row, own in enumerate(markers):
            met = tuple(place for place, marker in enumerate(own) if _stands(marker, there))
            if met:
                found[row, column] = met
    return found


_APART = 2  #: lemmas that may stand between those of a marker


def _stands(marker: Sequence[str], there: Mapping[str, Sequence[int]]) -> bool:
    if not marker or any(lemma not in there for lemma in marker):
        return False
    reach = len(marker) + _APART * (len(marker) - 1)
    return any(
        all(any(abs(place - start) < reach for place in there[lemma]) for lemma in marker) for start in there[marker[0]]
    )


def affinity(likeness: Sequence[Floats], asked: Floats, lexical: Lexical, topics: Sequence[Sequence[str]]) -> Floats:
    """What a topic and a clause have in common, (topics, clauses).

    `likeness` are cosines of the topic's title and markers to the clause, in several views, `asked` those of the mean
    of its phrases; `topics` the lemmas of title and markers.
    """
    words = np.array([lexical.scores(lemmas) for lemmas in topics])
    most = np.percentile(words, 99.5) + 1e-9
    return np.asarray(sum(likeness) + 0.5 * asked + np.minimum(words / most, 1), np.float32)


def _shares(values: Floats, axis: int) -> Floats:
    parts = np.exp(_SHARPNESS * (values - values.max(axis=axis, keepdims=True)))
    return np.asarray(parts / parts.sum(axis=axis, keepdims=True))
