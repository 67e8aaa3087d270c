"""Own words: how Punkt speaks of one document, and what people ask of it.

They stand in words.toml of its folder; without that file, and for all that it leaves out, they come from the title and
the headings.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from index.document.clause import Clause
from index.policy import Policy, PolicyError
from russian.cases import Case, Gender, decline, title
from russian.operators import operator_in

WORDS = "words.toml"
GREETING, LAUNCH = "Ваши вопросы", "Задать вопрос"
QUESTIONS = 4  #: that are shown before anybody has asked
LONGEST = 60  #: characters of a question made of a heading
_ASKING = "Что сказано в разделе „{heading}“?"
#: Sections that nobody asks about, by how their headings begin.
_FORMAL = (
    "предмет",
    "термин",
    "определени",
    "общие",
    "основные понятия",
    "заключительн",
    "прочие",
    "реквизит",
    "преамбула",
)
#: Of verbs and pronouns that go with the document, by its gender.
_AGREEING: Mapping[str, Mapping[Gender, str]] = {
    "says": {"masc": "говорит", "femn": "говорит", "neut": "говорит", "plur": "говорят"},
    "changed": {"masc": "изменился", "femn": "изменилась", "neut": "изменилось", "plur": "изменились"},
    "written": {"masc": "написан", "femn": "написана", "neut": "написано", "plur": "написаны"},
    "itself": {"masc": "сам", "femn": "сама", "neut": "само", "plur": "сами"},
    "in itself": {"masc": "самом", "femn": "самой", "neut": "самом", "plur": "самих"},
    "whose": {"masc": "чей", "femn": "чья", "neut": "чьё", "plur": "чьи"},
    "its": {"masc": "его", "femn": "её", "neut": "его", "plur": "их"},
}


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the sentences of all edges are filled in with; texts are as they stand within a sentence."""

    called: str  #: «Политика», with the letter that it has in the middle of a sentence
    title: str  #: «Политика конфиденциальности»
    operator: str
    about: str  #: what is asked about: «персональных данных»; "" where nobody has said
    yours: str  #: the same of whoever asks: «ваших данных»
    greeting: str  #: above the window: «Вопросы о данных»
    launch: str  #: on the button that opens it: «Спросить о данных»
    questions: tuple[str, ...]  #: that people ask, the commonest first
    demo: tuple[str, ...]  #: the same on the page that shows the window
    english: Mapping[str, Any]

    def __hash__(self) -> int:
        return hash((self.called, self.title, self.operator, self.about, self.yours, self.greeting, self.questions))

    @property
    def gender(self) -> Gender:
        return title(self.called).gender

    @property
    def of_it(self) -> str:
        """«Политики»."""
        return decline(self.called, Case.GENITIVE)

    def russian(self) -> Mapping[str, str]:
        """What stands in brackets in sentences → what is said instead: «[of it]» → «Политики»."""
        it = {case: decline(self.called, case) for case in Case}
        named = {
            "it": it[Case.NOMINATIVE],
            "of it": it[Case.GENITIVE],
            "to it": it[Case.DATIVE],
            "(it)": it[Case.ACCUSATIVE],
            "in it": it[Case.PREPOSITIONAL],
            "title": self.title,
            "of title": decline(self.title, Case.GENITIVE),
            "of operator": operator_in(self.operator, Case.GENITIVE),
            "about": f" о{'б' if self.about[:1] in 'аиоуэ' else ''} {self.about}" if self.about else "",
            "on": "",
            "of yours": f" о {self.yours}" if self.yours else " по вашему вопросу",
            "greeting": self.greeting,
            "launch": self.launch,
            "launch in English": self.english.get("launch", "Ask a question"),
            "question": self.questions[0],
        }
        named["on"] = named["about"] or f" по {it[Case.DATIVE]}"
        agreeing = {name: forms[self.gender] for name, forms in _AGREEING.items()}
        said = named | agreeing
        lowered = {f"{name}, small": text[:1].lower() + text[1:] for name, text in said.items() if text}
        raised = {f"{name}, large": text[:1].upper() + text[1:] for name, text in said.items() if text}
        return said | lowered | raised

    def in_english(self) -> Mapping[str, str]:
        """The same of English sentences."""
        about = self.english.get("about", "")
        it = self.english.get("called", "document")
        named = self.english.get("title", it)
        return {
            "it": it,
            "It": it[:1].upper() + it[1:],
            "title": named,
            "Title": named[:1].upper() + named[1:],
            "about": f" about {about}" if about else "",
            "of yours": f" about your {self.english['yours']}" if self.english.get("yours") else "",
            "greeting": self.english.get("greeting", "Your questions"),
            "question": self.asked_in_english[0],
            "operator": self.operator,
        }

    @property
    def asked_in_english(self) -> tuple[str, ...]:
        """Questions for those who read English; the document's own where nobody has written any."""
        return tuple(self.english.get("questions", ())) or self.questions


