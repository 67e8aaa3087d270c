"""The phrase bank: how people really ask, kept as text files that a lawyer can edit."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from index.understanding import Kind

KIND_LABELS = tuple(kind.value for kind in Kind if kind is not Kind.QUESTION)


class BankError(Exception):
    """The bank cannot be used; the message says in Russian which line to put right."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say something."""

    text: str
    label: str  #: number of a clause, the preamble's name, or a kind other than question
    voice: str  #: who speaks; phrases of one voice are held out together in cross-validation


@dataclass(frozen=True, slots=True)
class Bank:
    """All phrases, in the order of the files' names and lines."""

    phrases: tuple[Phrase, ...]

    @property
    def sha256(self) -> str:
        """Of everything that training sees: labels, voices, phrases and their order."""
        lines = (f"{phrase.label}\t{phrase.voice}\t{phrase.text}\n" for phrase in self.phrases)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def load_bank(folder: Path, clauses: Collection[str]) -> Bank:
    """All phrases of the *.txt files of a folder, for a policy with these clauses; raises BankError.

    «## 5.1» opens a label, «### elderly» a voice of that label, «//» a comment; any other line is a phrase.
    """
    phrases: list[Phrase] = []
    labels = {*clauses, *KIND_LABELS}
    for file in sorted(folder.glob("*.txt")):
        phrases += _read(file, labels)
    if not phrases:
        raise BankError(f"В папке {folder} нет ни одной фразы: положите туда банк фраз (*.txt).")
    return Bank(tuple(phrases))


def _read(file: Path, labels: set[str]) -> list[Phrase]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BankError(f"{file}: файл записан не в UTF-8, сохраните его в этой кодировке.") from None
    phrases: list[Phrase] = []
    label = voice = ""
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("//"):
            continue
        if line.startswith("###"):
            voice = line[3:].strip()
        elif line.startswith("##"):
            label, voice = line[2:].strip(), ""
            if label not in labels:
                raise BankError(f"{file}, строка {number}: «{label}» — не пункт документа и не вид сообщения.")
        elif not label:
            raise BankError(f"{file}, строка {number}: фраза стоит раньше строки «## пункт».")
        else:
            phrases.append(Phrase(line, label, voice))
    return phrases
