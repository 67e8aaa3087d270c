"""A small document whose annexes repeat its numbers, and an understanding of it by script."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from desk.knowledge import Knowledge
from desk.known import Known
from index.decision import Thresholds
from index.dialogue import Turn
from index.policy import Policy, load_policy
from index.understanding import Candidate, Kind, Understanding

TEXT = """ДОГОВОР ОКАЗАНИЯ УСЛУГ

1. ПРЕДМЕТ ДОГОВОРА

1.1. Исполнитель убирает помещения по графику из п. 2.1 Приложения № 1.
1.2. Заказчик платит в срок из п. 2.2.

2. СРОКИ

2.1. Договор действует один год.
2.2. Счёт оплачивается за пять дней; о сроке говорит п. 2.1.

Приложение № 1
к Договору оказания услуг

1. ДНИ

1.1. Уборка проходит в дни, названные Заказчиком, и в часы из п. 2.1.

2. ЧАСЫ

2.1. Уборка начинается в девять утра.

Приложение № 2
к Договору оказания услуг

1. ЦЕНЫ

1.1. Уборка стоит сто рублей за метр.

2. СКИДКИ

2.1. С третьего раза скидка десять процентов.

3. ВОЗВРАТ

3.1. Деньги возвращаются за три дня по п. 2.2.
"""
MAIN, FIRST, SECOND = "Основной текст, 2.1", "Приложение 1, 2.1", "Приложение 2, 2.1"
#: A word of a message, and what it means.
MEANINGS = {
    "утра": {FIRST: 0.95, MAIN: 0.02},
    "скидк": {SECOND: 0.95},
    "когда": {FIRST: 0.3, MAIN: 0.25, "2.2": 0.2},
}


def annexed_policy(folder: Path) -> Policy:
    """The document, laid into this folder."""
    (folder / "editions").mkdir(parents=True)
    (folder / "editions" / "1.txt").write_bytes(TEXT.encode())
    facts = (
        'id = "cleaning"\ntitle = "Договор оказания услуг"\noperator = "ООО «Чистый дом»"\nsites = ["example.ru"]\n'
        'services = []\npublished_at = "https://example.ru/offer"\ncontact = "info@example.ru"\n\n[[editions]]\n'
        f'id = "1"\nfile = "editions/1.txt"\nsha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"\n'
    )
    (folder / "policy.toml").write_text(facts, encoding="utf-8")
    return load_policy(folder)


def annexed_knowledge(policy: Policy) -> Knowledge:
    return Knowledge([Known(policy, ByWord())], "http://127.0.0.1:8000")  # type: ignore[arg-type]


class ByWord:
    """Takes the place of the index's understander."""

    thresholds = Thresholds(answer=0.5, silent=0.5, offer=0.5)
    unsure = frozenset[str]()
    document, whole, surely = "", True, 0.0

    def waits(self, _text: str) -> bool:
        return False

    def understand(self, text: str, _context: Sequence[Turn] = ()) -> Understanding:
        clauses = next((found for word, found in MEANINGS.items() if word in text.lower()), None)
        kind = Kind.UNANSWERABLE if clauses is None else Kind.QUESTION
        return Understanding(
            kind=kind,
            kind_confidence=0.9,
            candidates=tuple(Candidate(address, confidence) for address, confidence in (clauses or {}).items()),
            probabilities={other: 0.9 if other is kind else 0.02 for other in Kind},
            wishes={},
            language="ru",
            shape_confidence=1.0,
            shapes=(),
        )
