"""Short messages that move a conversation on and say nothing new: yes, no, once more, how long."""

from enum import StrEnum
from itertools import pairwise

from index.dialogue import Turn
from index.reader import Reading
from index.understanding import TICKETS, Kind

LONGEST = 6  #: words of a message that is nothing but a move
LONGEST_BACK = 12  #: words of one that takes a ticket back, and may say why


class Move(StrEnum):
    """What a message does about the reply before it."""

    ACCEPT = "accept"
    DECLINE = "decline"
    REPEAT = "repeat"
    RETRACT = "retract"  #: the ticket that was opened
    HURRY = "hurry"  #: ask how long the ticket that was opened, or the person who was called, will take


def _lemmas(said: str) -> frozenset[str]:
    return frozenset(said.split())


NOT = _lemmas("не ни без not don't")  #: words that turn what follows into its contrary

_READ = _lemmas("около ок окей хорошо ладно ладненько ясно понятно добро good fine")  # the lemma of «ок» is «около»
_YES = _lemmas(
    "да da ага угу дать давать давай конечно согласный согласен оформлять оформить делать сделать писать записывать "
    "принимать начинать пожалуйста плиз хотеть валять обязательно естественно разумеется верно именно точно yes yeah "
    "yep sure please do it go ahead"
)
_NO = _lemmas("нет нету отбой отмена отменять отменить передумать стоп no nope cancel nevermind")
_NEEDED = _lemmas("надо нужно стоить хотеть")
_AGAIN = _lemmas("повторить повторять попроще проще простой понять again repeat simpler")
_FILLERS = _lemmas(
    "ну и а то так тогда вот же уж уже все всё ещё еще раз это он она оно я мы вы мне пока спасибо ничего пусть "
    "оставить оставлять быть как есть обе оба другой скоро быстро поскорее можно что ой sorry"
)
_CALLED_OFF = _lemmas("отбой отмена nevermind")
_REPEAT = _lemmas("повторить повторять repeat")
_LEFT = _lemmas("оставить оставлять оставаться пусть")
_ASKING = _lemmas("просить требовать собираться")
_BACK = _lemmas("отменить отменять отозвать отзывать аннулировать забрать закрыть cancel withdraw")
_TICKET = _lemmas("заявка обращение запрос претензия жалоба тикет ticket request claim")
_TIME = _lemmas("долго скоро скорый быстро быстрый поскорее побыстрее когда сколько ждать how long when soon faster")
_LONG = _lemmas("долго скоро скорый быстро быстрый поскорее побыстрее ждать long soon faster")
_BESIDE_TIME = _lemmas(
    "и а ну так это ли еще уже там примерно можно нельзя по время мне я вы пожалуйста is it will take to"
)

_NO_NEED = {("не", need) for need in _NEEDED}


def move_of(reading: Reading, last: Turn) -> Move | None:
    """What a message does about the reply to the last one; None when it says something of its own."""
    said = frozenset(reading.lemmas)
    if last.offered and not last.declined and _declines(reading, said):
        return Move.DECLINE
    if last.opened and _takes_back(reading, said):
        return Move.RETRACT
    if len(reading.lemmas) > LONGEST:
        return None
    if _hurries(said, last):
        return Move.HURRY
    if last.pending and _accepts(said, last):
        return Move.ACCEPT
    again = said & _AGAIN and (reading.lemmas[0] in _REPEAT or said <= _AGAIN | _FILLERS | _YES | NOT)
    return Move.REPEAT if last.clauses and again else None


def begins_with_no(reading: Reading) -> bool:
    """Whether a message turns something down before it says more: «не надо, сама разобралась»."""
    return reading.lemmas[:1] != () and (reading.lemmas[0] in _NO or reading.lemmas[:2] in _NO_NEED)


def denies(reading: Reading) -> bool:
    """Whether a message says that something is not asked for: «я не требую стирать, мне просто интересно»."""
    return any(left in NOT and right in _ASKING for left, right in pairwise(reading.lemmas))


def asks_how_long(reading: Reading) -> bool:
    """Whether a message says nothing but that it takes long: «а долго ещё?», «можно побыстрее?»."""
    said = frozenset(reading.lemmas)
    return bool(said & _LONG) and said <= _TIME | _BESIDE_TIME


def _declines(reading: Reading, said: frozenset[str]) -> bool:
    if reading.lemmas and reading.lemmas[0] in _CALLED_OFF:
        return True
    if said & _LEFT and ("как", "есть") in pairwise(reading.lemmas):
        return True
    plain = said & _NO or (said & NOT and said & _NEEDED)
    return bool(plain) and len(reading.lemmas) <= LONGEST and said <= _NO | NOT | _NEEDED | _FILLERS | _READ


def _takes_back(reading: Reading, said: frozenset[str]) -> bool:
    """«Отмените заявку»; to withdraw a consent is a request of its own."""
    return len(reading.lemmas) <= LONGEST_BACK and bool(said & _BACK and said & _TICKET) and "согласие" not in said


def _hurries(said: frozenset[str], last: Turn) -> bool:
    """Whether it only asks for how long; of a claim the policy itself says it."""
    about = last.opened or (Kind.HUMAN if Kind.HUMAN in last.offered and not last.declined else None)
    return about in {Kind.DELETION, Kind.HUMAN} and bool(said & _TIME) and said <= _TIME | _BESIDE_TIME


def _accepts(said: frozenset[str], last: Turn) -> bool:
    """«Ок» under an offer takes it up; under an answer with an offer beside, it says that the answer was read."""
    agreed = _YES | _READ if last.kind in {*TICKETS, Kind.HUMAN} else _YES
    return bool(said & agreed) and said <= agreed | _READ | _FILLERS
