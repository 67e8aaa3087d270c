"""What surrounds a question: the messages before it, and the other questions in the same message."""

import re

from index.dialogue import Turn
from index.reader import Reading

MOST_PARTS = 3
SHORT = 5  #: words of a message that may be about the ticket before it
LONGEST = 300  #: characters of a message that is looked at in parts; a longer one is a story with one point

_ASKING = (
    "кто|кого|кому|что|чего|чем|как|какой|какая|какие|каким|когда|где|куда|откуда|зачем|почему|сколько|можно|"
    "можете|нужно|надо|обязан|обязаны|будете|who|what|when|where|why|how|can|do|does|will"
)
_JOINTS = re.compile(rf"(?<=[?!.;])\s+|,?\s(?:а также|(?:а|и) ещ[её]|и|а|and)\s(?=(?:{_ASKING})\b)", re.IGNORECASE)
_ASKED = re.compile(r"[,;.!?]\s+|\s(?:и|а также|and)\s", re.IGNORECASE)
_NOT = frozenset(["не", "not", "don't", "без"])
_START = re.compile(rf"(?:{_ASKING})\b", re.IGNORECASE)
_LEANS = frozenset({"а", "и", "но", "тогда", "and", "or", "but"})
_POINTS_AND_BARE = (
    "это этого этому этим они их им он она его ее такое там тут that this it them they",
    "сколько почему зачем кому когда где куда как долго всем точно why when how long where who",
)
_POINTS, _BARE = (frozenset(line.split()) for line in _POINTS_AND_BARE)


def parts_of(text: str) -> tuple[str, ...]:
    """The sentences and joined questions of a message that asks something: () for a single one.

    Of more than MOST_PARTS the first ones and the last: wishes come last.
    """
    if len(text) > LONGEST or ("?" not in text and not asks(text)):
        return ()
    parts = [part for part in (part.strip() for part in _JOINTS.split(text)) if len(part.split()) > 1]
    if len(parts) > MOST_PARTS:
        parts = [*parts[: MOST_PARTS - 1], parts[-1]]
    return tuple(parts) if len(parts) > 1 else ()


def requests_in(reading: Reading) -> tuple[str, ...]:
    """The parts of a message that may each ask something to be done; () for a single one.

    What is negated asks for nothing: «удалять не надо, исправьте адрес» has no part that erases.
    """
    parts = [part.strip() for part in _ASKED.split(reading.text) if len(part.split()) > 1]
    wanted = [part for part in parts if _NOT.isdisjoint(part.lower().split())]
    return tuple(wanted[:MOST_PARTS]) if len(parts) > 1 else ()


def asks(part: str) -> bool:
    """Whether a part of a message is a question by its form."""
    return part.endswith("?") or _START.match(part) is not None


def follows(reading: Reading, last: Turn) -> bool:
    """Whether a short message is about the ticket that was offered or opened last: «долго ждать?», «и побыстрее»."""
    return bool(last.offered or last.opened) and not last.declined and len(reading.words) <= SHORT


def leans(reading: Reading) -> bool:
    """Whether a message is too short to be understood without the one before it: «а почту?», «почему?»."""
    tokens = reading.words
    if len(tokens) <= 2 and set(tokens) <= _BARE | _LEANS:
        return True
    return len(tokens) <= 6 and (tokens[0] in _LEANS or bool(_POINTS & set(tokens)))
