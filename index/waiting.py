"""Whether somebody waits for an answer to an earlier letter, and says so: told from words alone, by no head.

It decides nothing about the reply; whoever is known to have an open ticket is also told how it stands.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.moves import asks_how_long
from index.reader import Reading

LONGEST = 60  #: words of a message that is about waiting; a longer one is a story, and mentions it at most
NEAR = 3  #: words from «не» to «ответили»

_TABLE = {
    "answer": "ответ ответить отвечать отклик реакция реагировать отреагировать среагировать отозваться перезвонить "
    "связаться answer reply replied response responded answered",
    "none": "не ни нет никто никакой ноль нибыть нибудь либо no not none nobody never without haven't hasn't didn't",
    "waited": "ждать ожидать дождаться дожидаться прождать заждаться wait waiting waited",
    "silent": "молчать молчание тишина игнорировать игнорать игнор проигнорировать silence ignored ignoring",
    "late": "просрочить просрочивать просрочка overdue",
    "term": "срок deadline",
    "ended": "выйти пройти истечь миновать вышлый прошлый passed expired",
    "letter": "обращение претензия заявка заявление запрос жалоба тикет письмо просьба ticket request claim complaint",
    "stands": "статус стадия этап судьба новость движение двигаться сдвинуться продвигаться продвинуться рассмотреть "
    "рассматривать рассматриваться результат слышный слышно решение ответ status news progress update",
    "arrived": "видеть увидеть прочитать читать получить дойти прийти зарегистрировать received seen read",
    "ago": "назад неделя месяц день ago",
    "why": "почему чего что why",
    "kept": "хранение хранить обработка",
    "mine": "мой мы наш свой my our",
    "matter": "вопрос дело case",
    "long": "долго сколько еще все уже до когда неделя месяц день how long still yet when week month",
    "where": "где как where",
    "between": "же там у вы мы мой наш свой ну и а уже по на ли это наконец the my our is are s",
}
_WORDS = {name: frozenset(said.split()) for name, said in _TABLE.items()}
#: Of a ticket; a reading shortens runs of zeros.
_NUMBER = re.compile(r"\bп-\d{4}-\d+\b", re.IGNORECASE)


def waits(reading: Reading) -> bool:
    """Whether a message complains that no answer has come, or asks how an earlier letter stands."""
    if not 0 < len(reading.lemmas) <= LONGEST:
        return False
    if _NUMBER.search(reading.text) or asks_how_long(reading):
        return True
    return _complains(reading.lemmas) or _asks(reading.lemmas)


def _complains(said: Sequence[str]) -> bool:
    words, of = frozenset(said), _WORDS
    if words & of["late"] or (words & of["term"] and words & of["ended"] and not words & of["kept"]):
        return True
    if words & (of["waited"] | of["silent"]) and words & (of["answer"] | of["letter"] | of["matter"] | of["long"]):
        return True
    if (words & of["silent"] and words & of["why"]) or ("ничего" in words and words & of["ago"]):
        return True
    near = ({left, right} for place, left in enumerate(said) for right in said[place + 1 : place + 1 + NEAR])
    return any(pair & of["none"] and pair & of["answer"] for pair in near)


def _asks(said: Sequence[str]) -> bool:
    words, of = frozenset(said), _WORDS
    if words & of["stands"] and (words & of["letter"] or (words & of["mine"] and words & of["matter"])):
        return not words & of["kept"]
    if words & of["arrived"] and words & of["letter"] and words & of["mine"]:
        return True
    plain = [word for word in said if word not in of["between"]]
    if any(left in of["where"] and right in of["letter"] | of["answer"] for left, right in pairwise(plain)):
        return True
    if any(left == "когда" and right in of["answer"] for left, right in pairwise(plain)):
        return True
    bare = [word for word in plain if word != "с"]
    return any(left == "что" and right in of["letter"] for left, right in pairwise(bare))
