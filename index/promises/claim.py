"""The term in which a document has claims answered, as it is proposed to whoever confirms it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.policy import Policy
from index.promises.lengths import Length, Unit, lengths
from russian.words import plain

#: What people write when they claim: the likeliest first, each with its genitive.
_CLAIMS = {"претензи": "претензии", "рекламаци": "рекламации", "жалоб": "жалобы", "обращени": "обращения"}
_ANSWERS = re.compile(
    r"\b(?:ответ|отвеча|отвечен|рассм[ао]тр|уведомл|сообща|сообщи|извеща|решени|результат|удовлетвор)"
)
#: How long a person has to claim, or when a court may be called, is not how long the other side has to answer.
_CLAIMING = re.compile(
    r"\b(?:предъяв|подать|подает|подаст|подач|направить|заявить|может быть направлен|вправе обратить|(?:в|до) суд)"
)
#: Requests about data have the terms of the law, whatever a document says.
_OF_DATA = re.compile(r"персональн\w+ данн|субъект\w* (?:пдн|данн)|152-фз")
_START = re.compile(r"\b(?:с|со)\s+(?:момента|дня|даты|числа)\b(?P<event>[^.;]{0,90})")
_EVENTS = {
    "получ": "получение", "поступ": "поступление", "регистрац": "регистрация", "направл": "направление",
    "отправ": "отправка", "предъявл": "предъявление", "подач": "подача", "вруч": "вручение",
}  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[А-ЯЁA-Z«])")
NEAREST = 160  #: characters between a length and the word that says what it is for


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """A term as it was read."""

    amount: int
    unit: Unit
    start: str  #: what starts it: «получение претензии»
    clause: str  #: address of the clause that says so
    words: str  #: the sentence, as printed but for its spaces


def read_claim_terms(policy: Policy) -> tuple[ReadTerm, ...]:
    """Terms that the edition seems to give for answers to claims, the likeliest first; none where it says nothing."""
    found = []
    for address in policy.quotable:
        *above, clause = (policy.clause(each) for each in policy.ancestry(address))
        about = " ".join([*(f"{each.heading} {each.text}" for each in above), clause.heading])
        found += [(rank, term) for rank, term in terms_in(clause.text, about, address)]
    return tuple(term for _, term in sorted(found, key=lambda pair: pair[0]))


def terms_in(text: str, about: str = "", address: str = "") -> Iterator[tuple[tuple[int, int], ReadTerm]]:
    """Terms in the text of one clause, each with its rank, the smaller the likelier.

    `about` is what stands above the clause: its heading and the clauses that it belongs to.
    """
    whole = plain(text)
    for sentence in _SENTENCE.split(text):
        said = plain(sentence)
        if (named := _claimed(said, whole, plain(about))) is None:
            continue
        claimed, distance = named
        if claimed == "обращени" and (_OF_DATA.search(f"{about} {whole}") or distance):
            continue
        for length in lengths(sentence):
            if _answers(said, length):
                rank = ([*_CLAIMS].index(claimed), distance)
                words = " ".join(sentence.split())
                yield rank, ReadTerm(length.amount, length.unit, _start(said, length, claimed), address, words)
                break


def _claimed(*places: str) -> tuple[str, int] | None:
    """The likeliest word for a claim in the nearest of these places that has one, and how far that is."""
    for distance, where in enumerate(places):
        for root in _CLAIMS:
            if re.search(rf"\b{root}", where):
                return root, distance
    return None


def _answers(said: str, length: Length) -> bool:
    """Whether the length is that of an answer: such a word is near, and nearer than any of claiming."""
    answer, claiming = (_distance(words, said, length) for words in (_ANSWERS, _CLAIMING))
    return answer <= NEAREST and answer <= claiming


def _distance(words: re.Pattern[str], said: str, length: Length) -> int:
    """Characters from the length to the nearest such word."""
    gaps = (max(length.start - match.end(), match.start() - length.end, 0) for match in words.finditer(said))
    return min(gaps, default=len(said) + NEAREST + 1)


def _start(said: str, length: Length, claimed: str) -> str:
    found = _START.search(said, length.end) or _START.search(said)
    event = found["event"] if found else ""
    roots = [(place, name) for root, name in _EVENTS.items() if (place := event.find(root)) >= 0]
    return f"{min(roots)[1] if roots else 'получение'} {_CLAIMS[claimed]}"
