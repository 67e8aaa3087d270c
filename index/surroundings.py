"""What surrounds a question: the messages before it, and the other questions in the same message."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.dialogue import Turn
from index.moves import NOT
from index.reader import Reading

MOST_PARTS = 3
ALONE = 2  #: words of a sentence that says little by itself
SHORT = 5  #: words of a message that may be about the ticket before it
LONGEST = 300  #: characters of a message that is looked at in parts; a longer one is a story with one point

_ASKING = (
    "кто|кого|кому|что|чего|чем|чей|чья|чьё|чье|чьи|как|какой|какая|какие|каким|когда|где|куда|откуда|зачем|почему|"
    "сколько|можно|можете|нужно|надо|обязан|обязаны|будете|who|what|when|where|why|how|can|do|does|will"
)
#: Where a sentence goes on with another question: «… и кому …», «… и собираете ли …», «… и храните …», «…, а почту?».
_JOINTS = re.compile(
    rf",?\s(?:а также|(?:а|и) ещ[её]|и|а|and)\s(?=(?:{_ASKING}|\w+\sли|\w{{2,}}[еи]те)\b)|,\s(?=а\s\w)", re.IGNORECASE
)
_SENTENCES = re.compile(r"(?<=[?!.;])\s+")
_ASKED = re.compile(r"[,;.!?]\s+|\s(?:и|а также|and)\s", re.IGNORECASE)
_QUESTION = re.compile(rf"(?:{_ASKING})\b|.*\b(?:{_ASKING})$", re.IGNORECASE)
_LEANS = frozenset({"а", "и", "но", "тогда", "and", "or", "but"})
_POINTS_AND_BARE = (
    "это этого этому этим они их им он она его ее такое там тут that this it them they",
    "сколько почему зачем кому когда где куда как долго всем точно why when how long where who",
)
_POINTS, _BARE = (frozenset(line.split()) for line in _POINTS_AND_BARE)


class Part(NamedTuple):
    """A sentence of a message, or one of the questions that it joins."""

    text: str
    asks: bool  #: it is a question by its form


class Query(NamedTuple):
    """One of the questions of a message that asks several."""

    text: str
    before: str | None  #: those that are asked before it; None for the first


def parts_of(text: str) -> tuple[Part, ...]:
    """The sentences and joined questions of a message that asks something: () for a single one.

    Of more than MOST_PARTS the first ones and the last: wishes come last.
    """
    if len(text) > LONGEST:
        return ()
    parts = [
        Part(part.strip(), sentence.endswith("?") or _QUESTION.match(part.strip()) is not None)
        for sentence in _SENTENCES.split(text)
        for part in _JOINTS.split(sentence)
        if len(part.split()) > 1
    ]
    if len(parts) > MOST_PARTS:
        parts = [*parts[: MOST_PARTS - 1], parts[-1]]
    return tuple(parts) if len(parts) > 1 and any(part.asks for part in parts) else ()


def queries_of(parts: Sequence[Part]) -> tuple[Query, ...]:
    """The questions among the parts of a message; () for fewer than two."""
    asked = [part.text for part in parts if part.asks]
    found = (Query(text, " ".join(asked[:place]) or None) for place, text in enumerate(asked))
    return tuple(found) if len(asked) > 1 else ()


def plain_end(text: str) -> str | None:
    """What is said after a word or two that stand alone: «вечно?? удаляйте»; None where more stands before the end."""
    *before, end = _SENTENCES.split(text)
    short = bool(before) and all(len(sentence.split()) <= ALONE for sentence in before)
    return end if short and len(end.split()) > 1 and not end.endswith("?") else None


def requests_in(reading: Reading, known: int = 1) -> tuple[str, ...]:
    """The parts of a message that may each ask something to be done; () for no more of them than are `known`.

    What is negated asks for nothing: «удалять не надо, исправьте адрес» has no part that erases.
    """
    parts = [part.strip() for part in _ASKED.split(reading.text) if len(part.split()) > 1]
    wanted = [part for part in parts if NOT.isdisjoint(part.lower().split())]
    return tuple(wanted[:MOST_PARTS]) if len(parts) > max(1, known) else ()


def follows(reading: Reading, last: Turn) -> bool:
    """Whether a short message is about the ticket that was offered or opened last: «долго ждать?», «и побыстрее»."""
    return bool(last.offered or last.opened) and not last.declined and len(reading.words) <= SHORT


def leans(reading: Reading) -> bool:
    """Whether a message is too short to be understood without the one before it: «а почту?», «почему?»."""
    tokens = reading.words
    if len(tokens) <= 2 and set(tokens) <= _BARE | _LEANS:
        return True
    return len(tokens) <= 6 and (tokens[0] in _LEANS or bool(_POINTS & set(tokens)))
