"""Understanding by script: what a message means is the index's business and tested there.

Here each kind of reply must be had at will, so a word in the message decides; policy, quotes and decisions are real.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from desk.desk import Desk
from desk.knowledge import Knowledge
from desk.known import Known
from index.decision import Thresholds
from index.dialogue import Turn
from index.policy import Policy
from index.understanding import Candidate, Kind, Shape, Understanding
from tickets.store.database import Database

#: A word in the message, what kind the message then is, and its clauses.
MEANINGS: dict[str, tuple[Kind, dict[str, float]]] = {
    "доставщик": (Kind.QUESTION, {"5.2": 0.9, "5.1": 0.05, "4.1.12": 0.02}),
    "храните": (Kind.QUESTION, {"5.1": 0.95, "5.2": 0.02, "6.2.2": 0.01}),
    "how long": (Kind.QUESTION, {"5.1": 0.95, "5.2": 0.02, "6.2.2": 0.01}),
    "кто вы": (Kind.QUESTION, {"преамбула": 0.9, "1.1.1": 0.05, "2.3": 0.01}),
    "партнёр": (Kind.QUESTION, {"5.2": 0.3, "4.1.12": 0.25, "2.3": 0.2}),
    "защища": (Kind.QUESTION, {"7.1": 0.9, "6.2.2": 0.05}),
    "всё обо всём": (Kind.QUESTION, {"5.1": 0.2, "5.2": 0.2, "2.3": 0.2, "4.1.12": 0.1, "6.2.2": 0.1}),
    "погод": (Kind.UNANSWERABLE, {"2.3": 0.2, "4.1.4": 0.1, "1.1.6": 0.1}),
    "претензия": (Kind.CLAIM, {"8.1": 0.4, "8.2": 0.3, "7.1": 0.1}),
    "удалите": (Kind.DELETION, {"6.2.4": 0.4, "5.1": 0.3, "2.2": 0.1}),
    "delete": (Kind.DELETION, {"6.2.4": 0.4, "5.1": 0.3, "2.2": 0.1}),
    "человек": (Kind.HUMAN, {"9.3": 0.3}),
    "привет": (Kind.SMALLTALK, {}),
}
#: A word in the message, and what a request with it asks.
SHAPES = {
    "удал": Shape.ERASE,
    "стер": Shape.ERASE,
    "delete": Shape.ERASE,
    "отзыва": Shape.WITHDRAW,
    "прекрат": Shape.STOP,
    "рассыл": Shape.MARKETING,
    "реклам": Shape.MARKETING,
    "копию": Shape.ACCESS,
    "знаете": Shape.ACCESS,
    "исправ": Shape.CORRECT,
    "блокир": Shape.BLOCK,
}


class ScriptedUnderstander:
    """Takes the place of the index's."""

    thresholds = Thresholds(answer=0.5, silent=0.5, offer=0.5)
    unsure = frozenset[str]()

    def waits(self, text: str) -> bool:
        return "не ответили" in text

    def understand(self, text: str, _context: Sequence[Turn] = ()) -> Understanding:
        if "взорвись" in text:
            raise ZeroDivisionError
        meanings = (meaning for word, meaning in MEANINGS.items() if word in text.lower())
        kind, clauses = next(meanings, (Kind.UNANSWERABLE, {}))
        silent = {Kind.UNANSWERABLE: 0.6} if "вроде" in text else {}
        return Understanding(
            kind=kind,
            kind_confidence=0.9,
            candidates=tuple(Candidate(number, confidence) for number, confidence in clauses.items()),
            probabilities={other: 0.9 if other is kind else 0.02 for other in Kind} | silent,
            wishes={Kind.CLAIM: 0.9} if "слили" in text.lower() else {},
            language="ru" if any("а" <= letter <= "я" for letter in text.lower()) else "en",
            shape_confidence=1.0,
            shapes=tuple(dict.fromkeys(shape for word, shape in SHAPES.items() if word in text.lower())),
        )


def scripted_knowledge(*policies: Policy) -> Knowledge:
    """What is known of these documents, understood by script."""
    documents = [Known(policy, ScriptedUnderstander()) for policy in policies]  # type: ignore[arg-type]
    return Knowledge(documents, "http://127.0.0.1:8000")


def open_desk(database: Database, policy: Policy) -> Desk:
    """A desk that knows the policy and understands by script."""
    return Desk(database, scripted_knowledge(policy), ZoneInfo("Europe/Moscow"))
