"""The library of topics: what a clause of any policy, offer or contract settles, and how people ask about it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from index.bank import BankError, Phrase

_HEAD = re.compile(r"##\s*(?P<slug>[a-z][a-z0-9-]*)\s+—\s+(?P<title>\S.*)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What one clause, or a few that stand together, settle in documents of many companies."""

    slug: str  #: ASCII, unique in the library
    title: str  #: in Russian, as a lawyer would head the clause
    markers: tuple[str, ...]  #: words by which its clauses are known, in any of their forms
    phrases: tuple[Phrase, ...]  #: each labelled with the slug


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """All topics of the *.txt files of a folder, in the order of names and lines; raises BankError.

    «## retention — Срок хранения данных» opens a topic, «= срок хранения; уничтожить» names its markers (several such
    lines add up), «### elderly» opens a voice, «//» a comment; any other line is a phrase.
    """
    topics: dict[str, Topic] = {}
    for file in sorted(folder.glob("*.txt")):
        for started in _read(file):
            topic = started.ended()
            if topic.slug in topics:
                raise BankError(f"{started.place}: тема «{topic.slug}» уже есть, дайте другое имя.")
            topics[topic.slug] = topic
    if not topics:
        raise BankError(f"В папке {folder} нет ни одной темы: положите туда библиотеку тем (*.txt).")
    return tuple(topics.values())


@dataclass(slots=True)
class _Started:
    """A topic while its lines are read."""

    place: str  #: file and line of its heading
    slug: str
    title: str
    markers: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)

    def ended(self) -> Topic:
        if not self.markers:
            raise BankError(f"{self.place}: у темы «{self.slug}» нет строки «= слова; её; пунктов».")
        if not self.phrases:
            raise BankError(f"{self.place}: у темы «{self.slug}» нет ни одной фразы.")
        return Topic(self.slug, self.title, tuple(self.markers), tuple(self.phrases))


def _read(file: Path) -> list[_Started]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BankError(f"{file}: файл записан не в UTF-8, сохраните его в этой кодировке.") from None
    topics: list[_Started] = []
    voice = ""
    for number, line in enumerate(map(str.strip, lines), start=1):
        place = f"{file}, строка {number}"
        if not line or line.startswith("//"):
            continue
        if line.startswith("##") and not line.startswith("###"):
            head = _HEAD.fullmatch(line)
            if head is None:
                raise BankError(f"{place}: заголовок темы пишется так: «## retention — Срок хранения данных».")
            topics.append(_Started(place, head["slug"], head["title"]))
            voice = ""
        elif not topics:
            raise BankError(f"{place}: эта строка стоит раньше строки «## имя — Название темы».")
        elif line.startswith("###"):
            voice = line[3:].strip()
        elif line.startswith("="):
            topics[-1].markers += filter(None, map(str.strip, line[1:].split(";")))
        else:
            topics[-1].phrases.append(Phrase(line, topics[-1].slug, voice))
    return topics
