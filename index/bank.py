"""The phrase bank: how people really ask, kept as text files that a lawyer can edit."""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.document.address import alike, printed
from index.labels import KIND_LABELS, SHAPE_LABELS, WISH_LABELS
from index.understanding import TICKETS, Kind, Shape

FOLDS = 6  #: of cross-validation
_HEAD = re.compile(r"##\s*(?P<label>[^+:]+?)\s*(?:\+\s*(?P<wish>[^+:]+?)\s*)?(?::\s*(?P<shape>[^+:]+?)\s*)?")
ONLY_HERE = "only_here.txt"  #: beside a bank: its phrases of kinds that hold for its document alone
_AFTER = ">>"  #: stands between an earlier message and the phrase that follows it


class BankError(Exception):
    """The bank cannot be used; the message says in Russian which line to put right."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say something."""

    text: str
    label: str  #: address of a clause, the preamble's name, or a kind other than question
    voice: str  #: who speaks; phrases of one voice are held out together in cross-validation
    wishes: tuple[Kind, ...] = ()  #: tickets that are wished
    shape: Shape | None = None  #: what a request asks, when its words make that plain
    before: str = ""  #: the person's message that this one leans on

    @property
    def whole(self) -> str:
        """The phrase after what it leans on, as a message in a conversation is read."""
        return f"{self.before} {self.text}".strip()

    @property
    def labels(self) -> tuple[str, ...]:
        """Its answer, then its wishes and its shape."""
        wishes = (WISH_LABELS[wish] for wish in self.wishes)
        return (self.label, *wishes, *([SHAPE_LABELS[self.shape]] if self.shape else ()))


@dataclass(frozen=True, slots=True)
class Bank:
    """All phrases, in the order of the files' names and lines."""

    phrases: tuple[Phrase, ...]

    @property
    def sha256(self) -> str:
        """Of everything that training sees: labels, voices, phrases and their order."""
        lines = (f"{phrase.labels}\t{phrase.voice}\t{phrase.before}\t{phrase.text}\n" for phrase in self.phrases)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def load_bank(folder: Path, clauses: Collection[str], *, may_lack: bool = False) -> Bank:
    """All phrases of the *.txt files of a folder, for a policy with clauses of these addresses; raises BankError.

    There may be none at all only where `may_lack` says so.

    «## 5.1» or «## Приложение 1, 2.1» opens a label, «### elderly» a voice of that label, «//» a comment; any other
    line is a phrase, and «earlier message >> phrase» one that leans on another. A label may say what is wished
    besides, «## 5.4 + claim», and what a request asks, «## deletion: withdraw», «## claim + deletion: erase».
    """
    phrases: list[Phrase] = []
    labels = {alike(label): label for label in (*clauses, *KIND_LABELS)}
    for file in sorted(folder.glob("*.txt")):
        phrases += _read(file, labels)
    if not phrases and not may_lack:
        raise BankError(f"В папке {folder} нет ни одной фразы: положите туда банк фраз (*.txt).")
    return Bank(tuple(phrases))


def load_kinds(folder: Path) -> tuple[Phrase, ...]:
    """The phrases of a bank that have no clause, from the files named by their kinds; raises BankError.

    They are for other documents: what ONLY_HERE names beside the bank holds for its own alone, and is left out.
    """
    files = (folder / f"{kind}.txt" for kind in KIND_LABELS)
    labels = {alike(label): label for label in KIND_LABELS}
    own = _only_here(folder.parent / ONLY_HERE)
    found = (phrase for file in files if file.is_file() for phrase in _read(file, labels))
    return tuple(phrase for phrase in found if (phrase.before, phrase.text) not in own)


def _only_here(file: Path) -> frozenset[tuple[str, str]]:
    """What each phrase of the file leans on, and the phrase."""
    lines = map(str.strip, file.read_text("utf-8-sig").splitlines()) if file.is_file() else ()
    parts = (line.rpartition(_AFTER) for line in lines if line and not line.startswith("//"))
    return frozenset((before.strip(), text.strip()) for before, _, text in parts)


def folds_of(phrases: Sequence[Phrase]) -> NDArray[np.int64]:
    """The fold of cross-validation that every phrase lies in, 0 … FOLDS-1.

    A voice lies in one fold as a whole, the largest voices placed first into the emptiest fold. A voice that
    holds over a third of the bank is a choir rather than a voice: its phrases are dealt round, label by label.
    """
    sizes = Counter(phrase.voice for phrase in phrases)
    choirs = {voice for voice, size in sizes.items() if 3 * size > len(phrases)}
    load = [0] * FOLDS
    fold_of_voice: dict[str, int] = {}
    for voice, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        if voice not in choirs:
            fold_of_voice[voice] = emptiest = load.index(min(load))
            load[emptiest] += size
    dealt: Counter[str] = Counter()
    folds = []
    for phrase in phrases:
        if phrase.voice in choirs:
            folds.append(dealt[phrase.label] % FOLDS)
            dealt[phrase.label] += 1
        else:
            folds.append(fold_of_voice[phrase.voice])
    return np.array(folds, np.int64)


def _read(file: Path, labels: Mapping[str, str]) -> list[Phrase]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BankError(f"{file}: файл записан не в UTF-8, сохраните его в этой кодировке.") from None
    phrases: list[Phrase] = []
    meant: _Meant | None = None
    voice = ""
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("//"):
            continue
        if line.startswith("###"):
            voice = line[3:].strip()
        elif line.startswith("##"):
            meant, voice = _meant(line, labels), ""
            if meant is None:
                raise BankError(f"{file}, строка {number}: {_why_not(line[2:].strip(), labels.values())}")
        elif meant is None:
            raise BankError(f"{file}, строка {number}: фраза стоит раньше строки «## пункт».")
        else:
            before, _, text = line.rpartition(_AFTER)
            phrases.append(Phrase(text.strip(), meant.label, voice, meant.wishes, meant.shape, before.strip()))
    return phrases


class _Meant(NamedTuple):
    label: str
    wishes: tuple[Kind, ...]
    shape: Shape | None


def _meant(line: str, labels: Mapping[str, str]) -> _Meant | None:
    """What the head of a part of the bank says of its phrases; None when that cannot be."""
    head = _HEAD.fullmatch(line)
    label = labels.get(alike(head["label"])) if head else None
    if not head or label is None or head["wish"] not in {None, *TICKETS}:
        return None
    wishes = tuple(kind for kind in TICKETS if kind in {label, head["wish"]})
    shape = head["shape"]
    if shape and (shape not in {*Shape} or Kind.DELETION not in wishes):
        return None
    return _Meant(label, wishes, Shape(shape) if shape else None)


def _why_not(said: str, labels: Iterable[str]) -> str:
    """Why the head of a part of the bank says nothing; of a repeated number, which clauses bear it."""
    number = re.split(r"\s*[+:]", said)[0]
    several = [f"«## {label}»" for label in labels if label != number and printed(label) == number]
    if several:
        return f"пункт {number} в документе не один. Напишите, какой: {' или '.join(several)}."
    return f"«{said}» — не пункт документа и не вид сообщения."
