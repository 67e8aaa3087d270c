"""Short messages that move a conversation on and say nothing new: yes, no, once more."""

from enum import StrEnum

from index.dialogue import Turn
from index.reader import Reading
from index.understanding import TICKETS, Kind

LONGEST = 6  #: words of a message that is nothing but a move


class Move(StrEnum):
    """What a message does about the reply before it."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REPEAT = "repeat"


#: Lemmas; that of «ок» is «около».
_WORDS = {
    "read": "около ок окей хорошо ладно ладненько ясно понятно добро good fine",
    "yes": "да da ага угу дать давать давай конечно согласный согласен оформлять оформить делать сделать писать "
    "записывать принимать начинать пожалуйста плиз хотеть валять обязательно естественно разумеется верно именно "
    "точно yes yeah yep sure please do it go ahead",
    "no": "нет нету отбой отмена отменять отменить передумать стоп no nope cancel nevermind",
    "not": "не ни",
    "needed": "надо нужно стоить хотеть",
    "again": "повторить повторять попроще проще простой понять again repeat simpler",
    "fillers": "ну и а то так тогда вот же уж уже все всё ещё еще раз это он она оно я мы вы мне пока спасибо ничего "
    "пусть оставить оставлять быть как есть обе оба другой скоро быстро поскорее можно что ой sorry",
    "called off": "отбой отмена nevermind",
    "repeat": "повторить повторять repeat",
}
_READ, _YES, _NO, _NOT, _NEEDED, _AGAIN, _FILLERS, _CALLED_OFF, _REPEAT = (
    frozenset(said.split()) for said in _WORDS.values()
)

_NO_NEED = {("не", need) for need in _NEEDED}


def move_of(reading: Reading, last: Turn) -> Move | None:
    """What a message does about the reply to the last one; None when it says something of its own."""
    said = frozenset(reading.lemmas)
    if last.offered and not last.declined and _declines(reading, said):
        return Move.DECLINE
    if len(reading.lemmas) > LONGEST:
        return None
    if last.pending and _accepts(said, last):
        return Move.ACCEPT
    if last.clauses and said & _AGAIN and (reading.lemmas[0] in _REPEAT or said <= _AGAIN | _FILLERS | _YES | _NOT):
        return Move.REPEAT
    return None


def begins_with_no(reading: Reading) -> bool:
    """Whether a message turns something down before it says more: «не надо, сама разобралась»."""
    return reading.lemmas[:1] != () and (reading.lemmas[0] in _NO or reading.lemmas[:2] in _NO_NEED)


def _declines(reading: Reading, said: frozenset[str]) -> bool:
    if reading.lemmas and reading.lemmas[0] in _CALLED_OFF:
        return True
    plain = said & _NO or (said & _NOT and said & _NEEDED)
    return bool(plain) and len(reading.lemmas) <= LONGEST and said <= _NO | _NOT | _NEEDED | _FILLERS | _READ


def _accepts(said: frozenset[str], last: Turn) -> bool:
    """«Ок» under an offer takes it up; under an answer with an offer beside, it says that the answer was read."""
    agreed = _YES | _READ if last.kind in {*TICKETS, Kind.HUMAN} else _YES
    return bool(said & agreed) and said <= agreed | _READ | _FILLERS