def own_words(policy: Policy) -> OwnWords:
    """How Punkt speaks of this document. Raises PolicyError where words.toml cannot be read."""
    file = policy.folder / WORDS
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        stamp = None
    headings = tuple(headings_of(policy)) if stamp is None else ()
    return _own_words(file, stamp, policy.title, policy.operator, headings)


def shared_words(policies: Sequence[Policy]) -> OwnWords:
    """How Punkt speaks of all its documents at once: of one as of itself, of several as «документы».

    Their questions come in turn, the first of each before the second of any. Raises PolicyError.
    """
    each = [own_words(policy) for policy in policies]
    if len(each) == 1:
        return each[0]
    questions = _in_turn(own.questions for own in each)
    return OwnWords(
        called="документы",
        title="документы",
        operator=each[0].operator,
        about="",
        yours="",
        greeting=GREETING,
        launch=LAUNCH,
        questions=questions,
        demo=_in_turn(own.demo for own in each)[:3],
        english={"called": "documentation", "questions": _in_turn(own.asked_in_english for own in each)},
    )


def _in_turn(asked: Iterable[Sequence[str]]) -> tuple[str, ...]:
    found = (question for turn in zip_longest(*asked) for question in turn if question)
    return tuple(dict.fromkeys(found))[:QUESTIONS]


def headings_of(policy: Policy) -> Sequence[str]:
    """Headings of the sections, in document order; of a document without them, of any clauses."""
    sections = [policy.clause(address) for address in policy.sections()]
    clauses: Sequence[Clause] = [each for each in sections if each.heading] or [*policy.clauses.values()]
    return [each.heading for each in clauses if each.heading]


@lru_cache(64)
def _own_words(file: Path, stamp: int | None, named: str, operator: str, headings: tuple[str, ...]) -> OwnWords:
    told = {} if stamp is None else _read(file)
    titled = named.capitalize() if named.isupper() and "«" not in named else named
    noun = title(titled).noun or "Документ"
    questions = tuple(told.get("questions", ())) or _questions(headings)
    return OwnWords(
        called=told.get("called", noun[:1].upper() + noun[1:].lower()),
        title=told.get("title", titled),
        operator=operator,
        about=told.get("about", ""),
        yours=told.get("yours", ""),
        greeting=told.get("greeting", GREETING),
        launch=told.get("launch", LAUNCH),
        questions=questions,
        demo=tuple(told.get("demo", ())) or questions[:3],
        english=told.get("en", {}),
    )


def _questions(headings: Sequence[str]) -> tuple[str, ...]:
    short = [each for each in map(_sentence, headings) if len(each) <= LONGEST]
    short = [each for each in short if not each.lower().startswith(_FORMAL)] or short
    asked = tuple(_ASKING.format(heading=each) for each in dict.fromkeys(short))
    return asked[:QUESTIONS] or ("О чём этот документ?",)


def _sentence(heading: str) -> str:
    """A heading as it stands within a sentence: not in capitals, without a full stop."""
    text = " ".join(heading.split()).rstrip(".:")
    return text.capitalize() if text.isupper() else text


def _read(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise PolicyError(f"Файл {file} не читается как TOML ({error}): исправьте его.") from None
    wrong = [
        name
        for name, value in told.items()
        if not (
            isinstance(value, dict)
            if name == "en"
            else isinstance(value, list) and value and all(isinstance(each, str) and each for each in value)
            if name in {"questions", "demo"}
            else name in {"called", "title", "about", "yours", "greeting", "launch"} and isinstance(value, str)
        )
    ]
    if wrong:
        raise PolicyError(f"В файле {file} поле «{wrong[0]}» не из тех, что здесь бывают, или не такое: исправьте его.")
    return told
